import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PUBLISHER } from "../../../server/test/serve-instance.js";
import { type ButtonOptions, renderButton } from "../../src/html/render-button.js";
import { drawn, htmlPage, openPage, openStage, type Stage } from "../browser/open-page.js";

const NONCE = "r4nd0m";
let stage: Stage;
let url: string;

beforeAll(async () => {
  stage = await openStage();
  const thing = { backend: stage.backend, publisher: PUBLISHER, url: `${stage.site}/post`, lang: "en" };
  const buttons = [{}, { variant: "large" }, { theme: "dark" }, { label: "Say thanks" }].map((more, at) =>
    renderButton({ ...thing, name: `Post ${at}`, shadow: true, nonce: NONCE, ...more } as ButtonOptions),
  );
  const body = buttons.map((button) => `<p>Many small streams, ${button} and a river.</p>`).join("");
  const policy = `default-src 'none'; script-src ${stage.backend}; style-src 'nonce-${NONCE}'; connect-src ${stage.backend}; img-src data:`;
  const headers = { "content-security-policy": policy };
  url = stage.serve("/shadow", { html: htmlPage("", body), headers });
});
afterAll(() => stage.close());

/** Where each part lies, and how it looks; of an element that is a link before and a button later. */
const looks = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("rivulet-button")].map((host) =>
      ["button", "label", "count", "icon"].map((name) => {
        const part = host.shadowRoot?.querySelector(`[part=${name}]`) as HTMLElement;
        const { x, y, width, height } = part.getBoundingClientRect();
        const style = getComputedStyle(part);
        const { color, backgroundColor, borderColor, borderWidth, borderRadius, font, cursor } = style;
        const look = { color, backgroundColor, borderColor, borderWidth, borderRadius, font, cursor };
        return { name, text: name === "label" && part.textContent, box: [x, y, width, height], look };
      }),
    ),
  );

describe("a button in declarative shadow DOM", () => {
  it("is painted at first as it will look, and nothing moves or changes when the script comes", async () => {
    const { page, complaints, close } = await openPage(stage, url);
    const before = await looks(page);
    await page.addScriptTag({ url: `${stage.backend}/button.js` });
    await drawn(page);
    expect(await looks(page)).toEqual(before);
    expect(complaints).toEqual([]);
    await close();
  });

  it("is a link until then, which can be followed without a script", async () => {
    const { page, close } = await openPage(stage, url, { javaScriptEnabled: false });
    const link = page.getByRole("link", { name: "Give Post 0" });
    expect(await link.getAttribute("href")).toContain(`${stage.backend}/submit/auto?user_id=${PUBLISHER}`);
    await close();
  });

  it("is emptied and drawn in one task, and the focus goes from the link to the button", async () => {
    const { page, close } = await openPage(stage, url);
    await page.keyboard.press("Tab");
    await page.evaluate(() => {
      const root = document.querySelector("rivulet-button")?.shadowRoot as ShadowRoot;
      const seen: string[] = [];
      Reflect.set(window, "seen", seen);
      const note = () =>
        seen.push([...root.querySelectorAll("a, button")].map((one) => one.localName).join());
      note();
      new MutationObserver(note).observe(root, { childList: true });
    });
    const focused = () =>
      page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.localName ?? "nothing");
    expect(await focused()).toBe("a");
    await page.addScriptTag({ url: `${stage.backend}/button.js` });
    await drawn(page);
    expect(await focused()).toBe("button");
    const seen = await page.evaluate(() => Reflect.get(window, "seen") as string[]);
    expect(new Set(seen)).toEqual(new Set(["a", "button,button"]));
    await close();
  });
});
