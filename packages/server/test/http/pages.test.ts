import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newClickId } from "../../src/domain/click-id.js";
import { openClock } from "../../src/domain/clock.js";
import { chooseLanguage } from "../../src/words/choose-language.js";
import { en } from "../../src/words/en.js";
import { fr } from "../../src/words/fr.js";
import { openTestInstance, type TestInstance } from "../serve-instance.js";
import { lastLink, openTestBrowser, signIn, type TestBrowser } from "./test-browser.js";

let instance: TestInstance;
let browser: TestBrowser;
beforeAll(async () => {
  instance = await openTestInstance({ demo: true, nowMs: Date.parse("2026-11-24T08:00:00Z") });
  browser = openTestBrowser(instance);
  await signIn(instance, browser, "reader@example.org");
});
afterAll(() => instance.close());

const PAGES = [
  "/",
  "/sign-in",
  "/sign-in/link?k=x",
  "/connect",
  "/submit/auto?user_id=marothro",
  "/builder",
  "/gallery",
  "/problems",
  "/problems/not-found",
  "/nothing",
  "/demo/outbox",
];

const connect = (responseMode: string) => ({
  response_type: "code",
  client_id: "https://blog.example",
  redirect_uri: "https://blog.example/post",
  state: "rivulet.x",
  code_challenge: "c".repeat(43),
  code_challenge_method: "S256",
  response_mode: responseMode,
});
const CONNECT = `/connect?${new URLSearchParams(connect("query"))}`;
const SUBMIT = { user_id: "marothro", url: "https://blog.example/strict" };

/** Pages that only a signed-in person sees, or somebody who is just signing in. `reader` has a budget, `fresh` has none. */
const INNER: [
  string,
  string,
  (who: Record<"reader" | "fresh" | "waiting", TestBrowser>) => Promise<Response>,
][] = [
  ["the donor's page", "My giving", ({ reader }) => reader.get("/me")],
  ["the publisher's page", "Claim a handle", ({ reader }) => reader.get("/publisher")],
  ["consent", 'value="allow"', ({ reader }) => reader.get(CONNECT)],
  ["the first budget", "One thing first", ({ fresh }) => fresh.get(CONNECT)],
  [
    "a wrong first budget",
    "That is no amount",
    ({ fresh }) => fresh.post("/me/budget", { amount: "x", to: CONNECT }),
  ],
  ["the wait for a mail", "Look into your mail", ({ waiting }) => waiting.get("/sign-in/wait")],
  ["the link's button", 'name="k"', ({ waiting }) => waiting.get(lastLink(instance))],
  [
    "an answer by message",
    "rivulet:connect",
    ({ reader }) => reader.post("/connect", { ...connect("web_message"), answer: "allow" }),
  ],
  [
    "a refusal before any press",
    "cannot be connected like this",
    ({ reader }) => reader.get(`${CONNECT.replace("S256", "plain")}`),
  ],
  [
    "a link without script",
    "Give one click",
    ({ reader }) => reader.get(`/submit/auto?${new URLSearchParams(SUBMIT)}`),
  ],
  [
    "what became of it",
    "Counted",
    ({ reader }) => reader.post("/submit/auto", { ...SUBMIT, id: newClickId(instance.deps.clock.now()) }),
  ],
  ["a click that is none", "no such click of yours", ({ reader }) => reader.post("/me/undo", { id: "x" })],
  [
    "a form of another origin",
    "did not come from",
    ({ reader }) => reader.post("/me/undo", {}, { origin: null }),
  ],
];

function expectStrict(answer: Response, html: string) {
  const policy = answer.headers.get("content-security-policy") ?? "";
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]) {
    expect(policy).toContain(rule);
  }
  expect(policy).toMatch(/form-action 'self'( https:\/\/blog\.example)?;/);
  expect(policy).not.toContain("unsafe");
  expect(answer.headers.get("x-frame-options")).toBe("DENY");
  expect(answer.headers.get("referrer-policy")).toBe("same-origin");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(html).toMatch(/^<!doctype html><html lang="en">/);
  expect(html).not.toMatch(/<script(?![^>]*src=)|style="| on\w+="/);
}

