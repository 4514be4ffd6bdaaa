import type { LoadFile } from "./files.js";

let folder: string;

/** An address relative to the script would not do: a classic script from another site has no base of its own. */
export function lookIn(address: string): void {
  folder = address;
}

/** What follows the address of a file that did not come: a browser remembers that of an address as long as the page lives. */
const again: Record<string, string> = {};

/** What `files.ts` is in a package: the files stand in one folder, each under its name. */
export const loadFile = ((name: string) =>
  import(`${folder}${name}.js${again[name] ?? ""}`).catch((error) => {
    again[name] = `${again[name] ?? "?"}1`;
    throw error;
  })) as LoadFile;
