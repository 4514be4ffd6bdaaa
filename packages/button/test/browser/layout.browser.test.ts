import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";
import { boxes, watchShifts } from "./shifts.js";

const STYLE = "<style>body { margin: 8px; font: 17px/1.6 serif }</style>";
const TEXT = "many small streams make a great river, and ".repeat(3);

describe("the layout of the page", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const body = `<p>${TEXT} ${buttonTag()} ${TEXT}</p><p>${buttonTag('url="/2"')}</p><p>${TEXT}</p>`;
    stage.serve("/first", { html: htmlPage(STYLE + scriptTag(stage.backend, ""), body) });
    stage.serve("/later", { html: htmlPage(STYLE, body) });
  });
  afterAll(() => stage.close());

  for (const width of [320, 1000]) {
    for (const path of ["/first", "/later"]) {
      it(`does not move at ${width} px where the script runs ${path === "/first" ? "before" : "after"} the first paint`, async () => {
        const { page, close } = await openPage(stage, stage.site + path, {
          viewport: { width, height: 700 },
          before: async (fresh) => void (await fresh.addInitScript(watchShifts)),
        });
        const before = await page.evaluate(boxes);
        if (path === "/later") await page.addScriptTag({ url: `${stage.backend}/button.js` });
        await drawn(page);
        await page.waitForFunction(
          () =>
            document.querySelector("rivulet-button")?.shadowRoot?.querySelector("[part=count]")?.textContent,
        );
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        if (path === "/later") expect(await page.evaluate(boxes)).toEqual(before);
        expect(await page.evaluate(() => Reflect.get(window, "shifts"))).toEqual([]);
        await close();
      });
    }
  }

  it("keeps the view one line high, no wider than the fallback, and its hit area at least 24 px", async () => {
    const { page, close } = await openPage(stage, `${stage.site}/first`);
    await drawn(page);
    const sizes = await page.evaluate(() => {
      const host = document.querySelector("rivulet-button") as HTMLElement;
      const button = host.shadowRoot?.querySelector("button") as HTMLElement;
      const { height: area } = getComputedStyle(button, "::before");
      const [outer, inner] = [host.getBoundingClientRect(), button.getBoundingClientRect()];
      const lineHeight = Number.parseFloat(getComputedStyle(host).lineHeight);
      return {
        lineHeight,
        high: inner.height,
        fits: inner.width <= outer.width + 0.01,
        area: Number.parseFloat(area),
      };
    });
    expect(sizes.high).toBeCloseTo(sizes.lineHeight, 1);
    expect(sizes.fits).toBe(true);
    expect(sizes.area).toBeGreaterThanOrEqual(24);
    await close();
  });

  it("runs from right to left with the page", async () => {
    const html = htmlPage(scriptTag(stage.backend), `<p>${buttonTag()}</p>`, 'dir="rtl" lang="fr"');
    const { page, close } = await openPage(stage, stage.serve("/rtl", { html }));
    await drawn(page);
    const view = page.locator("rivulet-button .view");
    expect([await view.getAttribute("lang"), await view.getAttribute("dir")]).toEqual(["fr", "ltr"]);
    const [button, fallback] = await page.evaluate(() => {
      const host = document.querySelector("rivulet-button") as HTMLElement;
      const rights = [host.shadowRoot?.querySelector("[part=count]"), host].map(
        (one) => one?.getBoundingClientRect().right ?? 0,
      );
      return rights.map(Math.round);
    });
    expect(button).toBe(fallback);
    await close();
  });
});