describe("every page", () => {
  test.each(PAGES)("%s carries a strict policy, is framed by nobody and stored nowhere", async (path) => {
    const answer = await openTestBrowser(instance).get(path);
    expectStrict(answer, await answer.text());
  });

  test.each(INNER)("%s carries a strict policy too", async (what, words, ask) => {
    const [reader, fresh, waiting] = [
      openTestBrowser(instance),
      openTestBrowser(instance),
      openTestBrowser(instance),
    ];
    const own = encodeURIComponent(what).replaceAll("%", "-");
    await signIn(instance, reader, `${own}@example.org`);
    await reader.post("/me/budget", { amount: "2.00" });
    await signIn(instance, fresh, `fresh-${own}@example.org`);
    await waiting.post("/sign-in", { mail: `waiting-${own}@example.org` });
    const answer = await ask({ reader, fresh, waiting });
    const html = await answer.text();
    expect(html).toContain(words);
    expectStrict(answer, html);
  });

  test("what fails in the middle of a connect keeps the window that opened it", async () => {
    const broken = await openTestInstance();
    await broken.db.destroy();
    const stranger = openTestBrowser(broken);
    stranger.cookies.set("rivulet_session", "s".repeat(43));
    const failed = await stranger.get(CONNECT);
    expect(failed.status).toBe(500);
    expect(failed.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    expect(broken.logged).toMatchObject([{ level: 50, msg: "a request failed" }]);
    await broken.close();
  });

  test.each(PAGES)("%s speaks French where the reader does", async (path) => {
    const answer = await openTestBrowser(instance).get(path, { "accept-language": "fr-CH, en;q=0.5" });
    expect(await answer.text()).toContain('<html lang="fr">');
  });

  test("a language chosen by hand stays in the links", async () => {
    const html = await (await openTestBrowser(instance).get("/?lang=fr")).text();
    expect(html).toContain('href="/sign-in?to=%2Fme&amp;lang=fr"');
  });

  test("its files are served under their content's hash, for ever", async () => {
    const html = await (await browser.get("/")).text();
    const path = /href="(\/assets\/base\.[0-9a-f]{12}\.css)"/.exec(html)?.[1] ?? "";
    const answer = await browser.get(path);
    expect(answer.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await browser.get("/assets/base.000000000000.css")).status).toBe(404);
    expect((await browser.get("/assets/..%2fpackage.json")).status).toBe(404);
  });

  const FORMS = [
    "/sign-in",
    "/sign-in/code",
    "/sign-out",
    "/connect",
    "/submit/auto",
    "/me/budget",
    "/me/pay-in",
    "/me/undo",
    "/me/sites/revoke",
    "/publisher",
    "/demo/month-end",
  ];
  test.each(FORMS)("%s takes no form of another origin", async (path) => {
    for (const origin of ["https://evil.example", "null", null]) {
      expect((await browser.post(path, { amount: "9.00" }, { origin })).status).toBe(403);
    }
    expect((await browser.post(path, {}, { "content-type": "text/plain" })).status).toBe(415);
    expect((await browser.post(path, { a: "x".repeat(300_000) })).status).toBe(413);
  });

  test("another method is 405 with Allow", async () => {
    const answer = await instance.app.request("/sign-out");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST, OPTIONS");
  });
});

