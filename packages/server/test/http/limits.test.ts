import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf } from "../../src/routes/limits.js";
import { openTestInstance, type TestInstance } from "../serve-instance.js";

let instance: TestInstance;
let proxied: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance();
  proxied = await openTestInstance({ env: { RIVULET_TRUST_PROXY: "true" } });
});
afterAll(async () => {
  await instance.close();
  await proxied.close();
});

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });

const callerAt = async (remoteAddress: string, forwarded?: string, trustProxy = false) => {
  const app = new Hono().get("/", (c) => c.text(callerOf(c, trustProxy)));
  const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
  return await (await app.request("/", { headers }, from(remoteAddress))).text();
};

const askMail = async (mail: string, remoteAddress: string, forwarded = "", at = instance) => {
  const headers = { origin: at.origin, "x-forwarded-for": forwarded };
  const init = { method: "POST", headers, body: new URLSearchParams({ mail }) };
  return (await at.app.request("/sign-in", init, from(remoteAddress))).status;
};

describe("callerOf", () => {
  test.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::9"],
    ["2001:db8::1", "2001:db8:0:0:ffff::2"],
    ["2001:db8:0:0::1", "2001:DB8::a:b:c:d"],
    ["::1", "::2"],
    ["fe80::1%eth0", "fe80::2"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::ffff:c000:201", "192.0.2.1"],
  ])("%s and %s are one caller", async (one, other) => {
    expect(await callerAt(one)).toBe(await callerAt(other));
  });

  test.each([
    ["2001:db8:1:2::1", "2001:db8:1:3::1"],
    ["2001:db8::1", "2001:db8:1::1"],
    ["2001::1", "2002::1"],
    ["192.0.2.1", "192.0.2.2"],
    ["::ffff:192.0.2.1", "::ffff:192.0.2.2"],
  ])("%s and %s are two", async (one, other) => {
    expect(await callerAt(one)).not.toBe(await callerAt(other));
  });

  test("X-Forwarded-For counts behind a trusted proxy alone, and only what the proxy itself has added", async () => {
    expect(await callerAt("192.0.2.1", "198.51.100.7")).toBe("192.0.2.1");
    expect(await callerAt("192.0.2.1", "203.0.113.9, 198.51.100.7", true)).toBe("198.51.100.7");
    expect(await callerAt("192.0.2.1", undefined, true)).toBe("192.0.2.1");
  });
});

describe("the limit of mails", () => {
  test("one caller's six requests do not lock an address out for anybody else", async () => {
    const mail = "victim@example.org";
    for (let n = 0; n < 6; n++) expect(await askMail(mail, "192.0.2.1")).toBe(303);
    expect(await askMail(mail, "192.0.2.1")).toBe(429);
    expect(await askMail(mail, "192.0.2.2")).toBe(303);
  });

  test("a caller with a whole /64 is one", async () => {
    const mail = "other@example.org";
    for (let n = 0; n < 6; n++) expect(await askMail(mail, `2001:db8::${n + 1}`)).toBe(303);
    expect(await askMail(mail, "2001:db8::a:b:c:d")).toBe(429);
  });

  test("an address takes no more than 60 within a quarter of an hour, from whomever", async () => {
    const mail = "flooded@example.org";
    for (let n = 0; n < 60; n++) expect(await askMail(mail, `198.51.100.${n}`)).toBe(303);
    expect(await askMail(mail, "198.51.100.200")).toBe(429);
  });

  test("a forged X-Forwarded-For makes no new caller, with a trusted proxy or without one", async () => {
    for (const at of [instance, proxied]) {
      const added = at === proxied ? ", 203.0.113.5" : "";
      for (let n = 0; n < 6; n++)
        expect(await askMail("forged@example.org", "203.0.113.5", `10.0.0.${n}${added}`, at)).toBe(303);
      expect(await askMail("forged@example.org", "203.0.113.5", `10.0.0.9${added}`, at)).toBe(429);
    }
  });

  test("behind a trusted proxy two callers are two", async () => {
    for (let n = 0; n < 6; n++)
      expect(await askMail("two@example.org", "127.0.0.1", "192.0.2.8", proxied)).toBe(303);
    expect(await askMail("two@example.org", "127.0.0.1", "192.0.2.8", proxied)).toBe(429);
    expect(await askMail("two@example.org", "127.0.0.1", "192.0.2.9", proxied)).toBe(303);
  });
});
