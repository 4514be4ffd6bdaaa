import { readFileSync } from "node:fs";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { RULES } from "../src/conformance/rules.js";
import { CLICK_BOUNDS, CLICK_REFUSALS, LIMITS, PROBLEMS, problem, problemDocument } from "../src/index.js";

const page = readFileSync(new URL("../protocol.md", import.meta.url), "utf8");
const captures = (pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match.slice(1));

describe("the protocol's page", () => {
  test("its table of problems is the closed list, with the same statuses in the same order", () => {
    const table = captures(/^\| (\d{3}) \| `([a-z-]+)` \|/gm);
    expect(table).toEqual(Object.entries(PROBLEMS).map(([code, { status }]) => [String(status), code]));
  });

  test("each problem code is a rule", () => {
    expect(captures(/^- \*\*code-([a-z-]+)\*\*:/gm).flat()).toEqual(Object.keys(PROBLEMS));
  });

  test("each reason to reject a click is a rule", () => {
    expect(
      captures(/^- \*\*refusal-([a-z-]+)\*\*: `\1`:/gm)
        .flat()
        .sort(),
    ).toEqual([...CLICK_REFUSALS].sort());
  });

  test("its limits are those of the code", () => {
    const [limits] = captures(/`limits` is `(\{.*?\})`/g);
    expect(JSON.parse(limits?.[0] ?? "null")).toEqual(LIMITS);
    const { url, title, tags, tag, category, language } = CLICK_BOUNDS;
    expect(page).toContain(
      `\`url\` has at most ${url.toLocaleString("en")} characters, \`title\` ${title}, \`category\` ${category}, \`language\` ${language}; there are at most ${tags} \`tags\` of ${tag}.`,
    );
  });

  test("its rules are those of the conformance suite, in the same order", () => {
    expect(RULES.map(({ id }) => id)).toEqual(captures(/^- \*\*([a-z0-9-]+)\*\*/gm).flat());
  });

  test("no rule's name is given twice", () => {
    const ids = captures(/^- \*\*([a-z0-9-]+)\*\*/gm).flat();
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("problem documents", () => {
  test.each(Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[])("%s has its schema's shape", (code) => {
    const document = problemDocument("https://give.example", code, {
      errors: [{ pointer: "/a", detail: "b" }],
    });
    expect(v.is(problem, document)).toBe(true);
    expect(document).toMatchObject({
      type: `https://give.example/problems/${code}`,
      code,
      status: PROBLEMS[code].status,
    });
  });

  test("no errors, no member for them", () => {
    expect(problemDocument("https://give.example", "internal", { errors: [] })).not.toHaveProperty("errors");
  });
});
