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
  words: PopoverWords;
  isBusy: boolean;
};

/** What can be done in it, named by the word on its button; yes and no answer whose the unclaimed clicks are. */
export type PopoverAct = "connect" | "undo" | "disconnect" | "yes" | "no";

/** Outcomes and codes whose sentence has another name: what asks the same of a person is said once. */
const SENTENCES: Record<string, PopoverWord> = {
  sending: "under",
  counted: "thanks",
  error: "failed",
  offline: "failed",
  "publisher-closed": "unknown-publisher",
  "site-mismatch": "invalid-url",
  "url-not-allowed": "invalid-url",
  "donor-blocked": "budget-paused",
  "popup-blocked": "popup-closed",
  "access-denied": "popup-closed",
};

/** The sentence that tells how things stand, with the numbers and the host put in. */
export function sentenceOf({ standing, client, backend, words }: PopoverModel): string {
  const { news, state, mine } = standing;
  const number = state === "pending" ? client.waiting : mine;
  const word = wordOf(news ?? state, client, mine);
  return (words[word] ?? words.failed).replace("#", `${number}`).replace("@", new URL(backend).host);
}

function wordOf(what: string, client: ClientState, mine: number): PopoverWord {
  if (what === "pending") {
    if (client.offline) return "later";
    if (!client.kept) return "kept";
    return client.waiting > 1 ? "many" : "saved";
  }
  if (what === "idle") return mine > 0 ? "gave" : client.connected ? "ready" : "first";
  return SENTENCES[what] ?? (what as PopoverWord);
}

/** The popover: what happened, and what can be done about it. */
export function popoverView(model: PopoverModel, run: (act: PopoverAct) => void): View {
  const { standing, client, words, backend, isBusy } = model;
  const button = (word: PopoverAct, kind = "") => (
    <button type="button" class={kind} disabled={isBusy} onclick={() => run(word)}>
      {words[word]}
    </button>
  );
  return (
    <div part="popover" popover="auto" role="dialog" aria-label="Rivulet">
      <p>{sentenceOf(model)}</p>
      {client.unclaimed > 0 && (
        <p>
          {words.unclaimed.replace("#", `${client.unclaimed}`)} {button("yes")}
          {button("no")}
        </p>
      )}
      <div>
        {!client.connected && button("connect", "main")}
        {standing.last && button("undo")}
        {client.connected && (
          <a href={`${backend}/me`} target="_blank" rel="noopener">
            {words.page}
          </a>
        )}
        {client.connected && button("disconnect")}
      </div>
    </div>
  );
}
