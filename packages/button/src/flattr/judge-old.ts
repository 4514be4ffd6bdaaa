import { isReaders } from "../links/authors-link.js";
import { handleOf } from "./handle-of.js";
import { describe, type OldButton, toButton, type Unreadable } from "./old-button.js";
import type { OldFields } from "./old-fields.js";
import { readAddress, readQuery } from "./read-address.js";
import { readAnchor } from "./read-anchor.js";
import { readGlobals, setsGlobals } from "./read-globals.js";

export type { OldButton, OldFields };
export { isReaders, readGlobals, readQuery, setsGlobals };

/** An anchor or a frame of a page's source, and the ids, classes and microdata of all elements around it, as one text. */
export type OldElement = { attributes: Readonly<Record<string, string>>; text: string; around: string };

/** What a page's script tags say, and its address, against which others are resolved. */
export type OldPage = {
  /** What the loaders' addresses say for all anchors. */
  site: OldFields;
  /** The value of `data-flattr`. */
  names: string;
  publisher: string | undefined;
  address: string;
};

/** What an old button becomes, with the address as it was written; or why it becomes none. */
export type Judged =
  | ({ written: string | undefined; description: string } & OldButton)
  | Unreadable
  | { why: "a reader" };

/**
 * What `data-flattr` would make of an element, without a page: null where it is no old button at all. Pure; never throws.
 * @example
 * judgeOld({ attributes: { class: "FlattrButton", href: "/a" }, text: "", around: "" }, page)
 * // { publisher: "marothro", url: "https://blog.example/a", variant: "large", … }
 */
export function judgeOld({ attributes, text, around }: OldElement, page: OldPage): Judged | null {
  const { site } = page;
  const fields = /(^|\s)FlattrButton(\s|$)/.test(attributes.class ?? "")
    ? { ...site, ...readAnchor({ attributes, text }, site["html5-key-prefix"]) }
    : readAddress(attributes.href ?? attributes.src ?? "");
  if (!fields) return null;
  return isReaders(attributes.rel ?? "", around) ? { why: "a reader" } : judgeFields(fields, page);
}

/** The same for what a script says: the globals of 2010. */
export function judgeFields(fields: OldFields, { names, publisher, address }: OldPage): Judged {
  const button = toButton(fields, handleOf(fields, names, publisher), address);
  return "why" in button ? button : { ...button, written: fields.url, description: describe(fields) };
}
