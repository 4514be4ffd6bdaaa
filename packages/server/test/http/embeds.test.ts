import { oembedAnswer } from "@rivulet/protocol";
import * as v from "valibot";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newClickId } from "../../src/domain/click-id.js";
import { personFor } from "../../src/domain/people.js";
import { addPublisher } from "../../src/domain/publishers.js";
import { Badge } from "../../src/pages/badge.js";
import { openTestInstance, PUBLISHER, SITE, type TestInstance } from "../serve-instance.js";

/** What tries to leave a title or an address and become markup. */
const HOSTILE = [
  `"><script>alert(1)</script>`,
  `' onmouseover='alert(1)`,
  `</a><img src=x onerror=alert(1)>`,
  `<![CDATA[ ]]> &lt;b&gt; &amp;`,
  `\u202e"gnp.exe" ‮<b>`,
];
const POST = `${SITE}/post`;

let instance: TestInstance;
let token: string;

beforeAll(async () => {
  instance = await openTestInstance();
  token = await instance.token();
  await click(POST, "A post");
});

afterAll(() => instance.close());

async function click(url: string, title: string, publisher = PUBLISHER): Promise<void> {
  const id = newClickId(Date.now());
  const body = JSON.stringify({
    clicks: [{ id, publisher, url, title, clicked_at: new Date().toISOString() }],
  });
  const headers = { "content-type": "application/json", origin: SITE, authorization: `Bearer ${token}` };
  const answer = await instance.app.request("/v1/clicks", { method: "POST", headers, body });
  expect(await answer.json()).toMatchObject({ results: [{ status: "counted" }] });
}

const ask = (path: string, query: Record<string, string>, headers: Record<string, string> = {}) =>
  instance.app.request(`${path}?${new URLSearchParams(query)}`, { headers });
const badge = (url: string, headers?: Record<string, string>) => ask("/badge.svg", { url }, headers);
const oembed = (url: string, more: Record<string, string> = {}) => ask("/oembed", { url, ...more });

/** The text between the tags of a link, and its address, as a browser reads them. */
function linkOf(html: string): { href: string; text: string } {
  const link = /^<a rel="payment nofollow" href="([^"<>]*)">([^<>]*)<\/a>$/.exec(html);
  if (!link) throw new Error(`Not one link: ${html}`);
  const read = (escaped = "") =>
    escaped
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#39;", "'")
      .replaceAll("&amp;", "&");
  return { href: read(link[1]), text: read(link[2]) };
}

describe("GET /badge.svg", () => {
  test("is an image with the count, and says it in words", async () => {
    const answer = await badge(POST);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
    const svg = await answer.text();
    expect(svg).toContain('role="img" aria-label="1 click with Rivulet"');
    expect(svg).toContain("<title>1 click with Rivulet</title>");
    expect(await (await badge(`${SITE}/nobody`)).text()).toContain("0 clicks with Rivulet");
  });

  test("has its own policy, and any page and cache may use it", async () => {
    const { headers } = await badge(POST);
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect(headers.get("cache-control")).toBe("public, max-age=30, stale-while-revalidate=300");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.getSetCookie()).toEqual([]);
  });

  test("its ETag is good until the count changes", async () => {
    const page = `${SITE}/tagged`;
    const etag = (await badge(page)).headers.get("etag") ?? "";
    expect((await badge(page, { "if-none-match": etag })).status).toBe(304);
    await click(page, "Tagged");
    expect((await badge(page, { "if-none-match": etag })).status).toBe(200);
  });

  test.each(HOSTILE)("nothing of an address shows in it: %s", async (text) => {
    const plain = await (await badge(`${SITE}/plain`)).text();
    expect(await (await badge(`${SITE}/${text}?${text}`)).text()).toBe(plain);
  });

  test.each([{}, { url: "" }, { url: "javascript:alert(1)" }])("%j is invalid-request", async (query) => {
    const answer = await ask("/badge.svg", query as Record<string, string>);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toMatchObject({ code: "invalid-request", errors: [{ pointer: "/url" }] });
  });

  test("its width grows with the count, so that no digit is cut off", () => {
    const widthOf = (count: number) => Number(/ width="(\d+)"/.exec(String(Badge({ count })))?.[1]);
    expect(widthOf(123456)).toBe(widthOf(7) + 5 * 8);
  });
});

