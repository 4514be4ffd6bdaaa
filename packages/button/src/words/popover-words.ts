import type { LoadFile } from "../files.js";
import type { sentences } from "./en.js";

export type PopoverWord = keyof typeof sentences;
export type PopoverWords = Record<PopoverWord, string>;

/** The sentences of a language; the English ones where it has none or its file does not come; null where neither does. */
export async function loadPopoverWords(load: LoadFile, lang: string): Promise<PopoverWords | null> {
  const file = (await load(`words-${lang}`).catch(() => null)) ?? (await load("words-en").catch(() => null));
  return file?.sentences ?? null;
}
