import { cleanText } from "./clean-text.js";

/** What the button says, and what the link inside it says, in the languages that the button speaks. */
export const GIVE_WORDS: Readonly<Record<string, readonly [button: string, link: string]>> = {
  en: ["Give", "Give with Rivulet"],
  fr: ["Donner", "Donner avec Rivulet"],
  de: ["Geben", "Geben mit Rivulet"],
  es: ["Dar", "Dar con Rivulet"],
  it: ["Dona", "Dona con Rivulet"],
  nl: ["Geven", "Geven met Rivulet"],
  pt: ["Doar", "Doar com Rivulet"],
  pl: ["Daj", "Daj przez Rivulet"],
  ar: ["تبرّع", "تبرّع عبر Rivulet"],
  he: ["לתת", "לתת עם Rivulet"],
  ja: ["応援", "Rivuletで応援"],
};

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** The words of a link, with what says in which language and direction they are where the page may not say it. */
export type LinkWords = { word: string; text: string; lang: string | null; dir: "auto" | null };

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
  const own = GIVE_WORDS[baseOf(lang ?? language ?? "en")];
  const [word, sentence] = own ?? (GIVE_WORDS.en as [string, string]);
  const text = given || (label && `${label} · Rivulet`) || sentence;
  return {
    word: label || word,
    text: cleanText(text).replaceAll(" ", "\u00a0"),
    // Only where English stands in for a language that the element or the page says.
    lang: given || label || own ? null : "en",
    dir: RIGHT_TO_LEFT.test(text) ? "auto" : null,
  };
}

const baseOf = (tag: string): string => (tag.split("-")[0] as string).toLowerCase();
