import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  buttonTag,
  drawn,
  htmlPage,
  openPage,
  openStage,
  pathsOf,
  type Stage,
  scriptTag,
} from "./open-page.js";

/** The addresses of the things of all buttons of the page, relative to it. */
const thingsOf = () =>
  [...document.querySelectorAll("rivulet-button")].map((one) =>
    (Reflect.get(one, "thing")?.url as string | undefined)?.replace(location.origin, ""),
  );

describe("on a page that changes the button", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const open = async (path: string, body: string, head = "") => {
    const html = htmlPage(head + scriptTag(stage.backend), body);
    const watched = await openPage(stage, stage.serve(path, { html }));
    await drawn(watched.page);
    return watched;
  };

  it("follows the History API where its address is the page's, and asks for the new count", async () => {
    const { page, close } = await open(
      "/app/one",
      `<p>${buttonTag()}</p><p>${buttonTag('url="/stays"')}</p>`,
    );
    expect(await page.evaluate(thingsOf)).toEqual(["/app/one", "/stays"]);
    const asked = page.waitForRequest(
      (request) => request.url().includes("%2Fapp%2Ftwo") || request.url().includes("/app/two"),
    );
    await page.evaluate(() => history.pushState(null, "", "/app/two"));
    await asked;
    expect(await page.evaluate(thingsOf)).toEqual(["/app/two", "/stays"]);
    await page.evaluate(() => history.back());
    await page.waitForFunction(() =>
      Reflect.get(document.querySelector("rivulet-button") ?? {}, "thing")?.url.endsWith("/app/one"),
    );
    await close();
  });

  it("follows title and canonical link where the browser has no Navigation API", async () => {
    const html = htmlPage(
      `<link rel="canonical" href="/post/1">${scriptTag(stage.backend)}`,
      `<p>${buttonTag()}</p>`,
    );
    const { page, close } = await openPage(stage, stage.serve("/canonical", { html }), {
      before: (page) => page.addInitScript(() => Reflect.deleteProperty(window, "navigation")),
    });
    await drawn(page);
    await page.evaluate(() => {
      history.pushState(null, "", "/elsewhere");
      document.querySelector("link[rel=canonical]")?.remove();
      document.title = "Another post";
    });
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") ?? {}, "thing")?.title === "Another post",
    );
    expect(await page.evaluate(thingsOf)).toEqual(["/elsewhere"]);
    await close();
  });

  it("is for another thing when an attribute says so, with that thing's count and no state of the last", async () => {
    const { page, close } = await open("/attributes", `<p>${buttonTag('url="/first"')}</p>`);
    await page.locator("[part=button]").first().click();
    await page.locator("rivulet-button .pending").waitFor();
    await page.evaluate(() => document.querySelector("rivulet-button")?.setAttribute("url", "/second"));
    await page.locator("rivulet-button .idle").waitFor();
    expect(await page.evaluate(thingsOf)).toEqual(["/second"]);
    await page.evaluate(() => document.querySelector("rivulet-button")?.setAttribute("url", "/first"));
    await page.locator("rivulet-button .pending").waitFor();
    await close();
  });

  it("asks once for hundreds that come late", async () => {
    const { page, requests, close } = await open("/late", `<p>${buttonTag('url="/0"')}</p><main></main>`);
    await page.waitForFunction(() =>
      document.querySelector("rivulet-button")?.shadowRoot?.textContent?.includes("0"),
    );
    await page.evaluate(() => {
      const first = document.querySelector("rivulet-button") as Element;
      for (let index = 1; index <= 300; index += 1) {
        const next = first.cloneNode(true) as Element;
        next.setAttribute("url", `/late/${index}`);
        document.querySelector("main")?.append(next);
      }
    });
    await page.waitForFunction(() =>
      [...document.querySelectorAll("rivulet-button")].every((one) => Reflect.get(one, "count") === 0),
    );
    // 301 addresses, of which a request holds a hundred.
    expect(pathsOf(requests, stage.backend).filter((path) => path === "/v1/counts").length).toBe(4);
    await close();
  });

  it("speaks to two backends on one page, each about its own", async () => {
    const other = await openStage();
    const body = `<p>${buttonTag('url="/a"')}</p><p>${buttonTag(`url="/b" backend="${other.backend}"`)}</p>`;
    const head = `<script async src="${stage.backend}/button.js" data-backends="${other.backend}"></script>`;
    const { page, requests, close } = await openPage(
      stage,
      stage.serve("/two", { html: htmlPage(head, body) }),
    );
    await drawn(page);
    await page.waitForFunction(() =>
      [...document.querySelectorAll("rivulet-button")].every((one) => Reflect.get(one, "count") === 0),
    );
    const asked = requests
      .map((request) => decodeURIComponent(request.url()))
      .filter((url) => url.includes("/v1/counts"));
    expect(asked.map((url) => [new URL(url).origin, url.match(/url=(.*)/)?.[1]]).sort()).toEqual(
      [
        [stage.backend, "/a"],
        [other.backend, "/b"],
      ].sort(),
    );
    await close();
    await other.close();
  });

  it("is defined by the first of two versions, and the second neither acts nor throws", async () => {
    const copy = await (await fetch(`${stage.backend}/button.js`)).text();
    const older = `globalThis.copies = (globalThis.copies ?? 0) + 1;${copy}`;
    stage.serve("/older.js", { html: older, headers: { "content-type": "text/javascript" } });
    const tags = `<script src="${stage.backend}/button.js"></script><script src="/older.js" data-backend="${stage.backend}"></script>`;
    const { page, complaints, requests, close } = await openPage(
      stage,
      stage.serve("/versions", { html: htmlPage(tags, buttonTag()) }),
    );
    await drawn(page);
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") ?? {}, "count") === 0,
    );
    expect(await page.evaluate(() => Reflect.get(globalThis, "copies"))).toBe(1);
    expect(pathsOf(requests, stage.backend)).toEqual(["/button.js", "/v1/counts"]);
    expect(complaints).toEqual([]);
    await close();
  });
});
