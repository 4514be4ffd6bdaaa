import { readBackend } from "../page-defaults.js";
import { type ButtonOptions, quote, readChoice, readFlag } from "./button-options.js";
import { cleanText } from "./clean-text.js";

/** The protocol's bounds, in characters (code points), and of tags in number. */
const LONGEST = { url: 2048, title: 300, category: 40, language: 35, tags: 10, tag: 40 };

/** An element's attributes as text; null for one that is left out. `url` and `backend` are safe to follow. */
export type ReadButton = Record<
  | "category"
  | "label"
  | "lang"
  | "language"
  | "name"
  | "nocount"
  | "tags"
  | "theme"
  | "unlisted"
  | "variant"
  | "via",
  string | null
> & { publisher: string; url: string; backend: string };

/** Reads the options; throws a TypeError that says what is wrong with them. */
export function readButton(options: ButtonOptions): ReadButton {
  const { publisher, name, category, tags, language, unlisted, label, lang, nocount } = options;
  return {
    publisher: cleanText(publisher) || refuse("publisher is missing: the handle of whoever is thanked."),
    url: readAddress(options.url),
    name: cleanText(name, LONGEST.title) || null,
    category: cleanText(category, LONGEST.category) || null,
    tags: readTags(tags),
    language: readLanguage("language", language),
    unlisted: readFlag(unlisted) ? "" : null,
    backend:
      readBackend(cleanText(options.backend)) ??
      refuse(`backend is an https address (http on localhost), and not ${quote(options.backend)}.`),
    variant: readChoice(options, "variant"),
    theme: readChoice(options, "theme"),
    label: cleanText(label) || null,
    lang: readLanguage("lang", lang),
    nocount: readFlag(nocount) ? "" : null,
    via: readChoice(options, "via"),
  };
}

function readAddress(text: string): string {
  const address = cleanText(text);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol))
    return refuse(`url is an absolute http or https address, and not ${quote(text)}.`);
  if (url.username || url.password) return refuse("url must not hold a name or a password.");
  url.hash = "";
  if (url.href.length > LONGEST.url) return refuse(`url has more than ${LONGEST.url} characters.`);
  return url.href;
}

function readTags(tags: ButtonOptions["tags"]): string | null {
  const list = String(tags ?? "").split(",");
  const kept = list.map((tag) => cleanText(tag, LONGEST.tag)).filter(Boolean);
  return kept.slice(0, LONGEST.tags).join(",") || null;
}

function readLanguage(name: string, tag: string | null | undefined): string | null {
  const text = cleanText(tag).replaceAll("_", "-");
  if (text === "") return null;
  if (text.length <= LONGEST.language && /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(text)) return text;
  return refuse(`${name} is a BCP 47 tag such as fr or pt-BR, and not ${quote(tag)}.`);
}

function refuse(sentence: string): never {
  throw new TypeError(sentence);
}