describe("the donor's page", () => {
  test("a budget is set with a comma or a point, and paused", async () => {
    expect((await browser.post("/me/budget", { amount: "2,50" })).headers.get("location")).toBe(
      "/me?done=budget",
    );
    expect(await (await browser.get("/me")).text()).toContain("€2.50");
    instance.pass(1000);
    await browser.post("/me/budget", { amount: "2.50", pause: "1" });
    expect(await (await browser.get("/me")).text()).toContain("Your giving is paused");
    instance.pass(1000);
    await browser.post("/me/budget", { amount: "3.00" });
  });

  test.each(["", "1.99", "0", "-3", "1e3", "2.0000001", "x", "99999999999999999999"])(
    "%s is no budget",
    async (amount) => {
      expect((await browser.post("/me/budget", { amount })).status).toBe(400);
      expect(await (await browser.get("/me")).text()).toContain("€3.00");
    },
  );

  test("a click by a link without script counts once, however often its form is posted; the donor takes it back", async () => {
    const page = await (
      await browser.get(
        "/submit/auto?user_id=marothro&url=https%3A%2F%2Fblog.example%2Fx&title=A%20%3Cb%3E&language=fr_FR&tags=a,b",
      )
    ).text();
    expect(page).toContain("blog.example is verified by marothro");
    expect(page).toContain("A &lt;b&gt;");
    const form = Object.fromEntries(
      [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    for (let n = 0; n < 2; n++) {
      expect(await (await browser.post("/submit/auto", form)).text()).toContain("Counted");
    }
    const mine = await (await browser.get("/me")).text();
    const ids = [...mine.matchAll(/name="id" value="([0-9a-f-]{36})"/g)].map((match) => match[1] ?? "");
    expect(ids).toHaveLength(1);
    expect((await browser.post("/me/undo", { id: ids[0] ?? "" })).headers.get("location")).toBe(
      "/me?done=undone",
    );
    expect(await (await browser.get("/me")).text()).not.toContain('name="id"');
  });

  test.each([
    ["user_id=nobody&url=https://blog.example/", 400, "Nobody here has this handle"],
    ["user_id=marothro&url=javascript:alert(1)", 400, "no web address"],
    ["user_id=marothro", 200, "Which page"],
    ["user_id=marothro&url=https://elsewhere.example/", 200, "has not verified elsewhere.example"],
  ])("/submit/auto?%s is answered in words", async (query, status, words) => {
    const answer = await browser.get(`/submit/auto?${query}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  });

  test("without a bank account it says that nothing can be paid in; with one it shows it", async () => {
    const env = {
      RIVULET_IBAN: "DE89 3704 0044 0532 0130 00",
      RIVULET_ACCOUNT_HOLDER: "Friends of the river",
    };
    for (const [more, words] of [
      [{}, "has not set up a bank account"],
      [{ env }, "DE89370400440532013000"],
    ] as const) {
      const real = await openTestInstance(more);
      const donor = openTestBrowser(real);
      await signIn(real, donor, "a@example.org");
      expect(await (await donor.get("/me")).text()).toContain(words);
      await real.close();
    }
  });
});

describe("the publisher's page", () => {
  test("a handle is claimed, gives a tag, and is nobody else's", async () => {
    const [author, other] = [openTestBrowser(instance), openTestBrowser(instance)];
    await signIn(instance, author, "new-author@example.org");
    await signIn(instance, other, "other-author@example.org");
    expect((await author.post("/publisher", { handle: " River-1 " })).headers.get("location")).toBe(
      "/publisher?done=handle",
    );
    expect(await (await author.get("/publisher")).text()).toContain("publisher=&quot;river-1&quot;");
    const taken = await other.post("/publisher", { handle: "river-1" });
    expect(taken.status).toBe(409);
    expect(await taken.text()).toContain("belongs to somebody else");
    expect((await other.post("/publisher", { handle: "é" })).status).toBe(400);
  });
});

describe("the demo", () => {
  test("a newcomer goes the whole way: budget, pay-in, click, month's end, and the author has it", async () => {
    const newcomer = openTestBrowser(instance);
    await signIn(instance, newcomer, "newcomer@example.org");
    await newcomer.post("/me/budget", { amount: "4.00" });
    await newcomer.post("/me/pay-in", {});
    const page = await (
      await newcomer.get("/submit/auto?user_id=marothro&url=https%3A%2F%2Fblog.example%2Fy")
    ).text();
    const form = Object.fromEntries(
      [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    await newcomer.post("/submit/auto", form);
    expect(await (await newcomer.get("/me")).text()).toContain("it gives €4.00");
    const moved = await newcomer.post("/demo/month-end", {});
    expect(moved.headers.get("location")).toBe("/me?done=month-end");
    const after = await (await newcomer.get("/me")).text();
    expect(after).toContain("€6.00");
    expect(after).toContain("Clicks in December 2026");
    expect(after).toContain("Its time is 1 Dec 2026, 00:15 UTC");
    const author = openTestBrowser(instance);
    await signIn(instance, author, "author@example.org");
    expect(await (await author.get("/publisher")).text()).toMatch(/<p class="figure">€4\.00<\/p>/);
  });

  test("a clock that the command has moved is the pages' clock at the next visit", async () => {
    const moved = await openTestInstance({ demo: true, nowMs: Date.parse("2026-11-24T08:00:00Z") });
    const beside = await openClock(moved.db, () => moved.deps.clock.real());
    await beside.moveTo(moved.db, Date.parse("2026-12-24T08:00:00Z"));
    expect(await (await moved.app.request("/")).text()).toContain("Its time is 24 Dec 2026, 08:00 UTC");
    await moved.close();
  });

  test("a real instance has neither outbox, play money nor a clock to move", async () => {
    const real = await openTestInstance();
    const donor = openTestBrowser(real);
    await signIn(real, donor, "a@example.org");
    expect((await donor.get("/demo/outbox")).status).toBe(404);
    expect((await donor.post("/me/pay-in", {})).status).toBe(404);
    expect((await donor.post("/demo/month-end", {})).status).toBe(404);
    expect(await (await donor.get("/me")).text()).not.toContain("(demo)");
    await real.close();
  });
});

describe("words", () => {
  test("each language has the same keys, none of them empty", () => {
    const keysOf = (words: object, at = ""): string[] =>
      Object.entries(words).flatMap(([key, value]) => {
        if (value === "") throw new Error(`${at}${key} is empty.`);
        return typeof value === "object" ? keysOf(value, `${at}${key}.`) : [`${at}${key} ${typeof value}`];
      });
    expect(keysOf(fr)).toEqual(keysOf(en));
  });

  test.each([
    [null, "en"],
    ["fr", "fr"],
    ["FR-ca;q=0.3, en;q=0.2", "fr"],
    ["en, fr", "en"],
    ["de, fr;q=0.1", "fr"],
    ["fr;q=0, de", "en"],
    [";;,=", "en"],
  ])("Accept-Language %s chooses %s", (accepted, language) => {
    expect(chooseLanguage(accepted)).toBe(language);
  });
});
