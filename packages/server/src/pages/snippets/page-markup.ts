import { type ButtonOptions, renderButton } from "@rivulet/button/html";
import type { ButtonChoice } from "./button-choice.js";

/**
 * How a template says the page's address or title: as an attribute of the element, with the blank before it, and inside the
 * query of the link. Null leaves both out, and the button takes what the page itself says.
 */
export type Slot = { attribute: string; query: string } | null;
export type Slots = { url: Slot; title: Slot };

/** The page speaks for itself. */
export const NO_SLOTS: Slots = { url: null, title: null };

/** Stand-ins that no reader ever sees: the markup is written for them, and they give way to the template's own words. */
const PLACE = { url: "https://page.invalid/", title: "rivulet-title" };

/**
 * The button as `renderButton` writes it, for the one page that was chosen or for a template's every page. Braces are
 * written as references, since in templates they begin code.
 */
export function pageMarkup(
  choice: ButtonChoice,
  backend: string,
  form: "element" | "link",
  slots: Slots,
): string {
  const { publisher, url, title } = choice;
  const options: ButtonOptions = {
    ...optionsOf(choice),
    backend,
    publisher: publisher || "HANDLE",
    url: url || PLACE.url,
    name: url ? title : PLACE.title,
    form,
  };
  const html = renderButton(options).replace(/[{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  if (url) return html;
  return fill(fill(html, ["url", "url"], PLACE.url, slots.url), ["name", "title"], PLACE.title, slots.title);
}

function optionsOf({ variant, theme, label, words, nocount, unlisted, via }: ButtonChoice) {
  return {
    variant: variant || null,
    theme: theme || null,
    label,
    lang: words,
    nocount,
    unlisted,
    via: via || null,
  };
}

function fill(html: string, [attribute, field]: [string, string], place: string, slot: Slot): string {
  return html
    .replace(` ${attribute}="${place}"`, () => slot?.attribute ?? "")
    .replace(`&amp;${field}=${encodeURIComponent(place)}`, () => (slot ? `&amp;${field}=${slot.query}` : ""));
}
