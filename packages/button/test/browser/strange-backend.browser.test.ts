import type { Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  buttonTag,
  drawn,
  FALLBACK,
  htmlPage,
  openPage,
  openStage,
  type Stage,
  scriptTag,
} from "./open-page.js";

/** How a backend can fail to be one. */
const STRANGE: Record<string, (route: Route) => Promise<void>> = {
  "that does not answer": (route) => route.abort("connectionrefused"),
  "that answers HTML, as a captive portal does": (route) =>
    route.fulfill({ status: 200, contentType: "text/html", body: "<h1>Please log in</h1>" }),
  "that is of another version": (route) =>
    route.fulfill({ status: 404, contentType: "application/json", body: '{"error":"no such route"}' }),
  "whose answer is cut in half": (route) =>
    route.fulfill({ status: 200, contentType: "application/json", body: '{"results":[{"id":"01' }),
  "that is broken": (route) => route.fulfill({ status: 500, body: "" }),
};

describe("with a backend", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const open = async (path: string) => {
    const html = htmlPage(scriptTag(stage.backend), `<p>${buttonTag(`url="${path}"`)}</p>`);
    const token = await stage.instance.token(undefined, stage.site);
    const watched = await openPage(stage, stage.serve(path, { html }));
    await watched.page.evaluate(
      ([key, token]) => localStorage.setItem(key, JSON.stringify({ token, sub: "donor" })),
      [`rivulet:${stage.backend}:token`, token] as const,
    );
    return watched;
  };
  const countOf = async (path: string) => {
    const query = new URLSearchParams({ url: stage.site + path });
    const { counts } = await (await fetch(`${stage.backend}/v1/counts?${query}`)).json();
    return counts[stage.site + path];
  };

  for (const [index, [kind, answer]] of Object.entries(STRANGE).entries()) {
    it(`${kind}, the fallback is still a link, and the click is kept and counts once when all is well`, async () => {
      const { page, context, complaints, close } = await open(`/strange-${index}`);
      const strange = (route: Route) => answer(route);
      await context.route(`${stage.backend}/v1/**`, strange);
      await page.reload();
      await drawn(page);
      await page.locator("[part=button]").first().click();
      await page.waitForFunction(() =>
        /pending|error/.test(Reflect.get(document.querySelector("rivulet-button") ?? {}, "state")),
      );
      expect(
        await page.evaluate(() => Reflect.get(document.querySelector("rivulet-button") ?? {}, "waiting")),
      ).toBe(1);
      expect(await page.locator("rivulet-button > a[rel~=payment]").textContent()).toBe(FALLBACK);
      await context.unroute(`${stage.backend}/v1/**`, strange);
      await page.reload();
      await page.waitForFunction(
        () => Reflect.get(document.querySelector("rivulet-button") ?? {}, "waiting") === 0,
      );
      expect(await countOf(`/strange-${index}`)).toBe(1);
      expect(complaints.filter((line) => line.startsWith("error"))).toEqual([]);
      await close();
    });
  }

  it("that is slow, a press shows at once, and the answer corrects it when it comes", async () => {
    const { page, context, close } = await open("/slow");
    await page.reload();
    await drawn(page);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await context.route(`${stage.backend}/v1/clicks`, async (route) => {
      await released;
      await route.continue();
    });
    await page.locator("[part=button]").first().click();
    await page.locator("rivulet-button .sending").waitFor();
    release();
    await page.locator("rivulet-button .counted").waitFor();
    expect(await countOf("/slow")).toBe(1);
    await close();
  });
});
