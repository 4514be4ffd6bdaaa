import type { AppParts } from "../../app-parts.js";
import { findPublisher } from "../../domain/publishers.js";
import { BuilderPage } from "../../pages/builder-page.js";
import { readChoice } from "../../pages/snippets/button-choice.js";
import type { ButtonFiles } from "../../pages/snippets/script-tags.js";
import { PINNED, readButtonRelease } from "../button-release.js";
import { answerPage } from "./answer-page.js";
import type { Visit } from "./visit.js";

/** `GET /builder`: a form whose answer is the same page, with the snippets for what was chosen. */
export function showBuilder(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async ({ c, view, query }) => {
    const files = buttonFiles(view.origin);
    const languages = languagesOf(files);
    const { choice, wrong } = readChoice(query, languages);
    const isKnown = choice.publisher === "" || (await findPublisher(parts.reads, choice.publisher)) !== null;
    return answerPage(c, BuilderPage({ view, choice, wrong, isKnown, files, languages, query }));
  };
}

/** What this instance serves of the button, with whole addresses. */
export function buttonFiles(origin: string): ButtonFiles {
  const release = readButtonRelease();
  const integrity = [...(release?.pinned ?? [])].map(([name, file]) => [name, file.integrity] as const);
  return {
    short: `${origin}/`,
    pinned: `${origin}${PINNED}/${release?.hash}/`,
    integrity: new Map(integrity),
  };
}

/** The languages of the button, one file each. */
export function languagesOf({ integrity }: ButtonFiles): string[] {
  return [...integrity.keys()].flatMap((name) => /^words-([a-z]+)\.js$/.exec(name)?.[1] ?? []);
}
