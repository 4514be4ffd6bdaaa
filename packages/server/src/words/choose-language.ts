import { en, type Words } from "./en.js";
import { fr } from "./fr.js";

const LANGUAGES = { en, fr } as const satisfies Record<string, Words>;

/** A language that the pages speak, as a BCP 47 tag. */
export type Language = keyof typeof LANGUAGES;

/** What the well-known document tells. */
export const languages = Object.keys(LANGUAGES) as Language[];

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return LANGUAGES[language];
}

/** Whether the pages speak a language. @example isLanguage("fr") // true */
export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(LANGUAGES, text);
}

/** The language that an `Accept-Language` header likes best (RFC 9110 section 12.5.4), English where none fits. */
export function chooseLanguage(accepted: string | null): Language {
  const wishes = (accepted ?? "").split(",").map((wish) => {
    const [tag = "", ...parameters] = wish.trim().toLowerCase().split(";");
    const q = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((found) => found !== undefined);
    return { language: tag.split("-")[0] ?? "", weight: q === undefined ? 1 : Number(q) };
  });
  const liked = wishes.filter((wish) => isLanguage(wish.language) && wish.weight > 0);
  liked.sort((a, b) => b.weight - a.weight);
  const best = liked[0]?.language ?? null;
  return isLanguage(best) ? best : "en";
}
