import { describe, expect, test } from "vitest";
import { commandLine, describeExchange, runConformance } from "../src/conformance/index.js";

const TARGET = { site: "https://blog.example", publisher: "marothro", token: "s3cret" };
const ARGS = [
  "https://give.example",
  "--site",
  TARGET.site,
  "--publisher",
  TARGET.publisher,
  "--token",
  TARGET.token,
];

type Answer = () => Response;

async function run(args: string[], answer: Answer = () => new Response(null, { status: 404 })) {
  let written = "";
  let complained = "";
  const code = await commandLine(args, {
    write: (text) => {
      written += text;
    },
    complain: (text) => {
      complained += text;
    },
    fetch: async () => answer(),
  });
  return { code, written, complained };
}

describe("rivulet-conformance", () => {
  test.each([
    [[], "One URL is needed"],
    [["https://give.example", "https://other.example", ...ARGS.slice(1)], "One URL is needed"],
    [["https://give.example"], "--site, --publisher and --token are needed"],
    [ARGS.slice(0, -2), "--site, --publisher and --token are needed"],
    [["give.example", ...ARGS.slice(1)], "give.example is no http or https URL"],
    [["ftp://give.example", ...ARGS.slice(1)], "ftp://give.example is no http or https URL"],
    [[...ARGS, "--site", "https://blog.example/post"], "https://blog.example/post is no origin"],
    [[...ARGS, "--other-site", "blog.example"], "blog.example is no origin"],
    [[...ARGS, "--nonsense"], "--nonsense"],
    [[...ARGS, "--token"], "--token"],
  ])("%j is wrong usage: 2, with a sentence and the usage", async (args, sentence) => {
    const { code, written, complained } = await run(args);
    expect(code).toBe(2);
    expect(written).toBe("");
    expect(complained).toContain(sentence);
    expect(complained).toContain("Usage: rivulet-conformance URL");
  });

  test("--help says how it is used", async () => {
    expect(await run(["--help"])).toMatchObject({
      code: 0,
      written: expect.stringContaining("--settled-click"),
    });
  });

  test("a broken rule is exit 1, with the request and the answer, and no token is printed", async () => {
    const { code, written } = await run(ARGS, () => new Response("nothing here", { status: 404 }));
    expect(code).toBe(1);
    expect(written).toContain(
      "failed  counts-no-account: counts need no token\n        Status 200 was due, 404 came.\n        > GET https://give.example/v1/counts?",
    );
    expect(written).toContain("        < 404\n");
    expect(written).toContain("        < nothing here\n");
    expect(written).not.toContain(TARGET.token);
    expect(written).toMatch(/\n\n\d+ passed, \d+ failed, \d+ skipped\n$/);
  });

  test("what needs a mean that is not given is skipped with the mean's name", async () => {
    const { written } = await run(ARGS);
    expect(written).toContain("(needs --other-token)\n");
    expect(written).toContain("(needs --settled-click)\n");
    expect(written).toContain("(needs --other-site-token)\n");
    expect(written).toContain("(needs --other-site-token, --other-site)\n");
  });
});

const passedOf = async (answer: Answer) => {
  const results = await runConformance({
    ...TARGET,
    backend: "https://give.example/",
    fetch: async () => answer(),
  });
  return results.filter(({ outcome }) => outcome === "passed").map(({ id }) => id);
};

/** Rules that say what an answer must not have, which an empty answer has not. */
const KEPT_BY_SILENCE = ["cors-no-credentials", "no-redirect"];

describe("a backend that answers nothing of the protocol passes nothing by it", () => {
  test.each([
    ["404", () => new Response(null, { status: 404 }), []],
    ["204", () => new Response(null, { status: 204 }), []],
    [
      "a page",
      () => new Response("<h1>Hello</h1>", { headers: { "content-type": "text/html" } }),
      ["revoke-any"],
    ],
    ["an empty object", () => Response.json({}), ["media-types", "revoke-any"]],
  ] as [string, Answer, string[]][])("%s to everything", async (_, answer, kept) => {
    expect((await passedOf(answer)).filter((id) => !KEPT_BY_SILENCE.includes(id))).toEqual(kept);
  });

  test("no answer at all", async () => {
    const unreachable = () => {
      throw new TypeError("fetch failed", { cause: "connection refused" });
    };
    expect(await passedOf(unreachable)).toEqual([]);
  });
});

describe("an exchange in words", () => {
  test("hides the token and cuts a long body", () => {
    const words = describeExchange({
      request: {
        method: "POST",
        url: "https://give.example/v1/clicks",
        headers: { Authorization: "Bearer s3cret" },
        body: "x".repeat(5000),
      },
      answer: {
        status: 413,
        headers: new Headers({ "content-type": "application/problem+json" }),
        text: "{\n}",
      },
    });
    expect(words.split("\n")).toEqual([
      "> POST https://give.example/v1/clicks",
      "> Authorization: Bearer (hidden)",
      `> ${"x".repeat(600)}… (5000 characters)`,
      "< 413",
      "< content-type: application/problem+json",
      "< {\\n}",
    ]);
  });
});
