import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { readmeExamples } from "./readme-example.js";

const cwd = fileURLToPath(new URL("../..", import.meta.url));

it("the README's test for Node passes as it stands", async () => {
  const args = ["--test-reporter=tap", "--input-type=module", "--eval", readmeExamples("js")[1] ?? ""];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  expect(stdout).toMatch(/^# pass 1$/m);
  expect(stdout).toMatch(/^# fail 0$/m);
});
