import { createHash } from "node:crypto";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestInstance, type TestInstance } from "../serve-instance.js";

let instance: TestInstance;
let manifest: Record<string, { file: string; integrity: string; bytes: number }>;
beforeAll(async () => {
  instance = await openTestInstance();
  manifest = await (await get("/button/manifest.json")).json();
});
afterAll(() => instance.close());

const get = async (path: string, headers: Record<string, string> = {}, method = "GET") =>
  await instance.app.request(path, { headers, method });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const pinned = (name: string) => `/button/${manifest[name]?.file}`;

describe("the files of the button", () => {
  test.each(["/button.js", "/button.mjs", "/more.js", "/words-fr.js"])(
    "%s can be loaded and checked by any page, and is soon asked for again",
    async (path) => {
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
        "cache-control": "public, max-age=300, stale-while-revalidate=86400",
        "content-type": "text/javascript; charset=utf-8",
        vary: "Accept-Encoding",
      });
    },
  );

  test("the pinned copies stand under the hash of their content, for ever", async () => {
    expect(Object.keys(manifest)).toEqual(expect.arrayContaining(["button.js", "button.mjs", "more.js"]));
    for (const name of Object.keys(manifest)) {
      expect(manifest[name]?.file).toMatch(new RegExp(`^[0-9a-f]{16}/${name.replace(".", "\\.")}$`));
      const answer = await get(pinned(name));
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    }
  });

  test("the manifest's integrity and size are those of the bytes that are served", async () => {
    for (const [name, { integrity, bytes }] of Object.entries(manifest)) {
      const served = await bytesOf(await get(pinned(name)));
      expect(`sha384-${createHash("sha384").update(served).digest("base64")}`).toBe(integrity);
      expect(served.length).toBe(bytes);
    }
  });

  test("a short address and a pinned one each lead back to the instance's own address", async () => {
    expect(await (await get("/button.js")).text()).toContain('new URL("."');
    expect(await (await get(pinned("button.js"))).text()).toContain('new URL("../.."');
  });

  test("a file comes in the smallest coding that is accepted, and each coding has an etag of its own", async () => {
    const plain = await get("/button.js", { "accept-encoding": "br;q=0, gzip;q=0.0" });
    const gzip = await get("/button.js", { "accept-encoding": "gzip, deflate" });
    const br = await get("/button.js", { "accept-encoding": "gzip, BR;q=0.5" });
    expect([plain, gzip, br].map((answer) => answer.headers.get("content-encoding"))).toEqual([
      null,
      "gzip",
      "br",
    ]);
    const etags = [plain, gzip, br].map((answer) => answer.headers.get("etag"));
    expect(new Set(etags).size).toBe(3);
    const text = await plain.text();
    expect(gunzipSync(await bytesOf(gzip)).toString()).toBe(text);
    expect(brotliDecompressSync(await bytesOf(br)).toString()).toBe(text);
  });

  test("an unchanged file is answered 304 without a body, with the headers that a page needs", async () => {
    const etag = (await get("/button.js", { "accept-encoding": "br" })).headers.get("etag") ?? "";
    const again = await get("/button.js", { "accept-encoding": "br", "if-none-match": etag });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
    expect(again.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    expect((await get("/button.js", { "if-none-match": etag })).status).toBe(200);
  });

  test("a file is only read, and an unknown pin is said to be none", async () => {
    expect((await get("/button.js", {}, "POST")).status).toBe(405);
    const unknown = await get("/button/0123456789abcdef/button.js");
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get("cache-control")).toBe("no-store");
    expect(unknown.headers.get("access-control-allow-origin")).toBe("*");
  });
});
