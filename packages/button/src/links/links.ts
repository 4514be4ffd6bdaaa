import type { PagePart } from "../drop-in-files.js";
import { AUTHORS, within } from "./authors-link.js";
import { backendOf, readLink } from "./read-link.js";
import { watchPage } from "./watch-page.js";
import { makeButton, wrap } from "./wrap-link.js";

/** The names of all attributes, as the element itself knows them. */
type ButtonClass = { observedAttributes: readonly string[] };

/**
 * The entry of `links.js`, which is loaded when the script tag has `data-links`: upgrades the links to this page's backends and
 * `a.rivulet-button` in the places that it names, those of later too. A link that names another backend, or nobody to be
 * thanked, stays what it is; so do all where the element is not defined.
 */
export const start: PagePart["start"] = ({ links: places }, backends, publisher) => {
  const names = (customElements.get("rivulet-button") as ButtonClass | undefined)?.observedAttributes;
  if (!names || !places) return;
  const links = `a:is(.rivulet-button,[href*="/submit/auto"])${within(places)}${AUTHORS}`;
  watchPage(() => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>(links)) {
      const read = readLink(names, link.dataset, link.href);
      const named = [read.backend?.replace(/\/+$/, ""), backendOf(link.href)].filter(Boolean);
      const isOurs = named.every((backend) => backends.includes(`${backend}`));
      if (isOurs && (read.publisher || publisher)) wrap(link, makeButton({ ...read, backend: named[0] }));
    }
  });
};
