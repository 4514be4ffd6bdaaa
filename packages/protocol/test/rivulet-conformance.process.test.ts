import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const COMMAND = fileURLToPath(new URL("../bin/rivulet-conformance.mjs", import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8" });

describe("the built command", () => {
  test("without arguments is wrong usage: 2, with the usage on stderr", () => {
    const { status, stdout, stderr } = run();
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("Usage: rivulet-conformance URL");
  });

  test("against an address where nothing listens passes nothing: 1", () => {
    const target = ["--site", "https://blog.example", "--publisher", "marothro", "--token", "none"];
    const { status, stdout } = run("http://127.0.0.1:1", ...target);
    expect(status).toBe(1);
    expect(stdout).toMatch(/\n0 passed, \d+ failed, \d+ skipped\n$/);
  });
});
