import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestInstance, type TestInstance } from "../serve-instance.js";
import { openTestBrowser, signIn, type TestBrowser } from "./test-browser.js";

let instance: TestInstance;
let browser: TestBrowser;
beforeAll(async () => {
  instance = await openTestInstance();
  browser = openTestBrowser(instance);
  await signIn(instance, browser, "new@example.org");
  await browser.post("/me/budget", { amount: "3,00" });
});
afterAll(() => instance.close());

const VERIFIER = "v".repeat(43);
const BACK = "https://blog.example/post?a=1";
const request = (more: Record<string, string> = {}) => ({
  response_type: "code",
  client_id: "https://blog.example",
  redirect_uri: BACK,
  state: "rivulet.abc",
  code_challenge: createHash("sha256").update(VERIFIER).digest("base64url"),
  code_challenge_method: "S256",
  scope: "click",
  response_mode: "query",
  ...more,
});
const path = (more: Record<string, string> = {}) => `/connect?${new URLSearchParams(request(more))}`;

const allow = async (more: Record<string, string> = {}) => {
  const answer = await browser.post("/connect", { ...request(more), answer: "allow" });
  return new URL(answer.headers.get("location") ?? "").searchParams;
};
const exchange = (form: Record<string, string>) =>
  instance.app.request("/v1/token", {
    method: "POST",
    headers: { origin: "https://blog.example" },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code_verifier: VERIFIER,
      client_id: "https://blog.example",
      redirect_uri: BACK,
      ...form,
    }),
  });
const meStatus = async (token: string) =>
  (
    await instance.app.request("/v1/me", {
      headers: { authorization: `Bearer ${token}`, origin: "https://blog.example" },
    })
  ).status;

