import type { ButtonOptions } from "./button-options.js";
import { readChoice, readFlag } from "./button-options.js";
import { cleanText } from "./clean-text.js";
import { attributesHtml, escapeHtml } from "./escape-html.js";
import { giveWords, type LinkWords } from "./give-words.js";
import { type ReadButton, readButton } from "./read-button.js";
import { shadowHtml } from "./shadow-html.js";
import { submitAddress } from "./submit-address.js";

export type { ButtonOptions, Flag } from "./button-options.js";

/**
 * The HTML of a button, for static sites and servers: one line without blanks between tags, safe to put into a page. Needs no
 * DOM. `form: "link"` gives a link that WordPress's `wp_kses_post` leaves as it is; a page's `data-links` makes it a button.
 * Throws a TypeError, a sentence, for options of which no button can be made. What it writes for which options is fixed by
 * `@rivulet/protocol/markup-vectors.json`.
 * @example
 * renderButton({
 *   backend: "https://give.example.org",
 *   publisher: "marothro",
 *   url: "https://blog.example/my-post",
 *   name: "Rivers & streams",
 *   lang: "fr",
 * });
 */
export function renderButton(options: ButtonOptions): string {
  const button = readButton(options);
  const words = giveWords(cleanText(options.words), button.label ?? "", button.lang, button.language);
  const isShadow = readFlag(options.shadow);
  if (readChoice(options, "form") !== "link") {
    const shadow = isShadow ? shadowHtml(words, button, hrefOf(button), cleanText(options.nonce)) : "";
    return elementForm(button, words, shadow);
  }
  if (isShadow) throw new TypeError("A link has no shadow root: shadow goes with the form element only.");
  return linkForm(button, words);
}

const elementForm = (button: ReadButton, words: LinkWords, shadow: string): string =>
  `<rivulet-button${attributesHtml(button)}>${shadow}${linkHtml(button, words, { rel: "payment nofollow" })}</rivulet-button>`;

/** The thing stands in the address; `data-` holds only what an address cannot say. */
function linkForm(button: ReadButton, words: LinkWords): string {
  const { variant, theme, label, lang, nocount, via } = button;
  return linkHtml(button, words, {
    class: "rivulet-button",
    rel: "payment",
    "data-variant": variant,
    "data-theme": theme,
    "data-label": label,
    "data-lang": lang,
    "data-nocount": nocount,
    "data-via": via,
  });
}

const hrefOf = (button: ReadButton): string =>
  submitAddress(button.backend, {
    user_id: button.publisher,
    url: button.url,
    title: button.name,
    language: button.language,
    tags: button.tags,
    category: button.category,
    hidden: button.unlisted === null ? null : "1",
  });

function linkHtml(button: ReadButton, words: LinkWords, attributes: Record<string, string | null>): string {
  const { lang, dir, text } = words;
  return `<a${attributesHtml({ ...attributes, href: hrefOf(button), lang, dir })}>${escapeHtml(text)}</a>`;
}