describe("GET /oembed", () => {
  test("of a thing's page is a link without script, in the shape of oEmbed 1.0", async () => {
    const answer = await oembed(`${POST}?utm_source=x`, { format: "json" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
    const told = v.parse(oembedAnswer, await answer.json());
    expect(told).toMatchObject({ title: "A post", author_name: PUBLISHER, provider_url: instance.origin });
    const { href, text } = linkOf(told.html);
    expect(href).toBe(`${instance.origin}/submit/auto?user_id=${PUBLISHER}&url=${encodeURIComponent(POST)}`);
    expect(text).toBe("Give to marothro for “A post” with Rivulet");
    expect((await instance.app.request(href)).status).toBe(200);
  });

  test("of a publisher's page leads to that publisher", async () => {
    const page = `${instance.origin}/submit/auto?user_id=${PUBLISHER}`;
    const told = v.parse(oembedAnswer, await (await oembed(page)).json());
    expect(told.title).toBe(PUBLISHER);
    expect(linkOf(told.html)).toEqual({ href: page, text: "Give to marothro with Rivulet" });
  });

  test("of this instance's page of a thing leads to that thing, clicked or not", async () => {
    const page = `${instance.origin}/submit/auto?${new URLSearchParams({ user_id: PUBLISHER, url: `${SITE}/new` })}`;
    const told = v.parse(oembedAnswer, await (await oembed(page)).json());
    expect(linkOf(told.html).href).toBe(page);
  });

  test("keeps within maxwidth and maxheight", async () => {
    expect(await (await oembed(POST, { maxwidth: "200", maxheight: "9999" })).json()).toMatchObject({
      width: 200,
      height: 32,
    });
    expect(await (await oembed(POST, { maxwidth: "-1" })).json()).toMatchObject({ width: 320 });
  });

  test.each(HOSTILE)("a title stays a text: %s", async (title) => {
    const page = `${SITE}/hostile/${encodeURIComponent(title)}`;
    await click(page, title);
    const told = v.parse(oembedAnswer, await (await oembed(page)).json());
    expect(told.title).toBe(title.trim());
    const { href, text } = linkOf(told.html);
    expect(text).toBe(`Give to marothro for “${title.trim()}” with Rivulet`);
    expect(new URL(href).searchParams.get("url")).toBe(new URL(page).href);
  });

  test("of several publishers of a page the one counts who has verified its site", async () => {
    const page = `${SITE}/shared`;
    await instance.db.transaction().execute(async (tx) => {
      const person = await personFor(tx, "second@example.org", 1);
      const second = await addPublisher(tx, { handle: "second", person: person.id, sites: [] }, 1);
      await tx.insertInto("things").values({ url: page, publisher: second.id, created_at: 1 }).execute();
    });
    expect(await (await oembed(page)).json()).toMatchObject({ author_name: "second" });
    await click(page, "Shared");
    expect(await (await oembed(page)).json()).toMatchObject({ author_name: PUBLISHER });
  });

  test.each([
    "https://blog.example/unknown",
    "javascript:alert(1)",
    "http://localhost:4000/submit/auto?user_id=nobody",
    "http://localhost:4000/submit/auto?user_id=marothro&url=javascript:alert(1)",
    "http://localhost:4000/me",
  ])("%s is unknown: 404", async (url) => {
    const answer = await oembed(url);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not-found" });
  });

  test("xml is 501, and without url it is invalid-request", async () => {
    expect((await oembed(POST, { format: "xml" })).status).toBe(501);
    const answer = await ask("/oembed", {});
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      400,
      "invalid-request",
    ]);
  });
});
