import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { INNER_PROPERTIES } from "./inner-properties.mjs";
import { ROOT } from "./run.mjs";

/** The rules of the house that a program can check; each failure says what to do. CONTRIBUTING.md tells why. */
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(join(ROOT, file)));
const read = (file) => readFileSync(join(ROOT, file), "utf8");
const code = files.filter((file) => /\.(ts|tsx|mjs|js|css|php)$/.test(file) && !file.includes("/languages/"));
const sources = code.filter((file) => /^packages\/[^/]+\/src\//.test(file) && !file.endsWith(".d.ts"));
const isTest = (file) => /\.test\.\w+$/.test(file) || file.includes("/test/");

/** What each part may import at run time beside Node's own modules: packages by name, the server's folders by folder. */
const MAY_IMPORT = {
  "packages/protocol/src": ["valibot", "@valibot/to-json-schema"],
  "packages/client/src": [],
  "packages/client/src/mock": ["@rivulet/protocol", "msw"],
  "packages/button/src": ["@rivulet/client"],
  "packages/server/src/store": ["kysely", "better-sqlite3"],
  "packages/server/src/domain": ["@rivulet/protocol", "kysely", "valibot", "store"],
  "packages/server/src/mail": ["domain", "store", "nodemailer", "words"],
  "packages/server/src/words": [],
  "packages/server/src/checker": ["@rivulet/button", "parse5"],
  "packages/server/src/pages": ["@rivulet/button", "@rivulet/protocol", "hono", "words"],
};
/** Types may also come from these. */
const MAY_IMPORT_TYPES = {
  "packages/client/src": ["@rivulet/protocol"],
  "packages/server/src/words": ["@rivulet/protocol", "domain"],
  "packages/server/src/pages": ["domain"],
};

const IMPORT =
  /^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;

/** What a file imports: `{target, typesOnly}`, the target a package's name or a folder of the server. */
function importsOf(file) {
  return [...read(file).matchAll(IMPORT)].map((match) => {
    const path = match[2] ?? match[3] ?? match[4];
    return { path, target: targetOf(file, path), typesOnly: match[1] !== undefined };
  });
}

/** The innermost part that a file belongs to. */
function partOf(file) {
  return Object.keys(MAY_IMPORT)
    .filter((part) => file.startsWith(`${part}/`))
    .sort((one, other) => other.length - one.length)[0];
}

function targetOf(file, path) {
  if (path.startsWith("node:")) return null;
  if (!path.startsWith(".")) return path.match(/^(@[^/]+\/)?[^/]+/)[0];
  const inside = relative(ROOT, resolve(ROOT, dirname(file), path));
  return inside.match(/^packages\/server\/src\/([^/]+)\//)?.[1] ?? null;
}

describe("the rules of the house", () => {
  it("imports run one way: page, button, client, HTTP, routes, domain, store, never back", () => {
    const wrong = Object.entries(MAY_IMPORT).flatMap(([part, allowed]) =>
      sources
        .filter((file) => partOf(file) === part && !isTest(file))
        .flatMap((file) =>
          importsOf(file)
            .filter(({ target }) => target !== null && target !== basename(part))
            .filter(({ target, typesOnly }) => {
              const types = typesOnly ? (MAY_IMPORT_TYPES[part] ?? []) : [];
              return ![...allowed, ...types].includes(target);
            })
            .map(({ path }) => `${file} imports ${path}: move what it needs, or turn the arrow round`),
        ),
    );
    expect(wrong).toEqual([]);
  });

  it("a file is named in kebab-case after the one thing inside it", () => {
    const kebab =
      /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|browser|process|property|config|d))*\.(ts|tsx|mjs|js|css|php)$/;
    const saysNothing = /(^|\/)(utils?|helpers?|common|shared|misc|types)(\.\w+$|\/)/;
    const wrong = code.filter((file) => !kebab.test(basename(file)) || saysNothing.test(file));
    expect(wrong, "name these files after what is in them").toEqual([]);
  });

  it("a source file has at most 250 lines", () => {
    const long = code
      // A language is one file, however much there is to say.
      .filter((file) => !isTest(file) && !file.includes("/words/"))
      .map((file) => [file, read(file).split("\n").length])
      .filter(([, lines]) => lines > 250);
    expect(long, "split these files: one file, one idea").toEqual([]);
  });

  it("the domain is told the time and never asks for it", () => {
    const asks = sources
      .filter((file) => file.startsWith("packages/server/src/domain/") && basename(file) !== "clock.ts")
      .filter((file) => /Date\.now\(|new Date\(\)|performance\.now\(/.test(read(file)));
    expect(asks, "take `now` as an argument").toEqual([]);
  });

  it("nothing of ours logs on a publisher's page, or puts text into a page as markup", () => {
    const parts = sources.filter((file) => /^packages\/(client|button)\//.test(file) && !isTest(file));
    const logs = parts.filter((file) =>
      /console\.(log|info|debug|error)|\.innerHTML|insertAdjacentHTML|document\.write/.test(read(file)),
    );
    expect(logs).toEqual([]);
    const warns = parts.filter((file) => /console\.warn/.test(read(file)));
    expect(warns.length, "one place warns of a wrong attribute").toBeLessThanOrEqual(1);
  });

  it("a property that has one letter in the shipped files is never asked for by a string, sent or said", () => {
    const parts = sources.filter((file) =>
      /^packages\/(client|button|protocol)\/src\/(?!conformance)/.test(file),
    );
    const wrong = parts.flatMap((file) =>
      INNER_PROPERTIES.filter((name) => {
        const isSaid =
          /\/(words|protocol\/src)\//.test(file) && new RegExp(`\\b${name}\\??:`).test(read(file));
        return isSaid || new RegExp(`["']${name}["']`).test(read(file));
      }).map((name) => `${file}: ${name}`),
    );
    expect(wrong, "take these names out of scripts/inner-properties.mjs").toEqual([]);
  });

  it("nothing is left open in the code", () => {
    const open = new RegExp(["TO", "DO|FIX", "ME|@ts-", "ignore|eslint-", "disable|\\.", "only\\("].join(""));
    expect(code.filter((file) => open.test(read(file)))).toEqual([]);
  });

  it("every package has the version of the whole", () => {
    const manifests = files
      .filter((file) => /^packages\/[^/]+\/package\.json$/.test(file))
      .map((file) => JSON.parse(read(file)));
    const { version } = JSON.parse(read("package.json"));
    for (const manifest of manifests) {
      expect(manifest.version, manifest.name).toBe(version);
      for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
        if (name.startsWith("@rivulet/")) expect(range, `${manifest.name} → ${name}`).toBe(version);
      }
    }
  });

  it("the top level holds only the fixed list", () => {
    const allowed =
      /^(packages|examples|scripts|rollup\.config\.mjs|package\.json|package-lock\.json|tsconfig\.base\.json|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md|vitest\.config\.ts|biome\.json|\..*)$/;
    expect(
      [...new Set(files.map((file) => file.split("/")[0]))].filter((name) => !allowed.test(name)),
    ).toEqual([]);
  });
});
