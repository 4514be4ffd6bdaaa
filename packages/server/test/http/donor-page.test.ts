import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newClickId } from "../../src/domain/click-id.js";
import { makeSubscriptionClicks } from "../../src/domain/make-subscription-clicks.js";
import { settlePeriod } from "../../src/domain/settlement.js";
import { openTestInstance, type TestInstance } from "../serve-instance.js";
import { openTestBrowser, signIn, type TestBrowser } from "./test-browser.js";

const LATE_NOVEMBER = Date.parse("2026-11-30T23:50:00Z");
const TO_DECEMBER_MS = 12 * 60_000;
const TO_SETTLEMENT_MS = 30 * 60_000;
const URL = "https://blog.example/post";

let instance: TestInstance;
let browser: TestBrowser;
let token: string;
beforeEach(async () => {
  instance = await openTestInstance({ nowMs: LATE_NOVEMBER });
  token = await instance.token();
  browser = openTestBrowser(instance);
  await signIn(instance, browser, instance.donorMail);
});
afterEach(() => instance.close());

const bodyOf = (id: string, url: string) => {
  const clickedAt = new Date(instance.deps.clock.now()).toISOString();
  return JSON.stringify({ clicks: [{ id, publisher: "marothro", url, clicked_at: clickedAt }] });
};
const post = (body: string | ReadableStream, bearer = token) => {
  const authorization = `Bearer ${bearer}`;
  const headers = { authorization, origin: instance.site, "content-type": "application/json" };
  const init = { method: "POST", headers, body, duplex: "half" };
  return instance.app.request("/v1/clicks", init);
};
const clickOn = async (url: string, bearer = token) => {
  const id = newClickId(instance.deps.clock.now());
  const answer = await post(bodyOf(id, url), bearer);
  expect(await answer.json()).toMatchObject({ results: [{ status: "counted" }] });
  return id;
};
const countOf = async (url: string) => {
  const answer = await instance.app.request(`/v1/counts?url=${url}`);
  return ((await answer.json()) as { counts: Record<string, number> }).counts[url];
};
const undone = async () => {
  const rows = await instance.db.selectFrom("undone").select("id").execute();
  return rows.map(({ id }) => Buffer.from(id).toString("hex")).sort();
};
const digits = (...ids: string[]) => ids.map((id) => id.replaceAll("-", "")).sort();
const revoke = async (form: Record<string, string> = {}) => {
  const page = await (await browser.get("/me")).text();
  const connection = /name="connection" value="(\d+)"/.exec(page)?.[1] ?? "";
  return await browser.post("/me/sites/revoke", { connection, ...form });
};

describe("taking a click back on the donor's own page", () => {
  test("a click of the month before is listed and can be taken back until it is settled", async () => {
    const id = await clickOn(URL);
    instance.pass(TO_DECEMBER_MS);
    const page = await (await browser.get("/me")).text();
    expect(page).toMatch(new RegExp(`Clicks in December 2026.*Clicks in November 2026.*${id}`, "s"));
    for (let n = 0; n < 2; n++)
      expect((await browser.post("/me/undo", { id })).headers.get("location")).toBe("/me?done=undone");
    expect(await countOf(URL)).toBe(0);
    expect(await undone()).toEqual(digits(id));
  });

  test.each(["nonsense", "", newClickId(0)])(
    "%s is no click of the donor's, and the page says so",
    async (id) => {
      const answer = await browser.post("/me/undo", { id });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toContain("There is no such click of yours");
    },
  );

  test("another donor's click stays, and the page says that it is none", async () => {
    const id = await clickOn(URL, await instance.token("other@example.org"));
    expect((await browser.post("/me/undo", { id })).status).toBe(404);
    expect(await countOf(URL)).toBe(1);
  });

  test("a settled click stays, and the page says that its month is closed", async () => {
    const id = await clickOn(URL);
    instance.pass(TO_SETTLEMENT_MS);
    await settlePeriod(instance.db, "2026-11", instance.deps.settings, instance.deps.clock.now());
    const answer = await browser.post("/me/undo", { id });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("The month of this click is closed");
    expect(await undone()).toEqual([]);
  });
});

