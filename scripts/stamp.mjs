import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./run.mjs";

/** A hash of files and folders (relative to the checkout): names and contents, without what was built or installed. */
export function hashOf(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

function addTo(hash, path) {
  const full = join(ROOT, path);
  if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) {
      if (name !== "node_modules" && name !== "dist") addTo(hash, join(path, name));
    }
  } else {
    hash.update(`${path}\0`).update(readFileSync(full));
  }
}

/** Whether a stamp file holds this hash. */
export function isStamped(stampFile, hash) {
  try {
    return readFileSync(join(ROOT, stampFile), "utf8") === hash;
  } catch (error) {
    if (error.code === "ENOENT") return false;
    throw error;
  }
}

export function stamp(stampFile, hash) {
  const full = join(ROOT, stampFile);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, hash);
}
