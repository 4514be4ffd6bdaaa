import type { PopoverPart } from "./more.js";
import type { WordsFile } from "./words/words-file.js";

/**
 * Loads one of the files that are needed only later, by its name beside `button.js`: `more`, or `words-` and a language. Rejects
 * where it does not come; the next call tries again.
 */
export type LoadFile = {
  (name: "more"): Promise<PopoverPart>;
  (name: `words-${string}`): Promise<WordsFile>;
};

/** In a package these are imports that a bundler sees; `drop-in-files.ts` stands in for this file in the drop-in script. */
const FILES: Record<string, () => Promise<unknown>> = {
  more: () => import("./more.js"),
  "words-en": () => import("./words/en.js"),
  "words-fr": () => import("./words/fr.js"),
  "words-de": () => import("./words/de.js"),
  "words-es": () => import("./words/es.js"),
  "words-it": () => import("./words/it.js"),
  "words-nl": () => import("./words/nl.js"),
  "words-pt": () => import("./words/pt.js"),
  "words-pl": () => import("./words/pl.js"),
  "words-ar": () => import("./words/ar.js"),
  "words-he": () => import("./words/he.js"),
  "words-ja": () => import("./words/ja.js"),
};

export const loadFile = (async (name: string) => FILES[name]?.()) as LoadFile;
