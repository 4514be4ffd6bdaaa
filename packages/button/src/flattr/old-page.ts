import type { OldFields } from "./old-fields.js";
import { readAddress, readQuery } from "./read-address.js";
import { readAnchor } from "./read-anchor.js";
import { readGlobals, setsGlobals } from "./read-globals.js";

/** The loaders of a page: ours in its place, and old ones that were left. */
const LOADER = '[data-flattr],[src*="flattr.com/"]';

/** What an old element says; null for a link to flattr.com that is no button. `site` is for all anchors of the page. */
export function readOld(old: Element, site: OldFields): OldFields | null {
  const attributes = Object.fromEntries([...old.attributes].map(({ name, value }) => [name, value]));
  return old.matches(".FlattrButton")
    ? { ...site, ...readAnchor({ attributes }, site["html5-key-prefix"]) }
    : readAddress(`${attributes.href ?? attributes.src}`);
}

/** What the scripts of a page say about its buttons. */
type Said = {
  /** What the addresses of the loaders say for all anchors; the first of two that differ counts. */
  site: OldFields;
  /** The loaders that a block of globals precedes; each makes one button at its place. */
  blocks: [loader: Element, fields: OldFields][];
};

export function readScripts(): Said {
  let site: OldFields = {};
  let text = "";
  let own = "";
  const blocks: [HTMLScriptElement, string][] = [];
  for (const script of document.scripts) {
    const { src } = script;
    if (!src) own += `${script.text}\n`;
    if (!script.matches(LOADER)) continue;
    site = { ...readQuery(src.split("?")[1]), ...site };
    text += own;
    if (setsGlobals(own) && !script.async && !script.defer && document.body.contains(script))
      blocks.push([script, text]);
    own = "";
  }
  return {
    site,
    blocks: blocks.map(([loader, before], index) => [
      loader,
      readGlobals(before, blocks[index + 1] ? {} : Object(window)),
    ]),
  };
}
