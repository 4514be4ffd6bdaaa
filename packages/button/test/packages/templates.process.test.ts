import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Packed, pack, runTool } from "./pack.js";

/** Each compiler, the packages that its users have, and a file with three mistakes beside one without. */
const TEMPLATES = [
  {
    name: "jsx",
    of: "React 19",
    tools: ["@types/react", "csstype"],
    check: ["tsc", "--project", "."],
    wrong: "wrong.tsx",
  },
  { name: "preact", of: "Preact", tools: ["preact"], check: ["tsc", "--project", "."], wrong: "wrong.tsx" },
  { name: "vue", of: "Vue", tools: ["vue"], check: ["vue-tsc", "--project", "."], wrong: "wrong.vue" },
  {
    name: "svelte",
    of: "Svelte",
    tools: ["svelte"],
    check: ["svelte-check", "--no-tsconfig", "--output", "machine"],
    wrong: "wrong.svelte",
  },
];

let packed: Packed;

beforeAll(() => {
  packed = pack(["button"]);
});
afterAll(() => packed.close());

describe.each(TEMPLATES)("the types for the templates of $of", ({ name, tools, check, wrong }) => {
  const [tool, ...args] = check as [string, ...string[]];

  it("know attributes, events and their detail, and nothing else", () => {
    const project = packed.project(name, ["button"], tools);
    const said = failing(() => runTool(project, tool, args));
    const errors = said.split("\n").filter((line) => /\berror\b/i.test(line));
    const found = errors.filter((line) => line.includes(wrong));
    for (const mistake of ["huge", "handle", "amount"]) expect(found.join("\n")).toContain(mistake);
    expect(errors.filter((line) => !line.includes(wrong))).toEqual([]);
  }, 120_000);
});

function failing(act: () => void): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("The compiler found no mistake where there are three.");
}
