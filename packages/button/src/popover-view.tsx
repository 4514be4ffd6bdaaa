// biome-ignore-all lint/correctness/noUnusedImports: JSX becomes calls of `h`.
// biome-ignore-all lint/a11y/useButtonType: nothing in a shadow tree belongs to a form outside.
import type { ClientState } from "@rivulet/client";
import type { Standing } from "./button-state.js";
import { h, type View } from "./draw.js";
import type { PopoverWords } from "./words/popover-words.js";

/** All that the popover shows; a session is one. */
export type PopoverModel = {
  standing: Standing;
  page: { client: { backend: string; state: ClientState } };
  /** Acts that have no outcome yet. */
  acts: number;
};

/** What can be done in it; yes and no answer whose the unclaimed clicks are, `every` gives every month, or ends that. */
export type PopoverAct = "connect" | "undo" | "disconnect" | "yes" | "no" | "every";

/** For how many months to give; null: until it is ended. */
export type Months = 3 | 6 | 12 | null;

/** Without months `every` ends it. */
export type RunAct = (act: PopoverAct, months?: Months) => void;

/** The sentence that tells how things stand. */
export function sentenceOf(model: PopoverModel, words: PopoverWords): string {
  const { news, state, mine } = model.standing;
  const { connected, kept } = model.page.client.state;
  const what = news ?? state;
  const all: Record<string, string> = words.news;
  if (what === "pending") return say(model, words[connected ? "later" : kept ? "saved" : "kept"]);
  if (/idle|sending/.test(what))
    return say(model, mine ? words.gave : connected ? all.connected : words.first, mine);
  const name = Object.keys(all).find((part) => RegExp(part).test(what));
  return say(model, name ? all[name] : words.failed);
}

/** A sentence with a number (or a month) and the host put in. The sentences are such that no plural depends on a number. */
const say = ({ page }: PopoverModel, sentence = "", number: number | string = ""): string =>
  sentence.replace("#", `${number}`).replace("@", new URL(page.client.backend).host);

/** The popover: what happened, and what can be done about it. */
export function popoverView(
  model: PopoverModel,
  words: PopoverWords,
  lang: string,
  run: RunAct,
  toggled: (event: Event) => void,
): View {
  const { backend, state } = model.page.client;
  const { connected, unclaimed } = state;
  const { subscription, news, last } = model.standing;
  const button = (act: PopoverAct, text = words[act], months?: Months) => (
    <button
      class={act === "connect" && "main"}
      aria-disabled={model.acts > 0}
      // The second half of a double click would hit what has come in place of the first.
      onclick={({ detail }: MouseEvent) => detail < 2 && run(act, months)}
    >
      {text}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form.
    <div part="popover" popover="auto" id="more" role="group" aria-label="Rivulet" onbeforetoggle={toggled}>
      <p>{sentenceOf(model, words)}</p>
      {unclaimed > 0 && (
        <p>
          {say(model, words.unclaimed, unclaimed)} {button("yes")} {button("no")}
        </p>
      )}
      {subscription && (
        <p>
          {words.every} {subscription.until && say(model, words.until, monthOf(subscription.until, lang))}{" "}
          {button("every", words.end)}
        </p>
      )}
      {connected &&
        !subscription &&
        h(
          "p",
          null,
          `${words.monthly} `,
          ...MONTHS.map((months) => button("every", months ? spanOf(months, lang) : words.ever, months)),
        )}
      <div>
        {(!connected || news === "insufficient-scope") && button("connect")}
        {last && button("undo")}
        {connected && (
          <a href={`${backend}/me?lang=${lang}`} target="_blank" rel="noopener">
            {words.page}
          </a>
        )}
        {connected && button("disconnect")}
      </div>
    </div>
  );
}

const MONTHS: Months[] = [3, 6, 12, null];

/** @example spanOf(3, "fr") // "3 mois" */
const spanOf = (months: number, lang: string): string =>
  months.toLocaleString(lang, { style: "unit", unit: "month", unitDisplay: "long" });

/** The middle of a month lies in it wherever the reader is. @example monthOf("2027-05", "en") // "May 2027" */
const monthOf = (period: string, lang: string): string =>
  new Date(`${period}-15`).toLocaleDateString(lang, { month: "long", year: "numeric" });
