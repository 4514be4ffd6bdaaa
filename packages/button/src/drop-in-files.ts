import type { LoadFile } from "./files.js";
import type { ScriptDefaults } from "./page-defaults.js";

let folder: string;

/** An address relative to the script would not do: a classic script from another site has no base of its own. */
export function lookIn(address: string): void {
  folder = address;
}

/**
 * What follows the address of a file that did not come: a browser remembers that of an address as long as the page lives. Not
 * where the page has an import map, which may name the integrity of just this address.
 */
const again: Record<string, string> = {};

const load = (name: string) =>
  import(`${folder}${name}.js${again[name] ?? ""}`).catch((error) => {
    if (!document.querySelector("[type=importmap]")) again[name] = `?${Date.now()}`;
    throw error;
  });

/** What `files.ts` is in a package: the files stand in one folder, each under its name. */
export const loadFile = load as LoadFile;

/** Loads a part that goes over the page. */
export const loadPart: (name: "links" | "flattr") => Promise<PagePart> = load;

/** It is told what the script tag says, the backends that the page's owner names, the default one first, and the publisher. */
export type PagePart = {
  start(defaults: ScriptDefaults, backends: readonly (string | null)[], publisher: string | undefined): void;
};