describe("GET /connect", () => {
  test.each([
    ["null", { client_id: "null" }],
    ["http beyond the loopback", { client_id: "http://blog.example", redirect_uri: "http://blog.example/" }],
    ["another origin", { redirect_uri: "https://evil.example/" }],
    ["user information", { redirect_uri: "https://a:b@blog.example/" }],
    ["a fragment", { redirect_uri: "https://blog.example/#x" }],
    ["no web address", { redirect_uri: "javascript:alert(1)" }],
    ["two hosts", { client_id: "https://a,b.example", redirect_uri: "https://a,b.example/" }],
    ["a rule of a policy", { client_id: "https://a;script-src", redirect_uri: "https://a;script-src/" }],
    ["every host", { client_id: "https://*", redirect_uri: "https://*/" }],
    ["every host of one", { client_id: "https://*.example", redirect_uri: "https://*.example/" }],
  ])("%s is an error page, never a redirect", async (_what, more) => {
    const answer = await browser.get(path(more));
    expect(answer.status).toBe(400);
    expect(answer.headers.has("location")).toBe(false);
    expect(answer.headers.get("content-security-policy")).toContain("form-action 'self';");
  });

  test.each([
    ["plain", { code_challenge_method: "plain" }, "invalid_request"],
    ["no challenge", { code_challenge: "" }, "invalid_request"],
    ["another response type", { response_type: "token" }, "unsupported_response_type"],
    ["another scope", { scope: "everything" }, "invalid_scope"],
  ])(
    "%s sends nobody on by itself: a page names the site, and links to it with error, state and iss",
    async (_what, more, error) => {
      const answer = await openTestBrowser(instance).get(path(more));
      expect(answer.status).toBe(400);
      expect(answer.headers.has("location")).toBe(false);
      const page = await answer.text();
      expect(page).toContain("https://blog.example cannot be connected like this");
      expect(page).not.toMatch(/http-equiv|<script|data-onward/);
      const link = /<a class="button quiet" href="(https:[^"]+)"/.exec(page)?.[1] ?? "";
      const told = new URL(link.replaceAll("&amp;", "&"));
      expect(told.origin + told.pathname).toBe("https://blog.example/post");
      expect(Object.fromEntries(told.searchParams)).toMatchObject({
        a: "1",
        error,
        state: "rivulet.abc",
        iss: instance.origin,
      });
    },
  );

  test("in a popup a bad request is told to the opener, and without one nobody is sent on", async () => {
    const answer = await browser.get(path({ scope: "everything", response_mode: "web_message" }));
    const page = await answer.text();
    expect(answer.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
    expect(page).toContain("rivulet:connect");
    expect(page).toContain('data-site="https://blog.example"');
    expect(page).not.toContain("data-onward");
  });

  test("a stranger is sent to sign in first, and comes back", async () => {
    const answer = await openTestBrowser(instance).get(path());
    expect(answer.status).toBe(303);
    const to = new URL(answer.headers.get("location") ?? "", instance.origin).searchParams.get("to");
    expect(to).toContain("/connect?");
  });

  test("a donor without a budget sets one first, and goes on from there", async () => {
    const fresh = openTestBrowser(instance);
    await signIn(instance, fresh, "fresh@example.org");
    expect(await (await fresh.get(path())).text()).toContain("One thing first");
    const set = await fresh.post("/me/budget", { amount: "2.00", to: path() });
    expect(set.headers.get("location")).toBe(path());
    expect(await (await fresh.get(path())).text()).toContain('value="allow"');
  });

  test("consent shows the site, and by redirect the whole address", async () => {
    const page = await (await browser.get(path())).text();
    expect(page).toContain("https://blog.example/post?a=1");
    expect(page).toContain("Let https://blog.example send your clicks");
    expect(await (await browser.get(path({ response_mode: "web_message" }))).text()).not.toContain(
      "You are then sent to",
    );
  });

  test.each([
    ["click", ["send clicks"], ["monthly clicks"]],
    ["click subscribe", ["send clicks", "monthly clicks"], []],
    ["subscribe", ["monthly clicks"], ["send clicks"]],
  ])("consent names in words what the scope %j allows, and nothing else", async (scope, named, unnamed) => {
    const page = await (await browser.get(path({ scope }))).text();
    for (const words of named) expect(page).toMatch(new RegExp(`<li>It can [^<]*${words}`));
    for (const words of unnamed) expect(page).not.toContain(words);
    const french = await (await browser.get(path({ scope }), { "accept-language": "fr" })).text();
    expect(french.includes("vos clics mensuels")).toBe(named.includes("monthly clicks"));
  });

  test("its pages keep their opener, are framed by nobody, and may post to the site's origin", async () => {
    const stranger = openTestBrowser(instance);
    const pages = [
      await browser.get(path()),
      await browser.post("/connect", { ...request({ response_mode: "web_message" }), answer: "allow" }),
      await stranger.get(`/sign-in?to=${encodeURIComponent(path())}`),
    ];
    for (const page of pages) {
      expect(page.headers.get("cross-origin-opener-policy")).toBe("unsafe-none");
      const policy = page.headers.get("content-security-policy");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("form-action 'self' https://blog.example;");
    }
  });
});

