import "./require-node.mjs";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { giveUp, requireWritable, run } from "./run.mjs";

/**
 * `npm test`: installs, builds and proves everything; `npm run test:unit` only what takes seconds.
 * The last line is `N passed, N failed`, over every test and each of the checks below.
 */
const CHECKS = [
  ["lint and format", ["biome", "check", "--error-on-warnings"]],
  ["types of the tests", ["tsc", "--build", "scripts/tsconfig.tests.json"]],
  ["sizes", ["node", "scripts/size.mjs", "--ceilings"]],
];

requireWritable();
const unitOnly = process.argv[2] === "unit";
await ensureInstall();
await ensureBuild();
const browser = unitOnly ? null : await ensureChromium();
if (!unitOnly && !browser) {
  giveUp(
    "No Chromium was found; install one (Debian: apt-get install chromium) or name it in RIVULET_CHROMIUM, and run npm test again.",
  );
}

const total = { passed: 0, failed: 0, skipped: 0 };
if (!unitOnly) for (const check of CHECKS) await runCheck(...check);
await runVitest(unitOnly ? ["unit"] : ["unit", "process", "browser"]);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

async function runCheck(name, args) {
  console.log(`Checking ${name} …`);
  const { code, output } = await run("npx", ["--no-install", ...args], { quiet: true });
  if (code !== 0) console.error(output);
  total[code === 0 ? "passed" : "failed"] += 1;
}

async function runVitest(projects) {
  const folder = mkdtempSync(join(tmpdir(), "rivulet-test-"));
  const file = join(folder, "result.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const chosen = projects.map((name) => `--project=${name}`);
  const env = browser ? { RIVULET_CHROMIUM: browser } : {};
  const { code } = await run("npx", ["--no-install", "vitest", "run", ...reporters, ...chosen], { env });
  const result = JSON.parse(readFileSync(file, "utf8"));
  rmSync(folder, { recursive: true });
  total.passed += result.numPassedTests;
  total.failed += result.numFailedTests;
  total.skipped += result.numPendingTests + result.numTodoTests;
  // A file that does not load, or an error outside of every test, is a failure too.
  if (code !== 0 && result.numFailedTests === 0) total.failed += 1;
}