describe("revoking a site", () => {
  test("ends its token at once and leaves its clicks", async () => {
    await clickOn(URL);
    expect((await revoke()).headers.get("location")).toBe("/me?done=revoked");
    expect((await post("{}")).status).toBe(401);
    expect(await countOf(URL)).toBe(1);
    expect(await undone()).toEqual([]);
  });

  test("takes its open clicks back where that is asked, those of the month before too, and no other site's", async () => {
    const first = await clickOn(URL);
    instance.pass(TO_DECEMBER_MS);
    const second = await clickOn(`${URL}/december`);
    await clickOn(`${URL}/other`, await instance.token("other@example.org"));
    expect((await revoke({ clicks: "1" })).headers.get("location")).toBe("/me?done=revoked-clicks");
    expect([await countOf(URL), await countOf(`${URL}/december`)]).toEqual([0, 0]);
    expect(await countOf(`${URL}/other`)).toBe(1);
    expect(await undone()).toEqual(digits(first, second));
  });

  test("a click that was let in before, and whose body comes after, is not recorded", async () => {
    const id = newClickId(instance.deps.clock.now());
    const body = new TransformStream<Uint8Array, Uint8Array>();
    const answer = post(body.readable);
    const writer = body.writable.getWriter();
    // The reader takes the first byte when the token has been read.
    await writer.write(Buffer.from(" "));
    await revoke({ clicks: "1" });
    await writer.write(Buffer.from(bodyOf(id, URL)));
    await writer.close();
    expect((await answer).status).toBe(401);
    expect(await countOf(URL)).toBe(0);
  });
});

describe("subscriptions on the donor's own page", () => {
  const subscribe = async (months: number | null, url = URL) => {
    const bearer = await instance.token(instance.donorMail, instance.site, "click subscribe");
    const answer = await instance.app.request("/v1/subscriptions", {
      method: "PUT",
      headers: {
        authorization: `Bearer ${bearer}`,
        origin: instance.site,
        "content-type": "application/json",
      },
      body: JSON.stringify({ url, publisher: "marothro", months }),
    });
    expect(answer.status).toBe(200);
  };
  const page = async (language = "en") =>
    await (await browser.get("/me", { "accept-language": language })).text();
  const idOf = async () =>
    /subscriptions\/end[^>]*>\s*<input type="hidden" name="id" value="(\d+)"/.exec(await page())?.[1] ?? "";

  test("each shows the month of its end and of its first click, in English and French", async () => {
    expect(await page()).not.toContain("Monthly clicks");
    await subscribe(6);
    await subscribe(null, `${URL}/2`);
    expect(await page()).toMatch(
      /Monthly clicks.*until you end it.*until May 2027 · first click in December 2026/s,
    );
    expect(await page("fr")).toMatch(/Clics mensuels.*jusqu’en mai 2027 · premier clic en décembre 2026/s);
  });

  test("each can be ended by its button, without script, and again changes nothing", async () => {
    await subscribe(6);
    const id = await idOf();
    for (let n = 0; n < 2; n++) {
      const answer = await browser.post("/me/subscriptions/end", { id });
      expect(answer.headers.get("location")).toBe("/me?done=subscription-ended");
    }
    expect(await page()).not.toContain("Monthly clicks");
    expect(await (await browser.get("/me?done=subscription-ended")).text()).toContain(
      "The monthly click is ended",
    );
  });

  test.each(["", "nonsense", "99", "1e3", "9".repeat(40)])("another's id (%s) ends nothing", async (id) => {
    await subscribe(6);
    expect((await browser.post("/me/subscriptions/end", { id })).status).toBe(303);
    expect(await page()).toContain("Monthly clicks");
  });

  test("another donor cannot end it, nor a form of another origin, nor a stranger", async () => {
    await subscribe(6);
    const id = await idOf();
    const other = openTestBrowser(instance);
    await signIn(instance, other, "other@example.org");
    await other.post("/me/subscriptions/end", { id });
    await openTestBrowser(instance).post("/me/subscriptions/end", { id });
    const foreign = await browser.post("/me/subscriptions/end", { id }, { origin: "https://blog.example" });
    expect(foreign.status).toBe(403);
    expect(await idOf()).toBe(id);
  });

  test("a site that is revoked takes its subscriptions along", async () => {
    await subscribe(6);
    await revoke();
    expect(await page()).not.toContain("Monthly clicks");
  });

  test("one that could not click tells why", async () => {
    await subscribe(6);
    await instance.db.updateTable("publishers").set({ closed_at: 1 }).execute();
    instance.pass(TO_DECEMBER_MS);
    await makeSubscriptionClicks(instance.db, instance.deps.clock.now());
    expect(await page()).toMatch(
      /No click at the last start of a month. This author no longer takes clicks./,
    );
  });

  test("its click of the month is listed, and undone like any other", async () => {
    await subscribe(6);
    instance.pass(TO_DECEMBER_MS);
    await makeSubscriptionClicks(instance.db, instance.deps.clock.now());
    const id =
      /me\/undo[^>]*>\s*<input type="hidden" name="id" value="([0-9a-f-]+)"/.exec(await page())?.[1] ?? "";
    expect((await browser.post("/me/undo", { id })).headers.get("location")).toBe("/me?done=undone");
    expect(await page()).toContain("Monthly clicks");
  });
});
