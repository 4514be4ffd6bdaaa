import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** A file of the button as this instance serves it. */
export type ButtonFile = {
  bytes: Uint8Array;
  /** As Subresource Integrity writes it, with SHA-384. */
  integrity: string;
};

/**
 * The button in the version that this instance has: by name, at the short addresses (`/button.js`), and as the pinned copies
 * (`/button/HASH/button.js`), which never change.
 */
export type ButtonRelease = {
  /** Of the names and contents of all pinned copies. */
  hash: string;
  files: Map<string, ButtonFile>;
  pinned: Map<string, ButtonFile>;
};

/** What a built file has where an instance writes the way from that file to its own address. */
const WAY = "rivulet:copied";

/** The folder under which the pinned copies stand. */
export const PINNED = "/button";

let release: ButtonRelease | null = null;

/** Reads the button's built files, once. Null where it is not built, as in a checkout in which only the server is worked on. */
export function readButtonRelease(): ButtonRelease | null {
  release ??= read();
  return release;
}

function read(): ButtonRelease | null {
  const manifest = readBuilt("manifest.json");
  if (manifest === null) return null;
  const names = Object.keys(JSON.parse(manifest) as object);
  const built = new Map(names.map((name) => [name, readBuilt(name) ?? ""]));
  const pinned = filesFor(built, "../..");
  return { hash: hashOf(pinned), files: filesFor(built, "."), pinned };
}

/** A file's address is not the instance's; each copy is told the way from the one to the other. */
function filesFor(built: Map<string, string>, way: string): Map<string, ButtonFile> {
  return new Map([...built].map(([name, text]) => [name, fileOf(text.replace(WAY, way))]));
}

function fileOf(text: string): ButtonFile {
  const bytes = Buffer.from(text);
  return { bytes, integrity: `sha384-${createHash("sha384").update(bytes).digest("base64")}` };
}

function hashOf(files: Map<string, ButtonFile>): string {
  const hash = createHash("sha256");
  for (const [name, { bytes }] of files) hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  return hash.digest("hex").slice(0, 16);
}

function readBuilt(name: string): string | null {
  try {
    return readFileSync(createRequire(import.meta.url).resolve(`@rivulet/button/drop-in/${name}`), "utf8");
  } catch (failed) {
    const code = failed instanceof Error && "code" in failed ? failed.code : null;
    if (code === "MODULE_NOT_FOUND" || code === "ENOENT") return null;
    throw failed;
  }
}
