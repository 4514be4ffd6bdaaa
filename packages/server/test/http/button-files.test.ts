import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestInstance, type TestInstance } from "../serve-instance.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance();
});
afterAll(() => instance.close());

describe("the files of the button", () => {
  test.each(["/button.js", "/button.mjs", "/more.js", "/words-en.js", "/words-fr.js"])(
    "%s can be loaded by any page, built or not",
    async (path) => {
      const answer = await instance.app.request(path, { headers: { "accept-encoding": "gzip, br" } });
      expect([200, 404]).toContain(answer.status);
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      if (answer.status === 404) return expect(await answer.text()).toContain("npm run build");
      expect(answer.headers.get("content-encoding")).toBe("br");
      expect(answer.headers.get("vary")).toBe("Accept-Encoding");
      const etag = answer.headers.get("etag") ?? "";
      const again = await instance.app.request(path, {
        headers: { "accept-encoding": "br", "if-none-match": etag },
      });
      expect(again.status).toBe(304);
      const plain = await instance.app.request(path, { headers: { "accept-encoding": "br;q=0" } });
      expect(plain.headers.has("content-encoding")).toBe(false);
      expect(plain.headers.get("etag")).not.toBe(etag);
    },
  );
});
