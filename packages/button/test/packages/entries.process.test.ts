import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Packed, pack, run, runTool } from "./pack.js";

let packed: Packed;
let project: string;

beforeAll(() => {
  packed = pack(["button", "client"]);
  project = packed.project("entries", ["button", "client"], ["@types/react", "csstype"]);
});
afterAll(() => packed.close());

describe("the declarations", () => {
  it.each([
    ["node16", "node16"],
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ])(
    "pass a strict compiler with module %s and resolution %s, which reads them too",
    (module, resolution) => {
      const strict = "--noEmit --strict --exactOptionalPropertyTypes --target es2022 --skipLibCheck false";
      const how = ["--module", module, "--moduleResolution", resolution];
      runTool(project, "tsc", [...strict.split(" "), ...how, "every-entry.ts"]);
    },
    120_000,
  );
});

describe("every entry, imported in Node", () => {
  const manifest = (name: string) =>
    JSON.parse(readFileSync(join(project, "node_modules/@rivulet", name, "package.json"), "utf8"));

  it("has no side effect and needs no DOM", () => {
    const entries = ["button", "client"].flatMap((name) =>
      Object.keys(manifest(name).exports)
        // The drop-in script acts on the page that loads it, the mock needs msw, and the manifest is JSON.
        .filter((entry) => !/\*|json|mock|css/.test(entry))
        .map((entry) => `@rivulet/${name}${entry.slice(1)}`),
    );
    expect(entries).toContain("@rivulet/button/define");
    const program = `
      const before = Reflect.ownKeys(globalThis);
      const wrote = [];
      for (const name of Object.keys(console)) console[name] = () => wrote.push(name);
      for (const entry of ${JSON.stringify(entries)}) await import(entry);
      const added = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key));
      process.stdout.write(JSON.stringify({ added, wrote }));`;
    writeFileSync(join(project, "import-all.mjs"), program);
    // It ends by itself: no timer and no listener is left.
    expect(JSON.parse(run(project, process.execPath, ["import-all.mjs"]))).toEqual({ added: [], wrote: [] });
  });
});

describe("tree-shaking", () => {
  /** What rollup keeps of a module, in all of its files. */
  const bundled = async (name: string, code: string) => {
    const input = join(project, `${name}.js`);
    writeFileSync(input, code);
    const { output } = await (await rollup({ input, plugins: [nodeResolve()], onwarn: () => {} })).generate({
      format: "es",
    });
    const kept = output.map((file) => (file.type === "chunk" ? file.code : "")).join("");
    return kept.replace(/\/\*[\s\S]*?\*\//g, "");
  };

  it("keeps nothing of an import that is not used", async () => {
    const code = ["@rivulet/button", "@rivulet/button/html", "@rivulet/client"].map(
      (entry, at) => `import * as unused${at} from "${entry}";`,
    );
    expect((await bundled("nothing", `${code.join("")} console.log(1);`)).trim()).toBe("console.log(1);");
  });

  it("keeps no element and no client where only the HTML is wanted", async () => {
    const code = await bundled(
      "html",
      'import { renderButton } from "@rivulet/button/html"; console.log(renderButton);',
    );
    expect(code).toContain("submit/auto");
    expect(code).not.toMatch(/observedAttributes|attachShadow|v1\/clicks|customElements/);
    expect(code.length).toBeLessThan(22_000);
  });

  it("keeps no HTML writer where only the element is wanted, and no definition unless asked", async () => {
    const code = await bundled(
      "element",
      'import { RivuletButton } from "@rivulet/button"; console.log(RivuletButton);',
    );
    expect(code).toContain("observedAttributes");
    expect(code).not.toMatch(/customElements\.define|shadowrootmode/);
    expect(await bundled("define", 'import "@rivulet/button/define";')).toContain("customElements.define");
  });
});