describe("POST /connect", () => {
  test("allowed by redirect it answers with code, state and iss", async () => {
    const answer = await browser.post("/connect", { ...request(), answer: "allow" });
    expect(answer.status).toBe(303);
    const told = Object.fromEntries(new URL(answer.headers.get("location") ?? "").searchParams);
    expect(told).toEqual({ a: "1", code: expect.any(String), state: "rivulet.abc", iss: instance.origin });
  });

  test("allowed by popup the page holds the message for the site's exact origin", async () => {
    const answer = await browser.post("/connect", {
      ...request({ response_mode: "web_message" }),
      answer: "allow",
    });
    const page = await answer.text();
    expect(page).toContain('data-site="https://blog.example"');
    expect(page).toContain("rivulet:connect");
    expect(page).toMatch(/data-onward="https:\/\/blog\.example\/post\?a=1&amp;code=/);
  });

  test("refused it answers access_denied the same way", async () => {
    const answer = await browser.post("/connect", { ...request(), answer: "deny" });
    const told = new URL(answer.headers.get("location") ?? "").searchParams;
    expect(told.get("error")).toBe("access_denied");
    expect(told.has("code")).toBe(false);
    const popup = await browser.post("/connect", {
      ...request({ response_mode: "web_message" }),
      answer: "deny",
    });
    expect(await popup.text()).toContain("access_denied");
  });

  test.each(["https://evil.example", "null", "https://blog.example"])(
    "a form from %s is refused, although the cookie is there",
    async (origin) => {
      const answer = await browser.post("/connect", { ...request(), answer: "allow" }, { origin });
      expect(answer.status).toBe(403);
      expect(answer.headers.has("location")).toBe(false);
    },
  );

  test("a form without an Origin is refused", async () => {
    expect((await browser.post("/connect", request(), { origin: null })).status).toBe(403);
  });
});

describe("POST /v1/token", () => {
  test("a code becomes a token that works on its site", async () => {
    const answer = await exchange({ code: (await allow()).get("code") ?? "" });
    expect(answer.status).toBe(200);
    const token = (await answer.json()) as { access_token: string };
    expect(token).toMatchObject({
      token_type: "Bearer",
      expires_in: 7_776_000,
      scope: "click",
      sub: expect.any(String),
    });
    expect(await meStatus(token.access_token)).toBe(200);
  });

  test.each([
    ["click subscribe", "click subscribe"],
    ["subscribe click", "click subscribe"],
  ])("a code of the scope %j becomes a token that says %j", async (scope, said) => {
    const answer = await exchange({ code: (await allow({ scope })).get("code") ?? "" });
    expect(await answer.json()).toMatchObject({ scope: said });
  });

  test("sub stays the same for a site and differs from site to site", async () => {
    const subOf = async (more: Record<string, string>, form: Record<string, string>) => {
      const answer = await exchange({ code: (await allow(more)).get("code") ?? "", ...form });
      return ((await answer.json()) as { sub: string }).sub;
    };
    const other = { client_id: "https://b.example", redirect_uri: "https://b.example/" };
    const [first, again, elsewhere] = [await subOf({}, {}), await subOf({}, {}), await subOf(other, other)];
    expect(again).toBe(first);
    expect(elsewhere).not.toBe(first);
  });

  test.each([
    ["another verifier", { code_verifier: "w".repeat(43) }],
    ["another site", { client_id: "https://evil.example" }],
    ["another redirect_uri", { redirect_uri: "https://blog.example/" }],
    ["no verifier", { code_verifier: "" }],
    ["another grant", { grant_type: "password" }],
  ])("%s fails, and uses the code up", async (_what, form) => {
    const code = (await allow()).get("code") ?? "";
    const answer = await exchange({ code, ...form });
    expect(answer.status).toBe(400);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toMatchObject({ error: expect.any(String) });
    expect(await (await exchange({ code })).json()).toMatchObject({ error: "invalid_grant" });
  });

  test("a code is too old after 60 seconds", async () => {
    const code = (await allow()).get("code") ?? "";
    instance.pass(60_000);
    expect(await (await exchange({ code })).json()).toMatchObject({ error: "invalid_grant" });
  });

  test("a second use within 10 minutes revokes what the first issued, at once", async () => {
    const code = (await allow()).get("code") ?? "";
    const { access_token: token } = (await (await exchange({ code })).json()) as { access_token: string };
    expect(await meStatus(token)).toBe(200);
    instance.pass(9 * 60_000);
    expect((await exchange({ code })).status).toBe(400);
    expect(await meStatus(token)).toBe(401);
  });

  test("twenty exchanges of a code at once issue one token at most", async () => {
    const code = (await allow()).get("code") ?? "";
    const answers = await Promise.all(Array.from({ length: 20 }, () => exchange({ code })));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });

  test("a form that is none is invalid_request", async () => {
    const answer = await instance.app.request("/v1/token", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: "invalid_request" });
  });

  test("too many calls are 429 with Retry-After", async () => {
    const flooded = await openTestInstance();
    let last: Response | null = null;
    for (let n = 0; n < 241; n++)
      last = await flooded.app.request("/v1/revoke", {
        method: "POST",
        body: new URLSearchParams({ token: "x" }),
      });
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(last?.headers.get("access-control-allow-origin")).toBe("*");
    await flooded.close();
  });
});

test("the window speaks the language of the button, through the sign-in too, until another is chosen by hand", async () => {
  const french = { ui_locales: "xx fr-CA de" };
  expect(await (await browser.get(path(french))).text()).toContain('<html lang="fr"');
  expect(await (await browser.get(`${path(french)}&lang=en`)).text()).toContain('<html lang="en"');
  const stranger = await openTestBrowser(instance).get(path(french));
  expect(stranger.headers.get("location")).toMatch(/^\/sign-in\?.*lang=fr$/);
});
