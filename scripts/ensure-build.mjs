import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { giveUp, ROOT, run } from "./run.mjs";
import { hashOf, isStamped, stamp } from "./stamp.mjs";
import { writeManifest } from "./write-manifest.mjs";

const PACKAGES = ["protocol", "client", "button", "server"];
/** The files that stand on pages; whatever lies there is served, so nothing of an earlier build may be left. */
const DROP_IN = "packages/button/dist/drop-in";
const STAMP = "node_modules/.rivulet-build";
/** The last thing that each step writes; without them the stamp says nothing. */
const BUILT = [
  "packages/server/dist/index.js",
  `${DROP_IN}/manifest.json`,
  "packages/client/dist/client.min.mjs",
  "packages/client/dist/mock.js",
];

/** Compiles every package and writes the bundles, unless nothing has changed since the last time. */
export async function ensureBuild() {
  const sources = PACKAGES.flatMap((name) =>
    ["src", "package.json", "tsconfig.json"].map((part) => `packages/${name}/${part}`),
  );
  const tools = [
    "tsconfig.base.json",
    "rollup.config.mjs",
    "package-lock.json",
    "scripts/write-manifest.mjs",
    "scripts/inner-properties.mjs",
  ];
  const hash = hashOf([...tools, ...sources]);
  if (isStamped(STAMP, hash) && BUILT.every((file) => existsSync(join(ROOT, file)))) return;
  console.log("Building …");
  await step("The compiler", ["tsc", "-b", ...PACKAGES.map((name) => `packages/${name}`)]);
  rmSync(join(ROOT, DROP_IN), { recursive: true, force: true });
  await step("The bundler", ["rollup", "--config", "rollup.config.mjs", "--silent"]);
  writeManifest(DROP_IN);
  stamp(STAMP, hash);
}

async function step(what, args) {
  const { code, output } = await run("npx", ["--no-install", ...args], { quiet: true });
  if (code !== 0) {
    console.error(output);
    giveUp(`${what} found the errors above; mend them and build again.`);
  }
}
