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

describe("what a page with buttons asks for", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const serveList = (path: string, space: string) => {
    const rows = Array.from({ length: 100 }, (_, index) => `<p>${buttonTag(`url="/posts/${index}"`)}</p>`);
    const html = htmlPage(scriptTag(stage.backend), `${space}${rows.join("")}`);
    return stage.serve(path, { html });
  };

  it("is the script and one request for the counts of all hundred buttons", async () => {
    const { page, requests, complaints, context, close } = await openPage(stage, serveList("/list", ""));
    await page.waitForFunction(() =>
      [...document.querySelectorAll("rivulet-button")].every(
        (one) => one.shadowRoot?.querySelector("[part=count]")?.textContent === "0",
      ),
    );
    expect(pathsOf(requests, stage.backend)).toEqual(["/button.js", "/v1/counts"]);
    const headers = await requests.at(-1)?.allHeaders();
    expect([headers?.cookie, headers?.authorization]).toEqual([undefined, undefined]);
    expect(await context.cookies()).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it("is nothing but the script while every button is far below, and the counts when one comes near", async () => {
    const url = serveList("/far", '<div style="height: 5000px"></div>');
    const { page, requests, close } = await openPage(stage, url);
    await drawn(page);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(pathsOf(requests, stage.backend)).toEqual(["/button.js"]);
    const asked = page.waitForRequest((request) => request.url().includes("/v1/counts"));
    await page.mouse.wheel(0, 4500);
    await asked;
    await page.waitForFunction(() =>
      document.querySelector("rivulet-button:last-of-type")?.shadowRoot?.textContent?.includes("0"),
    );
    expect(pathsOf(requests, stage.backend)).toEqual(["/button.js", "/v1/counts"]);
    await close();
  });

  it("is nothing for a button without a count", async () => {
    const html = htmlPage(scriptTag(stage.backend), `<p>${buttonTag("nocount")}</p>`);
    const { page, requests, close } = await openPage(stage, stage.serve("/nocount", { html }));
    await drawn(page);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    expect(pathsOf(requests, stage.backend)).toEqual(["/button.js"]);
    await close();
  });

  it("asks for an element that is added later when it is near", async () => {
    const html = htmlPage(scriptTag(stage.backend), `<p>${buttonTag('url="/1"')}</p>`);
    const { page, close } = await openPage(stage, stage.serve("/spa", { html }));
    await page.waitForFunction(() =>
      document.querySelector("rivulet-button")?.shadowRoot?.textContent?.includes("0"),
    );
    const asked = page.waitForRequest((request) => request.url().includes("/v1/counts"));
    await page.evaluate(() => {
      const added = document.createElement("rivulet-button");
      Object.assign(added, { publisher: "marothro", url: "/2" });
      added.textContent = "Give";
      document.body.append(added);
    });
    expect((await asked).url()).toContain("2");
    await close();
  });
});
