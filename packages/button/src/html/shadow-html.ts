import { buttonStyles } from "../button-styles.js";
import type { Child } from "../draw.js";
import { dropIcon } from "../drop-icon.js";
import { quote } from "./button-options.js";
import { attributesHtml, escapeHtml } from "./escape-html.js";
import type { LinkWords } from "./give-words.js";

/** The button's own styles on one line, for a link that has a class of its own where the button has its tag. */
const styles = buttonStyles.replace(/(?<![\w=-])button(?=[\s:,{])/g, ":where(.b)").replace(/\s+/g, " ");

/**
 * A shadow root in HTML: the first paint of a button, in its final look. The element, when it comes, gets this very root emptied
 * (`attachShadow` does that) and draws into it in the same task.
 */
export function shadowHtml(
  { word, lang, dir }: LinkWords,
  button: { lang: string | null; name: string | null },
  href: string,
  nonce: string,
): string {
  const link = attributesHtml({ class: "b", part: "button", rel: "payment nofollow", href });
  const view = attributesHtml({ class: "view idle", lang: lang ?? button.lang, dir });
  const title = button.name && `<span class="hid">&#160;${escapeHtml(button.name)}</span>`;
  const label = `<span part="label" dir="auto">${escapeHtml(word)}</span>`;
  return [
    `<template shadowrootmode="open"><style${attributesHtml({ nonce: readNonce(nonce) })}>${styles}</style>`,
    `<slot class="kept"></slot><span${view}>`,
    `<a${link}><slot name="icon">${viewHtml(dropIcon("idle"))}</slot>${label}${title ?? ""}</a>`,
    `<span class="b" part="count" aria-hidden="true">…</span></span></template>`,
  ].join("");
}

function readNonce(nonce: string): string | null {
  if (/^[\w+/=-]*$/.test(nonce)) return nonce || null;
  throw new TypeError(`nonce is of letters, digits and +/=-_, and not ${quote(nonce)}.`);
}

/** A view as HTML: what `draw` makes of it in a page, without what listens. */
function viewHtml(child: Child): string {
  if (child === null || child === undefined || typeof child === "boolean") return "";
  if (typeof child !== "object") return escapeHtml(String(child));
  const attributes = Object.entries(child.attributes).filter(([, value]) => typeof value === "string");
  const inside = child.children.map(viewHtml).join("");
  return `<${child.tag}${attributesHtml(Object.fromEntries(attributes) as Record<string, string>)}>${inside}</${child.tag}>`;
}
