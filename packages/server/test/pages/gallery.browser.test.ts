import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawn, openPage, openStage, type Stage } from "../../../button/test/browser/open-page.js";

const LOOKS = ["idle", "sending", "pending", "counted", "yours", "rejected", "error", "offline"];

describe("the gallery", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it("shows every look in every variant and theme, drawn by the button's own view", async () => {
    const { page, complaints, close } = await openPage(stage, `${stage.backend}/gallery`);
    await drawn(page);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("rivulet-look")].map((place) => ({
        look: place.shadowRoot?.querySelector(".view")?.classList[1],
        variant: place.getAttribute("variant") ?? "compact",
        theme: place.getAttribute("theme") ?? "auto",
      })),
    );
    for (const look of LOOKS) {
      const those = shown.filter((one) => one.look === look);
      expect(new Set(those.map(({ variant }) => variant)), look).toEqual(
        new Set(["compact", "icon", "large"]),
      );
      expect(new Set(those.map(({ theme }) => theme)), look).toEqual(new Set(["auto", "light", "dark"]));
    }
    expect(complaints).toEqual([]);
    await close();
  });

  it("speaks every language of the button", async () => {
    const manifest = await (await fetch(`${stage.backend}/button/manifest.json`)).json();
    const languages = Object.keys(manifest).flatMap((name) => /^words-(\w+)\.js$/.exec(name)?.[1] ?? []);
    const { page, close } = await openPage(stage, `${stage.backend}/gallery`);
    await drawn(page);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("rivulet-button[lang]")].map((button) =>
        button.shadowRoot?.querySelector(".view")?.getAttribute("lang"),
      ),
    );
    expect(shown).toEqual(languages);
    expect(languages).toEqual(expect.arrayContaining(["en", "fr"]));
    await close();
  });

  it("gives nothing when one of its buttons is pressed", async () => {
    const { page, requests, close } = await openPage(stage, `${stage.backend}/gallery`);
    await drawn(page);
    await page.locator("rivulet-button [part=button]").first().click();
    await page.locator("rivulet-look [part=button]").first().click();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(requests.filter((request) => request.method() !== "GET")).toEqual([]);
    await close();
  });

  it("shows links to the builder where no script runs", async () => {
    const { page, close } = await openPage(stage, `${stage.backend}/gallery`, { javaScriptEnabled: false });
    await page.locator("noscript p").waitFor();
    await page.getByRole("link", { name: "Give with Rivulet" }).first().click();
    await page.getByRole("heading", { name: "Build your button" }).waitFor();
    await close();
  });
});
