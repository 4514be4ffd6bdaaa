import { existsSync } from "node:fs";
import { join } from "node:path";
import { giveUp, ROOT, run } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamp.mjs";

const PACKAGES = ["protocol", "client", "button", "server"];
const STAMP = "node_modules/.rivulet-build";
/** The last thing that each step writes; without them the stamp says nothing. */
const BUILT = [
  "packages/server/dist/index.js",
  "packages/button/dist/drop-in/more.js",
  "packages/button/dist/drop-in/words-en.js",
  "packages/button/dist/drop-in/words-fr.js",
  "packages/client/dist/client.min.mjs",
  "packages/client/dist/mock.js",
];

/** Compiles every package and writes the bundles, unless nothing has changed since the last time. */
export async function ensureBuild() {
  const sources = PACKAGES.flatMap((name) =>
    ["src", "package.json", "tsconfig.json"].map((part) => `packages/${name}/${part}`),
  );
  const hash = hashOf(["tsconfig.base.json", "rollup.config.mjs", "package-lock.json", ...sources]);
  if (isStamped(STAMP, hash) && BUILT.every((file) => existsSync(join(ROOT, file)))) return;
  console.log("Building …");
  await step("The compiler", ["tsc", "-b", ...PACKAGES.map((name) => `packages/${name}`)]);
  await step("The bundler", ["rollup", "--config", "rollup.config.mjs", "--silent"]);
  stamp(STAMP, hash);
}

async function step(what, args) {
  const { code, output } = await run("npx", ["--no-install", ...args], { quiet: true });
  if (code !== 0) {
    console.error(output);
    giveUp(`${what} found the errors above; mend them and build again.`);
  }
}
