// biome-ignore-all lint/correctness/noUnusedImports: JSX becomes calls of `h`.
import type { ClientState } from "@rivulet/client";
import type { Standing } from "./button-state.js";
import { h, type View } from "./draw.js";
import type { PopoverWord, PopoverWords } from "./words/popover-words.js";

/** All that the popover shows. */
export type PopoverModel = {
  standing: Standing;
  client: ClientState;
  backend: string;
  lang: string;
  words: PopoverWords;
  isBusy: boolean;
};

/** What can be done in it, named by the word on its button; yes and no answer whose the unclaimed clicks are. */
export type PopoverAct = "connect" | "undo" | "disconnect" | "yes" | "no" | "end";

/** For how many months a click can be given in advance; null: until it is ended. */
export type Months = 3 | 6 | 12 | null;

export type PopoverActs = {
  run(act: PopoverAct): void;
  subscribe(months: Months): void;
  /** It was opened or closed. */
  toggled(): void;
};

/** Outcomes and codes whose sentence has another name: what asks the same of a person is said once. */
const SENTENCES: Record<string, PopoverWord> = {
  counted: "thanks",
  error: "failed",
  offline: "failed",
  "publisher-closed": "unknown-publisher",
  "site-mismatch": "invalid-url",
  "url-not-allowed": "invalid-url",
  "donor-blocked": "budget-paused",
  "clicked-in-future": "click-too-old",
  "insufficient-scope": "not-connected",
  "invalid-token": "not-connected",
  "popup-blocked": "popup-closed",
  "access-denied": "popup-closed",
};

/** The sentence that tells how things stand. */
export function sentenceOf(model: PopoverModel): string {
  const { standing, client } = model;
  const { news, state, mine } = standing;
  return say(model, wordOf(news ?? state, client, mine), mine);
}

function wordOf(what: string, client: ClientState, mine: number): string {
  if (what === "pending") return client.connected ? "later" : client.kept ? "saved" : "kept";
  if (what === "idle") return mine > 0 ? "gave" : client.connected ? "connected" : "first";
  return SENTENCES[what] ?? what;
}

/** A sentence with a number (or a month) and the host put in. The sentences are such that no plural depends on a number. */
function say({ words, backend }: PopoverModel, word: string, number: number | string): string {
  const sentence = (words as Record<string, string | undefined>)[word] ?? words.failed;
  return sentence.replace("#", `${number}`).replace("@", new URL(backend).host);
}

/** The popover: what happened, and what can be done about it. */
export function popoverView(model: PopoverModel, acts: PopoverActs): View {
  const { standing, client, words, lang, backend } = model;
  const { subscription, news, last } = standing;
  const button = (text: string, act: () => void, kind?: string) => (
    <button
      type="button"
      class={kind}
      aria-disabled={model.isBusy}
      // The second half of a double click would hit what has come in place of the first.
      onclick={({ detail }: MouseEvent) => detail < 2 && act()}
    >
      {text}
    </button>
  );
  const named = (act: PopoverAct, kind?: string) => button(words[act], () => acts.run(act), kind);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is a part of a form.
    <div part="popover" popover="auto" id="more" role="group" aria-label="Rivulet" ontoggle={acts.toggled}>
      <p>{sentenceOf(model)}</p>
      {client.unclaimed > 0 && (
        <p>
          {say(model, "unclaimed", client.unclaimed)} {named("yes")} {named("no")}
        </p>
      )}
      {subscription && (
        <p>
          {words.every} {subscription.until && say(model, "until", monthOf(subscription.until, lang))}{" "}
          {named("end")}
        </p>
      )}
      {client.connected &&
        !subscription &&
        h(
          "p",
          null,
          `${words.monthly} `,
          ...MONTHS.map((months) =>
            button(months ? spanOf(months, lang) : words.ever, () => acts.subscribe(months)),
          ),
        )}
      <div>
        {(!client.connected || news === "insufficient-scope") && named("connect", "main")}
        {last && named("undo")}
        {client.connected && (
          <a href={`${backend}/me?lang=${lang}`} target="_blank" rel="noopener">
            {words.page}
          </a>
        )}
        {client.connected && named("disconnect")}
      </div>
    </div>
  );
}

const MONTHS: Months[] = [3, 6, 12, null];

/** @example spanOf(3, "fr") // "3 mois" */
const spanOf = (months: number, lang: string): string =>
  months.toLocaleString(lang, { style: "unit", unit: "month", unitDisplay: "long" });

/** @example monthOf("2027-05", "en") // "May 2027" */
const monthOf = (period: string, lang: string): string =>
  new Date(period).toLocaleDateString(lang, { month: "long", year: "numeric", timeZone: "UTC" });
