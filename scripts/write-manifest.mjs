import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run.mjs";

/** What this writes beside the files of the button; they themselves are never touched. */
const MANIFEST = "manifest.json";
const isHash = (name) => /^[0-9a-f]{16}$/.test(name);

/**
 * Copies the built files of the button into one folder named after the content of them all, and lists them. One folder and
 * not a hash in each name: the files load each other by name, so each finds the siblings that it was built with.
 * @param folder of the files, relative to the checkout
 * @returns the manifest: by name the copy's `file`, its `integrity` (SHA-384, as Subresource Integrity writes it) and `bytes`
 */
export function writeManifest(folder) {
  const full = join(ROOT, folder);
  for (const name of readdirSync(full).filter(isHash)) rmSync(join(full, name), { recursive: true });
  const files = readdirSync(full)
    .filter((name) => name !== MANIFEST)
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(full, name)) }));
  const hash = hashOfAll(files);
  for (const { name } of files) cpSync(join(full, name), join(full, hash, name));
  const manifest = Object.fromEntries(files.map(({ name, bytes }) => [name, entryOf(hash, name, bytes)]));
  writeFileSync(join(full, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

function hashOfAll(files) {
  const hash = createHash("sha256");
  for (const { name, bytes } of files) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex").slice(0, 16);
}

function entryOf(hash, name, bytes) {
  const integrity = `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
  return { file: `${hash}/${name}`, integrity, bytes: bytes.length };
}
