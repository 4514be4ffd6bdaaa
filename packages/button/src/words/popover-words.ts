import type { sentences } from "./en.js";

export type PopoverWord = keyof typeof sentences;
export type PopoverWords = Record<PopoverWord, string>;

type WordsFile = { sentences: PopoverWords };

/** Each language is a file of its own, so that a page loads only the one that it speaks. */
const english = (): Promise<WordsFile> => import("./en.js");
const FILES: Record<string, () => Promise<WordsFile>> = { fr: () => import("./fr.js") };

/** The sentences of a language; the English ones where it has none or its file does not come; null where neither does. */
export async function loadPopoverWords(lang: string): Promise<PopoverWords | null> {
  const file = await (FILES[lang] ?? english)()
    .catch(english)
    .catch(() => null);
  return file?.sentences ?? null;
}
