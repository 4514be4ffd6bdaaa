import type { LoadFile } from "../files.js";
import type { sentences } from "./en.js";

export type PopoverWord = Exclude<keyof typeof sentences, "news">;
export type PopoverWords = Record<PopoverWord, string> & {
  news: Record<keyof typeof sentences.news, string>;
};

/** The sentences of a language; the English ones where it has none or its file does not come; null where neither does. */
export async function loadPopoverWords(load: LoadFile, lang: string): Promise<PopoverWords | null> {
  const file = (await load(`words-${lang}`).catch(() => null)) ?? (await load("words-en").catch(() => null));
  return file?.sentences ?? null;
}
