import { cleanText } from "./clean-text.js";

/** What the link says, in the languages that the button speaks. */
export const GIVE_WORDS: Readonly<Record<string, string>> = {
  en: "Give with Rivulet",
  fr: "Donner avec Rivulet",
  de: "Geben mit Rivulet",
  es: "Dar con Rivulet",
  it: "Dona con Rivulet",
  nl: "Geef met Rivulet",
  pt: "Doar com Rivulet",
  pl: "Daj przez Rivulet",
  ar: "تبرّع عبر Rivulet",
  he: "לתת עם Rivulet",
  ja: "Rivuletで応援",
};

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** The words of a link, with what says in which language and direction they are where the page may not say it. */
export type LinkWords = { text: string; lang: string | null; dir: "auto" | null };

/**
 * The words that a link shows: those handed in, else the label and the name of Rivulet, else ours in the language of the
 * button. They keep to one line, since the button takes over their box.
 */
export function giveWords(
  given: string,
  label: string,
  lang: string | null,
  language: string | null,
): LinkWords {
  const base = baseOf(lang ?? language ?? "en");
  const own = GIVE_WORDS[base];
  const text = given || (label && `${label} · Rivulet`) || own || (GIVE_WORDS.en as string);
  return {
    text: cleanText(text).replaceAll(" ", "\u00a0"),
    // Only where English stands in for a language that the element or the page says.
    lang: given || label || own ? null : "en",
    dir: RIGHT_TO_LEFT.test(text) ? "auto" : null,
  };
}

const baseOf = (tag: string): string => (tag.split("-")[0] as string).toLowerCase();
