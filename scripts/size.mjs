import "./require-node.mjs";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { giveUp, ROOT } from "./run.mjs";

/**
 * `npm run size`: raw, gzip and brotli of every file that is shipped to a page. Fails where one is over the budget in its
 * package's `package.json`, or where the README states other numbers; `--write` puts the numbers into the README.
 * `--ceilings`, as `npm test` runs it, measures against what each file weighed when it was last made smaller instead:
 * until the budgets are met nothing may grow, and a ceiling is only ever lowered.
 */
const against = process.argv.includes("--ceilings") ? "ceiling" : "budget";
const README = join(ROOT, "README.md");
const BLOCK = /(<!-- sizes -->\n)[\s\S]*?(<!-- \/sizes -->)/;

const files = ["button", "client"].flatMap((name) => {
  const { rivulet } = JSON.parse(readFileSync(join(ROOT, `packages/${name}/package.json`), "utf8"));
  return Object.entries(rivulet.budgets).map(([file, budget]) => ({
    ...measure(`packages/${name}/${file}`),
    budget,
    ceiling: Math.max(budget, rivulet.ceilings?.[file] ?? 0),
  }));
});

console.table(Object.fromEntries(files.map(({ file, ...numbers }) => [file, numbers])));
const problems = files
  .filter((size) => size.brotli > size[against])
  .map(
    (size) => `${size.file} is ${size.brotli - size[against]} bytes over its ${against} of ${size[against]}.`,
  );
problems.push(...checkReadme());
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function measure(file) {
  const path = join(ROOT, file);
  if (!existsSync(path)) giveUp(`${file} is not built: run npm run build.`);
  const bytes = readFileSync(path);
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  return {
    file,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotli.length,
  };
}

/** The README states what is measured here, or the check fails. */
function checkReadme() {
  const readme = readFileSync(README, "utf8");
  if (!BLOCK.test(readme))
    return ["README.md has no place for the sizes: <!-- sizes --> and <!-- /sizes -->."];
  const stated = readme.replace(BLOCK, (_, begin, end) => begin + table() + end);
  if (stated === readme) return [];
  if (!process.argv.includes("--write"))
    return ["README.md states other sizes: run npm run size -- --write."];
  writeFileSync(README, stated);
  return [];
}

function table() {
  const bytes = (number) => number.toLocaleString("en-US");
  const rows = files.map(
    ({ file, brotli, budget }) => `| \`${basename(file)}\` | ${bytes(brotli)} | ${bytes(budget)} |\n`,
  );
  return `| file, compressed with brotli | bytes | budget |\n| --- | --- | --- |\n${rows.join("")}`;
}
