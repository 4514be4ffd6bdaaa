import type { PagePart } from "../drop-in-files.js";
import { AUTHORS, within } from "../links/authors-link.js";
import { watchPage } from "../links/watch-page.js";
import { installLoader } from "./flattr-loader.js";
import { handleOf } from "./handle-of.js";
import { type OldButton, toButton } from "./old-button.js";
import type { OldFields } from "./old-fields.js";
import { readOld, readScripts } from "./old-page.js";
import { makeRoomy, placeAround, reveal } from "./place-button.js";

/** Anchors, static links, frames. */
const OLD = 'a.FlattrButton,a[href*="flattr.com/"],[src*="flattr.com/view"]';

/**
 * The entry of `flattr.js`, which is loaded when the script tag has `data-flattr`: old Flattr buttons come alive, those of later
 * too. What cannot be read stays as it was, and is shown; nothing is thrown. A page has one copy, however many tags name it.
 */
export const start: PagePart["start"] = ({ flattr = "", flattrReport, links }, [backend], publisher) => {
  // The loader that waits is there once, so that a second tag goes over nothing again.
  const { calls } = window.FlattrLoader ?? {};
  if (!calls || !backend || !customElements.get("rivulet-button")) return;
  const seen = new WeakSet<Element>();
  let rows: object[] = [];

  const isNew = (element: Element) => !seen.has(element) && seen.add(element);

  const understand = (old: Element, fields: OldFields): OldButton | undefined => {
    const button = toButton(fields, handleOf(fields, flattr, publisher), document.baseURI);
    rows.push({ old, ...button });
    return "why" in button ? undefined : button;
  };

  const upgrade = (old: HTMLElement, fields: OldFields) => {
    const isThere = !links || old.matches(within(links));
    if (!isThere || !old.matches(AUTHORS)) {
      rows.push({ old, why: isThere ? "a reader" : "left out" });
      return;
    }
    const button = understand(old, fields);
    if (!button) reveal(old);
    else if (old.localName === "a") placeAround(old, button);
    else old.replaceWith(makeRoomy(button));
  };

  const scan = () => {
    const { site, blocks } = readScripts();
    for (const [loader, fields] of blocks) {
      const button = isNew(loader) && understand(loader, fields);
      if (button) loader.before(makeRoomy(button));
    }
    for (const old of document.querySelectorAll<HTMLElement>(OLD)) {
      const fields = readOld(old, site);
      if (fields && isNew(old)) upgrade(old, fields);
    }
    if (flattrReport != null && rows[0]) console.table(rows);
    rows = [];
  };

  installLoader(calls, scan, (target, fields) => {
    const button = understand(target, fields);
    return button && makeRoomy(button);
  });
  watchPage(scan);
};
