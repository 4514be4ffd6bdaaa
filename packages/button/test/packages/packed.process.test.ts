import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Packed, pack, ROOT, run, runTool } from "./pack.js";

const PACKAGES = ["protocol", "client", "button", "server"];
let packed: Packed;

beforeAll(() => {
  packed = pack(PACKAGES);
});
afterAll(() => packed.close());

describe.each(PACKAGES)("the packed tarball of %s", (name) => {
  it("gives publint nothing to find", () => {
    expect(runTool(ROOT, "publint", ["run", packed.tarball(name), "--strict"])).toContain("All good!");
  });

  it("has the right types wherever ES modules are resolved", () => {
    // It ends with an error, which is thrown here, when it finds something.
    const said = runTool(ROOT, "attw", [packed.tarball(name), "--profile", "esm-only", "--format", "ascii"]);
    expect(said).toMatch(/node16 \(from ESM\): 🟢 \(ESM\)\nbundler: 🟢/);
  });

  it("holds no test, no source and nothing of the build's own", () => {
    const files = run(ROOT, "tar", ["tzf", packed.tarball(name)])
      .trim()
      .split("\n");
    expect(files).toContain("package/README.md");
    const wrong = files.filter((file) =>
      /\/(test|src)\/|tsbuildinfo|\.test\.|\.tsx?$(?<!\.d\.ts)/.test(file),
    );
    expect(wrong).toEqual([]);
  });

  it("is of ES modules only", () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, "packages", name, "package.json"), "utf8"));
    expect([manifest.type, manifest.main, "require" in manifest.exports]).toEqual([
      "module",
      undefined,
      false,
    ]);
  });
});

it("button and client depend on nothing", () => {
  for (const name of ["button", "client"]) {
    const text = run(ROOT, "tar", ["xzOf", packed.tarball(name), "package/package.json"]);
    expect(JSON.parse(text).dependencies, name).toBeUndefined();
  }
});
