import { loadFile } from "../files.js";

/** How a button looks: its `state`, or more than that: what is `yours` from before, or kept because the network is `offline`. */
export type Look = "idle" | "sending" | "pending" | "counted" | "yours" | "rejected" | "error" | "offline";

/**
 * The short word of each look, which stands in the line; what names the count for who does not see where it stands ("Clicks:
 * 12. Options"); and the language that they are in. The sentences are loaded later: see `popover-words.ts`.
 */
export type LineWords = Record<Look | "clicks" | "more", string> & { lang: string; dir?: "ltr" | "rtl" };

const en: LineWords = {
  lang: "en",
  idle: "Give",
  sending: "Giving…",
  pending: "Saved",
  counted: "Thanks",
  yours: "Given",
  rejected: "Refused",
  error: "Retry",
  offline: "Offline",
  clicks: "Clicks",
  more: "Options",
};

const fr: LineWords = {
  lang: "fr",
  idle: "Donner",
  sending: "Envoi…",
  pending: "Gardé",
  counted: "Merci",
  yours: "Donné",
  rejected: "Refusé",
  error: "Erreur",
  offline: "Attente",
  clicks: "Clics",
  more: "Options",
};

/** The languages that a button speaks; each but English and French has its words in a file of its own. */
export const LANGUAGES = "en fr de es it nl pt pl ar he ja";

/** The words that are here, by language; those of a file that did not come are English. */
export const lineWords: Record<string, LineWords> & Record<"en" | "fr", LineWords> = { en, fr };

const coming: Record<string, Promise<void>> = {};

/**
 * The words in the line of a language, English where it is not ours; undefined while its file is on the way, and `then` is
 * called when that has ended.
 */
export function lineWordsOf(lang: string, then: () => void): LineWords | undefined {
  if (!LANGUAGES.includes(lang)) return en;
  if (!lineWords[lang]) {
    coming[lang] ??= loadFile(`words-${lang}`)
      .catch(() => null)
      .then((file) => {
        lineWords[lang] = file?.line ?? en;
      });
    coming[lang].then(then);
  }
  return lineWords[lang];
}
