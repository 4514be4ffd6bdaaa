import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";
import { boxes, watchShifts } from "./shifts.js";

const STYLE = "<style>body { margin: 8px; font: 17px/1.6 sans-serif }</style>";
const TEXT = "many small streams make a great river, and ";
const EMPTY = '<rivulet-button publisher="marothro"></rivulet-button>';
const VARIANTS = [buttonTag(), EMPTY, buttonTag('variant="icon"'), buttonTag('variant="large"')];

describe("the place of the button", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const open = async (head: string, body: string, options: Parameters<typeof openPage>[2] = {}) => {
    const html = htmlPage(STYLE + head, body);
    return openPage(stage, stage.serve("/place", { html }), { reducedMotion: "reduce", ...options });
  };
  const openDrawn = async (head: string, body: string, options?: Parameters<typeof openPage>[2]) => {
    const watched = await open(head + scriptTag(stage.backend), body, options);
    await drawn(watched.page);
    return watched;
  };

  for (const width of [320, 1000]) {
    it(`is kept by button.css where the element is empty, icon or large: nothing moves at ${width} px`, async () => {
      const sheet = `<link rel="stylesheet" href="${stage.backend}/button.css">`;
      const body = VARIANTS.map((tag) => `<p>${TEXT}${tag} ${TEXT}</p>`).join("");
      const { page, close } = await open(sheet, body, {
        viewport: { width, height: 900 },
        before: async (fresh) => void (await fresh.addInitScript(watchShifts)),
      });
      const before = await page.evaluate(boxes);
      await page.addScriptTag({ url: `${stage.backend}/button.js` });
      await drawn(page);
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      expect(await page.evaluate(boxes)).toEqual(before);
      expect(await page.evaluate(() => Reflect.get(window, "shifts"))).toEqual([]);
      await close();
    });
  }

  it("is one line high, and no button of it is less than 24 px wide, in text of any size", async () => {
    for (const size of [10, 13, 17, 34]) {
      const style = `<style>body { font-size: ${size}px }</style>`;
      const { page, close } = await openDrawn(style, `<p>${VARIANTS.slice(0, 3).join(" ")}</p>`);
      for (const { width, height } of await page.evaluate(buttons)) {
        expect(width).toBeGreaterThanOrEqual(24);
        expect(height).toBeCloseTo(size * 1.6, 1);
      }
      await close();
    }
  });

  it("takes a pointer 24 px high where it stands alone, also in small text", async () => {
    for (const tag of VARIANTS) {
      const { page, close } = await openDrawn("<style>body { font-size: 10px }</style>", `<p>${tag}</p>`);
      for (const { x, y, width, height } of await page.evaluate(buttons)) {
        const middle = y + height / 2;
        for (const from of [-11.5, 0, 11.5]) {
          expect(await page.evaluate(hit, [x + width / 2, middle + from]), `${from}`).toBe("RIVULET-BUTTON");
        }
      }
      await close();
    }
  });

  it("leaves their place to links in the lines around it: in a sentence the inline exception of WCAG 2.5.8 applies", async () => {
    const link = '<a href="#">a link above, in the middle of it, and below</a>';
    const body = `<p style="font: 12px/1.5 sans-serif">${link}<br>${buttonTag()}<br>${link}</p>`;
    const { page, close } = await openDrawn("", body);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll("p > a")].map((one) => {
        const { x, y, height } = one.getBoundingClientRect();
        return [x + 30, y + height / 2];
      }),
    );
    for (const row of rows) expect(await page.evaluate(hit, row)).toBe("A");
    await close();
  });

  it("needs no scrolling aside at 320 px with text of 200 %, and cuts no word but the button's own", async () => {
    const style = "<style>html { font-size: 200% } body { font: 1rem/1.6 sans-serif }</style>";
    const { page, close } = await openDrawn(style, VARIANTS.map((tag) => `<p>${TEXT}${tag}</p>`).join(""), {
      viewport: { width: 320, height: 640 },
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await page.evaluate(isCut)).toEqual([]);
    await page.locator("[part=count]").first().click();
    const popover = await page.locator("[part=popover]").first().boundingBox();
    expect(popover?.x).toBeGreaterThanOrEqual(0);
    expect((popover?.x ?? 0) + (popover?.width ?? 0)).toBeLessThanOrEqual(320);
    await close();
  });

  it("stands right in lines from right to left: the count at the end, round at the outer ends", async () => {
    const { page, close } = await openDrawn("", `<p dir="rtl">${buttonTag('lang="xx"')}</p>`);
    await page.evaluate(() => {
      document
        .querySelector("rivulet-button")
        ?.shadowRoot?.querySelector(".view")
        ?.setAttribute("dir", "rtl");
    });
    const [main, count] = await page.evaluate(buttons);
    expect(count?.x).toBeLessThan(main?.x ?? 0);
    const radii = await page.evaluate(() => {
      const root = document.querySelector("rivulet-button")?.shadowRoot as ShadowRoot;
      const style = (part: string) => getComputedStyle(root.querySelector(`[part=${part}]`) as Element);
      return [style("button").borderTopLeftRadius, style("count").borderTopRightRadius];
    });
    expect(radii).toEqual(["0px", "0px"]);
    await close();
  });

  const hostile: Record<string, [style: string, before: string, after: string]> = {
    "that unsets all": ["article * { all: unset }", "<article><p>", "</p></article>"],
    "that hides buttons": ["button, [role] { display: none !important }", "<p>", "</p>"],
    "with lines far apart": ["p { line-height: 5 }", "<p>", "</p>"],
    "with lines close together": ["p { line-height: 1 }", "<p>", "</p>"],
    "with vertical lines": ["p { writing-mode: vertical-rl; height: 400px }", "<p>", "</p>"],
    "that zooms": ["p { zoom: 1.7 }", "<p>", "</p>"],
    "in a row of boxes": ["p { display: flex; gap: 4px }", "<p>", "</p>"],
    "in a column of boxes": ["p { display: flex; flex-direction: column }", "<p>", "</p>"],
    "in a grid": ["p { display: grid; grid-template-columns: 1fr 1fr }", "<p>", "</p>"],
    "with justified lines": ["p { text-align: justify; width: 20em }", `<p>${TEXT}`, `${TEXT}</p>`],
    "with shouted, spaced, indented text": [
      "p { text-indent: 3em; letter-spacing: .3em; text-transform: uppercase }",
      "<p>",
      "</p>",
    ],
  };
  for (const [kind, [style, before, after]] of Object.entries(hostile)) {
    it(`on a page ${kind} shows word and count, inside its box, and can be pressed`, async () => {
      const { page, complaints, close } = await openDrawn(
        `<style>${style}</style>`,
        before + buttonTag() + after,
      );
      expect(await page.evaluate(isCut)).toEqual([]);
      for (const { width, height } of await page.evaluate(buttons)) {
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(16);
      }
      await page.locator("[part=button]").click();
      await page.locator("rivulet-button .pending").waitFor();
      expect(complaints).toEqual([]);
      await close();
    });
  }

  it("prints its fallback, in the fallback's own width, and no button", async () => {
    const { page, close } = await openDrawn("", VARIANTS.join(" "));
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("rivulet-button")].map((host) => {
        const link = host.querySelector("a");
        const view = host.shadowRoot?.querySelector(".view") as Element;
        if (link && getComputedStyle(link).visibility !== "visible") return "hidden";
        if (link && link.getBoundingClientRect().width > host.getBoundingClientRect().width + 1)
          return "wide";
        return getComputedStyle(view).display;
      }),
    );
    expect(shown).toEqual(["none", "none", "none", "none"]);
    await close();
  });
});

/** The boxes of the buttons in the views. */
function buttons(): { x: number; y: number; width: number; height: number }[] {
  return [...document.querySelectorAll("rivulet-button")].flatMap((host) =>
    [...(host.shadowRoot as ShadowRoot).querySelectorAll(".view > button")].map((one) =>
      one.getBoundingClientRect().toJSON(),
    ),
  );
}

const hit = ([x = 0, y = 0]: number[]) => document.elementFromPoint(x, y)?.tagName;

/** Words that are shown cut off. */
function isCut(): (string | null)[] {
  return [...document.querySelectorAll("rivulet-button")]
    .filter((host) => host.getAttribute("variant") !== "icon")
    .flatMap((host) => [...(host.shadowRoot as ShadowRoot).querySelectorAll("[part=label], [part=count]")])
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.textContent);
}
