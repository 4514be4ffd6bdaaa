import type { LoadFile } from "./files.js";

let folder: string;

/** An address relative to the script would not do: a classic script from another site has no base of its own. */
export function lookIn(address: string): void {
  folder = address;
}

/** What `files.ts` is in a package: the files stand in one folder, each under its name. */
export const loadFile = ((name: string) => import(`${folder}${name}.js`)) as LoadFile;
