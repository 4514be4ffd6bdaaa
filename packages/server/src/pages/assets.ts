import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../assets/", import.meta.url));
/** What is bundled from other packages; not there in a checkout in which only the server is worked on. */
const BUILT = fileURLToPath(new URL("../../dist/assets/", import.meta.url));

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** A file of the pages, as it is served: for ever, under a name that holds its content's hash. */
export type Asset = { path: string; type: string; bytes: Uint8Array<ArrayBuffer> };

const byName = new Map(
  [FOLDER, BUILT]
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((name) => [name, readAsset(folder, name)] as const)),
);
const byPath = new Map([...byName.values()].map((asset) => [asset.path, asset]));

function readAsset(folder: string, name: string): Asset {
  const bytes = new Uint8Array(readFileSync(join(folder, name)));
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const extension = extname(name);
  const path = `/assets/${name.slice(0, -extension.length)}.${hash}${extension}`;
  return { path, type: TYPES[extension] ?? "application/octet-stream", bytes };
}

/** The address of one of our files. @example assetPath("base.css") // "/assets/base.0123456789ab.css" */
export function assetPath(name: string): string {
  const asset = byName.get(name);
  if (!asset) throw new Error(`There is no file ${name} in ${FOLDER}.`);
  return asset.path;
}

/** The file at an address, or null. */
export function findAsset(path: string): Asset | null {
  return byPath.get(path) ?? null;
}
