import "./require-node.mjs";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { SYSTEMS, servePages } from "./bench-page-systems.mjs";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureChromium } from "./ensure-chromium.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { ROOT } from "./run.mjs";

/**
 * `npm run bench:page`: what one and what a hundred buttons cost a page, side by side with the peers' own files in the same run:
 * a real Chromium at a quarter of its speed, stub answers from this machine. Rounds alternate, so that a drift of the machine's
 * speed hits all; medians are compared. Times of one button are noise, and no claim is made of them.
 * `--write` puts the table into the README.
 */
const ROUNDS = 5;
const SLOWER = 4;
const README = join(ROOT, "README.md");
const BLOCK = /(<!-- bench:page -->\n)[\s\S]*?(<!-- \/bench:page -->)/;

await ensureInstall();
await ensureBuild();
const executablePath = await ensureChromium();
const { url, close } = await servePages();
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});

const samples = {};
for (let round = 0; round < ROUNDS; round += 1) {
  for (const system of Object.keys(SYSTEMS)) {
    for (const number of [1, 100]) {
      for (const when of ["before", "after"]) {
        const key = `${system} ${number}`;
        samples[key] ??= { before: [], after: [] };
        samples[key][when].push(await visit(system, number, when));
      }
    }
  }
}
await browser.close();
close();
report();

/** Opens one page in a context of its own; `when` is where its script comes: before the first paint, or after it. */
async function visit(system, number, when) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  let requests = -1;
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) requests += 1;
  });
  for (const host of SYSTEMS[system].hosts ?? []) {
    await page.route(`https://${host}/**`, (route) => route.fulfill(SYSTEMS[system].answer));
  }
  await tools.send("Performance.enable");
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.goto(`${url}/${system}/${number}/${when}`, { waitUntil: "networkidle" });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const shift = await page.evaluate(() => globalThis.shift);
  await tools.send("HeapProfiler.collectGarbage");
  const { metrics } = await tools.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  await context.close();
  return {
    scriptMs: of("ScriptDuration") * 1000,
    taskMs: of("TaskDuration") * 1000,
    heapKb: of("JSHeapUsedSize") / 1000,
    requests,
    shift,
  };
}

function report() {
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  const take = (key, name, when = "before") => median(samples[key][when].map((sample) => sample[name]));
  const rows = Object.keys(SYSTEMS).map((system) => {
    const [one, many] = [`${system} 1`, `${system} 100`];
    const ratio = (name) => (take(many, name) / take("rivulet 100", name)).toFixed(1);
    return {
      system,
      "script time": ratio("scriptMs"),
      "task time": ratio("taskMs"),
      "heap over one button, kB": Math.round(take(many, "heapKb") - take(one, "heapKb")),
      requests: take(many, "requests"),
      "shift, script before paint": take(many, "shift").toFixed(3),
      "shift, script after": take(many, "shift", "after").toFixed(3),
    };
  });
  console.table(rows);
  const mine = take("rivulet 100", "scriptMs");
  console.log(
    `Rivulet, 100 buttons, at a ${SLOWER}th of the speed: script ${Math.round(mine)} ms, task ${Math.round(take("rivulet 100", "taskMs"))} ms.`,
  );
  const claims = {
    "script time is at most a quarter of applause-button's":
      mine * 4 <= take("applause-button 100", "scriptMs"),
    "a hundred buttons make two requests": take("rivulet 100", "requests") === 2,
    "nothing moves, wherever the script comes": ["before", "after"].every(
      (when) => take("rivulet 100", "shift", when) === 0,
    ),
    "a hundred buttons hold at most 300 kB more than one":
      take("rivulet 100", "heapKb") - take("rivulet 1", "heapKb") <= 300,
  };
  for (const [claim, holds] of Object.entries(claims)) {
    console.log(`${holds ? "holds" : "FAILS"}: ${claim}`);
    if (!holds) process.exitCode = 1;
  }
  if (process.argv.includes("--write")) writeTable(rows);
}

function writeTable(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const names = Object.keys(rows[0]);
  const table =
    line(names) + line(names.map(() => "---")) + rows.map((row) => line(Object.values(row))).join("");
  const readme = readFileSync(README, "utf8");
  writeFileSync(
    README,
    readme.replace(BLOCK, (_, begin, end) => begin + table + end),
  );
}
