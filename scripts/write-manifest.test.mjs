import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ROOT } from "./run.mjs";
import { writeManifest } from "./write-manifest.mjs";

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rivulet-manifest-"));
  writeFileSync(join(folder, "button.js"), "import('./more.js')");
  writeFileSync(join(folder, "more.js"), "export {}");
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = () => writeManifest(relative(ROOT, folder));

describe("the manifest of the button's files", () => {
  it("names each file's copy, its integrity and its size, and the copies are as the files", () => {
    const manifest = write();
    expect(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))).toEqual(manifest);
    expect(Object.keys(manifest)).toEqual(["button.js", "more.js"]);
    for (const [name, { file, integrity, bytes }] of Object.entries(manifest)) {
      const copy = readFileSync(join(folder, file));
      expect(copy).toEqual(readFileSync(join(folder, name)));
      expect(integrity).toBe(`sha384-${createHash("sha384").update(copy).digest("base64")}`);
      expect(bytes).toBe(copy.length);
    }
  });

  it("all copies stand in one folder, so that each finds the siblings that it was built with", () => {
    const folders = Object.values(write()).map(({ file }) => file.split("/")[0]);
    expect(new Set(folders).size).toBe(1);
  });

  it("the folder's name changes with any file, and is the same for the same files", () => {
    const first = write();
    expect(write()).toEqual(first);
    writeFileSync(join(folder, "more.js"), "export { }");
    expect(write()["button.js"].file).not.toBe(first["button.js"].file);
    expect(readdirSync(folder)).toHaveLength(4);
  });
});
