import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { faintParts } from "./faint-parts.js";
import { openLook } from "./open-look.js";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";

const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(18, 36, 44)";

describe("the theme of the button", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  /** A page with this head and body, on a system that is light or dark. */
  const open = async (head: string, body: string, colorScheme: "light" | "dark", attributes = "") => {
    const html = htmlPage(head + scriptTag(stage.backend), body, `lang="en" ${attributes}`);
    const watched = await openPage(stage, stage.serve("/theme", { html }), {
      colorScheme,
      reducedMotion: "reduce",
    });
    await drawn(watched.page);
    return watched;
  };
  const grounds = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll("rivulet-button")].map((host) => {
        const count = host.shadowRoot?.querySelector("[part=count]") as Element;
        return getComputedStyle(count).backgroundColor;
      }),
    );
  const one = buttonTag();

  it("follows the system on a page that says nothing", async () => {
    for (const system of ["light", "dark"] as const) {
      const { page, close } = await open("", one, system);
      expect(await grounds(page)).toEqual([system === "dark" ? DARK : LIGHT]);
      await close();
    }
  });

  it("follows the page and not the system where the page says something, in a style or in a meta", async () => {
    const says = (scheme: string) => [
      `<style>:root { color-scheme: ${scheme} }</style>`,
      `<meta name="color-scheme" content="${scheme}">`,
    ];
    for (const head of says("light")) {
      const { page, close } = await open(head, one, "dark");
      expect(await grounds(page)).toEqual([LIGHT]);
      await close();
    }
    for (const head of says("dark")) {
      const { page, close } = await open(head, one, "light");
      expect(await grounds(page)).toEqual([DARK]);
      await close();
    }
  });

  it("follows the place of the element: a dark part of a light page, a light part of a dark one", async () => {
    const parts = `${one}<section style="color-scheme: dark">${one}</section><section style="color-scheme: light">${one}</section>`;
    const light = await open("<style>:root { color-scheme: light }</style>", parts, "dark");
    expect(await grounds(light.page)).toEqual([LIGHT, DARK, LIGHT]);
    await light.close();
    const silent = await open("", parts, "light");
    expect(await grounds(silent.page)).toEqual([LIGHT, DARK, LIGHT]);
    await silent.close();
    const dark = await open("<style>:root { color-scheme: dark }</style>", parts, "light");
    expect(await grounds(dark.page)).toEqual([DARK, DARK, LIGHT]);
    await dark.close();
  });

  it("follows a page that switches, and a sheet that comes late", async () => {
    const { page, close } = await open("<style>.night { color-scheme: dark }</style>", one, "light");
    await page.evaluate(() => document.documentElement.classList.add("night"));
    expect(await grounds(page)).toEqual([DARK]);
    await page.evaluate(() => document.documentElement.classList.remove("night"));
    expect(await grounds(page)).toEqual([LIGHT]);
    await close();
    const late = await open("", one, "dark");
    await late.page.addStyleTag({ content: ":root { color-scheme: light }" });
    await late.page.locator("[part=button]").hover();
    await late.page.waitForFunction(() => {
      const view = document.querySelector("rivulet-button")?.shadowRoot?.querySelector(".view");
      return view && getComputedStyle(view).colorScheme === "light";
    });
    expect(await grounds(late.page)).toEqual([LIGHT]);
    await late.close();
  });

  it("is light or dark where the attribute says so, whatever the page and the system say", async () => {
    const both = buttonTag('theme="light"') + buttonTag('theme="dark"');
    const { page, close } = await open("<style>:root { color-scheme: dark }</style>", both, "dark");
    expect(await grounds(page)).toEqual([LIGHT, DARK]);
    await close();
  });

  it("derives the words on an accent, with 4.5:1 on each, hovered too", async () => {
    const { page, close } = await openLook(stage, "counted");
    const found: string[] = [];
    for (const accent of accents()) {
      await page.evaluate((color) => document.body.style.setProperty("--rivulet-accent", color), accent);
      const faint = async () => (await page.evaluate(faintParts)).filter((line) => /words/.test(line));
      await page.mouse.move(0, 0);
      found.push(...(await faint()).map((line) => `${accent}: ${line}`));
      await page.locator("[part=button]").hover();
      found.push(...(await faint()).map((line) => `${accent} hovered: ${line}`));
    }
    expect(found).toEqual([]);
    await close();
  });

  it("takes words, ground, border, radius, font and size from the custom properties", async () => {
    const style =
      "<style>body { --rivulet-color: rgb(1, 2, 3); --rivulet-background: rgb(240, 241, 242); --rivulet-border: rgb(4, 5, 6); --rivulet-radius: 3px; --rivulet-font: serif; --rivulet-size: 20px; --rivulet-accent: rgb(7, 8, 9) }</style>";
    const { page, close } = await open(style, one, "light");
    const shown = await page.evaluate(() => {
      const root = document.querySelector("rivulet-button")?.shadowRoot as ShadowRoot;
      const style = getComputedStyle(root.querySelector("[part=button]") as Element);
      const { color, backgroundColor, borderBlockStartColor, borderStartStartRadius, fontFamily, fontSize } =
        style;
      const { stroke } = getComputedStyle(root.querySelector("svg") as Element);
      return [
        color,
        backgroundColor,
        borderBlockStartColor,
        borderStartStartRadius,
        fontFamily,
        fontSize,
        stroke,
      ];
    });
    expect(shown).toEqual([
      "rgb(1, 2, 3)",
      "rgb(240, 241, 242)",
      "rgb(4, 5, 6)",
      "3px",
      "serif",
      "20px",
      "rgb(7, 8, 9)",
    ]);
    await close();
  });

  it("lets a page style every part, and bring an icon of its own", async () => {
    const parts = ["button", "icon", "label", "count", "popover", "status"];
    const rules = parts.map((part) => `::part(${part}) { outline: 1px solid rgb(9, 8, 7) }`).join("");
    const icon = buttonTag().replace("<a", '<img slot="icon" alt="" src="data:,"><a');
    const { page, close } = await open(`<style>${rules}</style>`, one + icon, "light");
    await page.locator("[part=button]").first().click();
    await page.locator("[part=popover]").first().waitFor();
    const shown = await page.evaluate((parts) => {
      const host = document.querySelector("rivulet-button");
      const own = document.querySelector("img") as Element;
      const outline = (part: string) =>
        getComputedStyle(host?.shadowRoot?.querySelector(`[part=${part}]`) as Element).outlineColor;
      const { width, height } = own.getBoundingClientRect();
      return { outlines: parts.map(outline), icon: [width, height].map((size) => Math.round(size * 100)) };
    }, parts);
    expect(shown.outlines).toEqual(parts.map(() => "rgb(9, 8, 7)"));
    // 1.15 em of four fifths of the page's 16 px.
    expect(shown.icon).toEqual([1472, 1472]);
    await close();
  });

  it("uses the system's colours where they are forced, and fills no ground with another", async () => {
    const { page, close } = await openLook(stage, "counted", { forcedColors: "active" });
    const shown = await page.evaluate(() => {
      const system = document.body.appendChild(document.createElement("i"));
      system.style.cssText = "color: ButtonText; background: ButtonFace";
      const button = document.querySelector("rivulet-button")?.shadowRoot?.querySelector("[part=button]");
      return [button as Element, system].map((one) => {
        const { color, backgroundColor } = getComputedStyle(one);
        return [color, backgroundColor];
      });
    });
    expect(shown[0]).toEqual(shown[1]);
    expect(await page.evaluate(faintParts)).toEqual([]);
    await close();
  });

  it("has borders, icon and filled grounds in the colour of the words for whoever wants more contrast", async () => {
    const { page, close } = await openLook(stage, "rejected", { contrast: "more" });
    const shown = await page.evaluate(() => {
      const root = document.querySelector("rivulet-button")?.shadowRoot as ShadowRoot;
      const style = getComputedStyle(root.querySelector("[part=button]") as Element);
      return [
        style.color,
        style.borderBlockStartColor,
        getComputedStyle(root.querySelector("svg") as Element).stroke,
      ];
    });
    expect(new Set(shown)).toEqual(new Set(["rgb(18, 51, 63)"]));
    await close();
  });

  it("moves nothing for whoever wants less motion", async () => {
    const moving = (page: Page) =>
      page.evaluate(() => document.querySelector("rivulet-button")?.shadowRoot?.getAnimations().length);
    const still = await openLook(stage, "sending");
    expect(await moving(still.page)).toBe(0);
    await still.close();
    const lively = await openLook(stage, "sending", { reducedMotion: "no-preference" });
    expect(await moving(lively.page)).toBeGreaterThan(0);
    await lively.close();
  });
});

/** All around the circle, from dark to light, and the greys about the luminance where black words take over from white. */
function accents(): string[] {
  const hues = [0, 30, 60, 120, 180, 240, 300];
  const colors = hues.flatMap((hue) => [25, 45, 60, 85].map((light) => `hsl(${hue} 90% ${light}%)`));
  return [...colors, ..."000 fff 747474 757575 767676 777777".split(" ").map((hex) => `#${hex}`)];
}
