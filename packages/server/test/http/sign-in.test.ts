import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestInstance, type TestInstance } from "../serve-instance.js";
import { lastLink, openTestBrowser, pressLink, signIn, type TestBrowser } from "./test-browser.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance();
});
afterAll(() => instance.close());

const people = async () => (await instance.db.selectFrom("people").selectAll().execute()).length;

const codeShown = async (browser: TestBrowser) =>
  /<bdi>(\d{6})<\/bdi>/.exec(await (await pressLink(instance, browser)).text())?.[1] ?? "";

describe("sign-in", () => {
  test("the link signs in the browser that asked, and the waiting window learns of it", async () => {
    const browser = openTestBrowser(instance);
    const asked = await browser.post("/sign-in", { mail: " Anna@Example.org ", to: "/publisher" });
    expect(asked.headers.get("location")).toBe("/sign-in/wait?to=%2Fpublisher");
    expect(instance.mails.at(-1)?.to).toBe("anna@example.org");
    expect(await (await browser.get("/sign-in/state")).json()).toEqual({ signedIn: false });
    expect((await browser.get("/sign-in/wait?to=%2Fpublisher")).status).toBe(200);
    expect((await pressLink(instance, browser)).status).toBe(200);
    expect(await (await browser.get("/sign-in/state")).json()).toEqual({ signedIn: true });
    expect((await browser.get("/sign-in/wait?to=%2Fpublisher")).headers.get("location")).toBe("/publisher");
  });

  test("elsewhere the link shows a code to type, and signs in nobody there", async () => {
    const [asking, other] = [openTestBrowser(instance), openTestBrowser(instance)];
    await asking.post("/sign-in", { mail: "bert@example.org" });
    const shown = await codeShown(other);
    expect(shown).toMatch(/^\d{6}$/);
    expect((await other.get("/me")).status).toBe(303);
    expect(await codeShown(other)).toBe(shown);
    expect((await other.post("/sign-in/code", { code: shown })).headers.get("location")).toContain("wrong=1");
    const typed = await asking.post("/sign-in/code", {
      code: `${shown.slice(0, 3)} ${shown.slice(3)}`,
      to: "/me",
    });
    expect(typed.headers.get("location")).toBe("/me");
    expect((await asking.get("/me")).status).toBe(200);
  });

  test("a code takes five tries", async () => {
    const [asking, other] = [openTestBrowser(instance), openTestBrowser(instance)];
    await asking.post("/sign-in", { mail: "carl@example.org" });
    const shown = await codeShown(other);
    const wrong = shown === "000000" ? "111111" : "000000";
    for (let n = 0; n < 5; n++) await asking.post("/sign-in/code", { code: wrong });
    expect((await asking.post("/sign-in/code", { code: shown })).headers.get("location")).toContain(
      "wrong=1",
    );
  });

  test("before the link was opened elsewhere there is no code to guess", async () => {
    const asking = openTestBrowser(instance);
    await asking.post("/sign-in", { mail: "dora@example.org" });
    const row = await instance.db
      .selectFrom("sign_ins")
      .selectAll()
      .where("mail", "=", "dora@example.org")
      .executeTakeFirstOrThrow();
    expect(row.code_hash).toBeNull();
  });

  test("a link works once", async () => {
    const browser = openTestBrowser(instance);
    await signIn(instance, browser, "emil@example.org");
    expect((await browser.get(lastLink(instance))).status).toBe(404);
    expect((await pressLink(instance, browser)).status).toBe(404);
  });

  test.each(["GET", "HEAD"])("a %s of the link changes nothing, whoever sends it", async (method) => {
    const [asking, scanner] = [openTestBrowser(instance), openTestBrowser(instance)];
    await asking.post("/sign-in", { mail: "mona@example.org" });
    const row = () => instance.db.selectFrom("sign_ins").selectAll().orderBy("id", "desc").executeTakeFirst();
    const before = await row();
    const cookie = [...asking.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    for (const headers of [{ cookie }, {}]) {
      const answer = await instance.app.request(lastLink(instance), { method, headers });
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await row()).toEqual(before);
    expect((await scanner.get("/me")).status).toBe(303);
    expect(await (await asking.get("/sign-in/state")).json()).toEqual({ signedIn: false });
    expect(await (await asking.get(lastLink(instance))).text()).toContain(
      "Sign in to Rivulet as mona@example.org",
    );
    await pressLink(instance, asking);
    expect((await asking.get("/me")).status).toBe(200);
  });

  test("a link is too old after 15 minutes", async () => {
    const browser = openTestBrowser(instance);
    await browser.post("/sign-in", { mail: "fred@example.org" });
    instance.pass(15 * 60_000);
    expect((await browser.get(lastLink(instance))).status).toBe(404);
  });

  test("known and unknown addresses get the same answer, and an account is made when the link is used", async () => {
    const before = await people();
    const [known, unknown] = [openTestBrowser(instance), openTestBrowser(instance)];
    const answers = [
      await known.post("/sign-in", { mail: "author@example.org" }),
      await unknown.post("/sign-in", { mail: "gina@example.org" }),
    ];
    const seen = answers.map((answer) => [
      answer.status,
      answer.headers.get("location"),
      [...answer.headers.keys()],
    ]);
    expect(seen[0]).toEqual(seen[1]);
    expect(await people()).toBe(before);
    await pressLink(instance, unknown);
    expect(await people()).toBe(before + 1);
  });

  test.each(["", "nobody", "a@b@c", "a b@example.org", "x".repeat(300)])(
    "%s is no mail address",
    async (mail) => {
      const sent = instance.mails.length;
      expect((await openTestBrowser(instance).post("/sign-in", { mail })).status).toBe(400);
      expect(instance.mails).toHaveLength(sent);
    },
  );

  test("the seventh mail of a caller to an address within a quarter of an hour is 429 with Retry-After", async () => {
    const browser = openTestBrowser(instance);
    for (let n = 0; n < 6; n++)
      expect((await browser.post("/sign-in", { mail: "hans@example.org" })).status).toBe(303);
    const answer = await browser.post("/sign-in", { mail: "HANS@example.org" });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/..//evil.example",
  ])("nobody is sent on to %s", async (to) => {
    const browser = openTestBrowser(instance);
    await signIn(instance, browser, `to${Buffer.from(to).toString("hex")}@example.org`);
    for (const answer of [
      await browser.get(`/sign-in?to=${encodeURIComponent(to)}`),
      await browser.get(`/sign-in/wait?to=${encodeURIComponent(to)}`),
      await browser.post("/me/budget", { amount: "2.00", to }),
      await browser.post("/sign-out", { to }),
    ]) {
      const location = new URL(answer.headers.get("location") ?? "", instance.origin);
      expect(location.origin).toBe(instance.origin);
    }
  });

  test("its cookies are HttpOnly, Lax and, over https, Secure and bound to the host", async () => {
    const browser = openTestBrowser(instance);
    const asked = await browser.post("/sign-in", { mail: "ida@example.org" });
    const opened = await pressLink(instance, browser);
    for (const line of [...asked.headers.getSetCookie(), ...opened.headers.getSetCookie()]) {
      expect(line).toMatch(/HttpOnly/);
      expect(line).toMatch(/SameSite=Lax/);
      expect(line).not.toMatch(/Secure/);
    }
    const secure = await openTestInstance({ origin: "https://give.example" });
    const line = (
      await openTestBrowser(secure).post("/sign-in", { mail: "a@example.org" })
    ).headers.getSetCookie()[0];
    expect(line).toMatch(/^__Host-rivulet_browser=.*; Secure/);
    await secure.close();
  });

  test("the link in the mail never comes from the request's Host", async () => {
    await openTestBrowser(instance).post("/sign-in", { mail: "jan@example.org" }, { host: "evil.example" });
    expect(instance.mails.at(-1)?.text).toContain(`${instance.origin}/sign-in/link?k=`);
  });

  test("signing out ends the session on the server too", async () => {
    const browser = openTestBrowser(instance);
    await signIn(instance, browser, "kai@example.org");
    const stolen = new Map(browser.cookies);
    await browser.post("/sign-out", {});
    for (const [name, value] of stolen) browser.cookies.set(name, value);
    expect((await browser.get("/me")).status).toBe(303);
  });

  test("a session ends 30 days after its last use", async () => {
    const aging = await openTestInstance();
    const browser = openTestBrowser(aging);
    await signIn(aging, browser, "lea@example.org");
    aging.pass(29 * 86_400_000);
    expect((await browser.get("/me")).status).toBe(200);
    aging.pass(29 * 86_400_000);
    expect((await browser.get("/me")).status).toBe(200);
    aging.pass(30 * 86_400_000);
    expect((await browser.get("/me")).status).toBe(303);
    await aging.close();
  });

  test("an instance that cannot send mail says so", async () => {
    const mute = await openTestInstance({ mail: false });
    expect(await (await mute.app.request("/sign-in")).text()).toContain("cannot send mail");
    await mute.close();
  });
});
