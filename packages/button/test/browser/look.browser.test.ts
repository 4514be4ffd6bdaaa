import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lineWords } from "../../src/words/line-words.js";
import { faintParts } from "./faint-parts.js";
import { LOOKS, openLook, VARIANTS } from "./open-look.js";
import { openStage, type Stage } from "./open-page.js";

describe("the look of the button", () => {
  let stage: Stage;
  const pages = new Map<string, Page>();
  beforeAll(async () => {
    stage = await openStage();
    for (const look of LOOKS) pages.set(look, (await openLook(stage, look)).page);
  }, 120_000);
  afterAll(() => stage.close());

  const dress = (page: Page, variant: string, theme: string, isDark: boolean) =>
    page.evaluate(
      ([variant, theme, isDark]) => {
        document.documentElement.classList.toggle("dark", isDark);
        Object.assign(document.querySelector("rivulet-button") as Element, { variant, theme });
        return new Promise(requestAnimationFrame);
      },
      [variant, theme, isDark] as const,
    );

  /** At rest, and each of its buttons hovered and focused: what is too faint. */
  async function findFaint(page: Page): Promise<string[]> {
    await page.mouse.move(0, 0);
    const found = await page.evaluate(faintParts);
    for (const button of await page.locator("rivulet-button .view > button").all()) {
      await button.hover();
      found.push(...(await page.evaluate(faintParts)).map((line) => `${line} (hovered)`));
      await page.mouse.move(0, 0);
      await button.press("Shift");
      found.push(...(await page.evaluate(faintParts)).map((line) => `${line} (focused)`));
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    }
    return found;
  }

  for (const look of LOOKS) {
    it(`${look}: words have 4.5:1; borders, icon and focus 3:1, in every variant, theme and page, hovered and focused too`, async () => {
      const page = pages.get(look) as Page;
      const found: string[] = [];
      for (const variant of VARIANTS) {
        for (const theme of ["auto", "light", "dark"]) {
          for (const isDark of [false, true]) {
            await dress(page, variant, theme, isDark);
            const faint = await findFaint(page);
            found.push(
              ...faint.map((line) => `${variant}, ${theme} on ${isDark ? "dark" : "light"}: ${line}`),
            );
          }
        }
      }
      expect(found).toEqual([]);
    });

    it(`${look}: axe finds nothing in any variant, light or dark`, async () => {
      const page = pages.get(look) as Page;
      await page.evaluate(axe.source);
      for (const variant of VARIANTS) {
        for (const isDark of [false, true]) {
          await dress(page, variant, "auto", isDark);
          expect(await page.evaluate(axeFindings), `${variant} ${isDark}`).toEqual([]);
        }
      }
    });
  }

  it("is told apart without colour: by its word and its drawing, and some by the border's style", async () => {
    const told = await Promise.all(
      LOOKS.map((look) =>
        (pages.get(look) as Page).evaluate(() => {
          const root = document.querySelector("rivulet-button")?.shadowRoot as ShadowRoot;
          const style = (selector: string) => getComputedStyle(root.querySelector(selector) as Element);
          const mark = root.querySelector(".mark")?.getAttribute("d");
          const isFilled = style("svg path").fill !== "none";
          return {
            word: root.querySelector("[part=label]")?.textContent,
            drawing: `${isFilled} ${style("svg path").strokeDasharray} ${mark}`,
            border: style("[part=button]").borderBlockStartStyle,
          };
        }),
      ),
    );
    expect(told.map(({ word }) => word)).toEqual(LOOKS.map((look) => lineWords.en[look]));
    expect(new Set(told.map(({ drawing }) => drawing)).size).toBe(LOOKS.length);
    const borders = Object.fromEntries(LOOKS.map((look, place) => [look, told[place]?.border]));
    expect(borders).toMatchObject({ idle: "solid", pending: "dashed", offline: "dotted", counted: "solid" });
  });
});

async function axeFindings(): Promise<string[]> {
  const run = Reflect.get(window, "axe").run as (options: object) => Promise<{
    violations: { id: string; nodes: { html: string }[] }[];
  }>;
  const { violations } = await run({ rules: { "target-size": { enabled: true } } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
}
