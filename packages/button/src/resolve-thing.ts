import type { Thing } from "@rivulet/client";
import { type AttributeName, isOn, nearestLang } from "./attributes.js";
import { headMeta, parseUrl, publisherOf, type ScriptDefaults } from "./page-defaults.js";
import { warn } from "./warn.js";

/** What a button is for, from its attributes and the page around it; null, with one warning, where that is not enough. */
export function resolveThing(element: Element, defaults: ScriptDefaults): Thing | null {
  const read = (name: AttributeName) => element.getAttribute(name) || undefined;
  const publisher = read("publisher") ?? publisherOf(defaults);
  const url = parseUrl(read("url") ?? canonicalUrl(), document.baseURI);
  if (!publisher) return warn("no publisher");
  if (!url || !/^http/.test(url.protocol)) return warn("url is no web address");
  url.hash = "";
  const thing = {
    publisher,
    url: url.href,
    title: read("name") ?? (headMeta("og:title") || document.title),
    category: read("category"),
    tags: read("tags")
      ?.split(/\s*,\s*/)
      .filter(Boolean),
    language: read("language") ?? nearestLang(element.parentNode),
    unlisted: isOn(element, "unlisted") || undefined,
  };
  return JSON.parse(JSON.stringify(thing));
}

/** The page's address, as its head names it or as it is. */
export const canonicalUrl = (): string =>
  document.head.querySelector<HTMLLinkElement>("link[rel~=canonical]")?.href || location.href;
