import type { OldFields } from "./old-fields.js";

/** The attributes of the button that an old one becomes; without `url` it is for the page on which it stands. */
export type OldButton = {
  publisher: string;
  url: string | undefined;
  name: string | undefined;
  category: string | undefined;
  tags: string | undefined;
  language: string | undefined;
  unlisted: string | undefined;
  variant: "compact" | "large";
};

/** Why an old button becomes none: nobody to be thanked, or an address that is not of the web. */
export type Unreadable = { why: "no publisher" | "no web address" };

/**
 * What an old button becomes, given its handle and the page's address; or why it becomes none. A language that is none is
 * dropped; all else is as it was written, since the button's own attributes are read as tolerantly.
 * @example
 * toButton({ url: "/a#b", language: "en_GB", tags: "x, y" }, "marothro", "https://blog.example/")
 * // { publisher: "marothro", url: "https://blog.example/a", language: "en-GB", tags: "x, y", variant: "large", … }
 */
export function toButton(
  { url, title, category, tags, language = "", hidden, button }: OldFields,
  publisher: string | undefined,
  base: string,
): OldButton | Unreadable {
  const address = url ? readUrl(url, base) : undefined;
  if (address === null) return { why: "no web address" };
  if (!publisher) return { why: "no publisher" };
  return {
    publisher,
    url: address,
    name: title,
    category,
    tags,
    language: /^[a-z]{2}([-_]\w{2,8})*$/i.exec(language)?.[0].replaceAll("_", "-"),
    unlisted: hidden,
    variant: button === "compact" ? "compact" : "large",
  };
}

/**
 * An address without its fragment, since things have none; null for one that is not of the web. Some themes encoded the whole
 * of it by mistake.
 */
function readUrl(text: string, base: string): string | null {
  try {
    const url = new URL(/^https?%3a/i.test(text) ? decodeURIComponent(text) : text, base);
    url.hash = "";
    return /^https?:/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The description of an old button: without tags, 1,000 characters at most. Buttons show none; the checker does. */
export const describe = ({ description = "" }: OldFields): string =>
  [
    ...description
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  ]
    .slice(0, 1000)
    .join("");
