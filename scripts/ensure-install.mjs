import { readdirSync } from "node:fs";
import { join } from "node:path";
import { mustRun, ROOT } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamp.mjs";

const STAMP = "node_modules/.rivulet-install";

/** Installs what package-lock.json names, unless just that is installed already. */
export async function ensureInstall() {
  const manifests = readdirSync(join(ROOT, "packages")).map((name) => `packages/${name}/package.json`);
  const hash = hashOf(["package.json", "package-lock.json", ...manifests]);
  if (isStamped(STAMP, hash)) return;
  console.log("Installing packages (the first time this takes about two minutes) …");
  // Not `npm ci`: it refuses a lock file that lacks the optional binaries of other platforms, as this one does.
  await mustRun("npm install", "npm", ["install", "--no-save", "--no-audit", "--no-fund"]);
  stamp(STAMP, hash);
}
