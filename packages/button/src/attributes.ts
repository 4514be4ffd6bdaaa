import { LANGUAGES } from "./words/line-words.js";

/** The attributes of the element, in the order of their documentation. Each is a property of the same name. */
export const ATTRIBUTES = [
  "publisher",
  "url",
  "name",
  "category",
  "tags",
  "language",
  "unlisted",
  "backend",
  "variant",
  "theme",
  "label",
  "lang",
  "nocount",
  "via",
] as const;
export type AttributeName = (typeof ATTRIBUTES)[number];

/** A boolean attribute is on when present, unless its value is `false` or `0`, which Vue and shortcodes write. */
export const isOn = (element: Element, name: AttributeName): boolean =>
  !/^(false|0)$/.test(element.getAttribute(name) ?? "0");

/**
 * Gives a prototype one property for each attribute, reflecting both ways: `""` (or false) when absent; null, undefined and
 * false remove the attribute.
 */
export function reflectAttributes(prototype: object): void {
  for (const name of ATTRIBUTES) {
    const isFlag = name === "unlisted" || name === "nocount";
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Element) {
        return isFlag ? isOn(this, name) : (this.getAttribute(name) ?? "");
      },
      set(this: Element, value: unknown) {
        if (value === false || value == null) this.removeAttribute(name);
        else this.setAttribute(name, value === true ? "" : `${value}`);
      },
    });
  }
}

/** Takes over what was set on an element as plain properties before its class was there. */
export function takeOverProperties(element: object): void {
  const properties = element as Record<string, unknown>;
  for (const name of ATTRIBUTES) {
    if (!Object.hasOwn(element, name)) continue;
    const value = properties[name];
    delete properties[name];
    properties[name] = value;
  }
}

/** The nearest `lang` of an element or its ancestors, out through shadow roots; undefined where none is set. */
export function nearestLang(from: Node | null): string | undefined {
  for (let node = from; node; node = node.parentNode ?? (node as ShadowRoot).host) {
    const lang = (node as Partial<Element>).getAttribute?.("lang");
    if (lang) return lang;
  }
  return undefined;
}

/** The first language that is ours or has own words: the nearest `lang`, else the browser's own, else English. */
export function pickLanguage(element: Element, words: object): string {
  const known = (tag?: string) => {
    const base = tag?.split("-")[0]?.toLowerCase();
    return base && (LANGUAGES.includes(base) || Object.hasOwn(words, base)) ? base : undefined;
  };
  return known(nearestLang(element)) ?? navigator.languages.map(known).find(Boolean) ?? "en";
}
