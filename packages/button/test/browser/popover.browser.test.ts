import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";
import { signIn, windowOf } from "./sign-in.js";

describe("the popover", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const body = `<p>Like it? ${buttonTag()} Text behind.</p><p>${buttonTag('url="/other" nocount')}</p>`;
    stage.serve("/post", { html: htmlPage(scriptTag(stage.backend), body) });
    stage.serve("/billet", { html: htmlPage(scriptTag(stage.backend), body, 'lang="fr"') });
    const style = "<style>body { margin: 8px; font: 17px/1.6 serif }</style>";
    for (const lang of ["en", "fr", "ar"]) {
      const attributes = `lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"`;
      const main = `<main><h1>Rivers</h1>${body}</main>`;
      stage.serve(`/narrow-${lang}`, { html: htmlPage(style + scriptTag(stage.backend), main, attributes) });
    }
    const headers = { "cross-origin-opener-policy": "same-origin" };
    stage.serve("/severed", { html: htmlPage(scriptTag(stage.backend), body), headers });
  });
  afterAll(() => stage.close());

  type Options = Parameters<typeof openPage>[2] & { path?: string; isConnected?: boolean };
  const open = async ({ path = "/post", isConnected, ...options }: Options = {}) => {
    const token = isConnected && (await stage.instance.token(undefined, stage.site));
    const watched = await openPage(stage, stage.site + path, options);
    const { page } = watched;
    if (token) {
      await page.evaluate(keepToken, [`rivulet:${stage.backend}:token`, token] as const);
      await page.reload();
    }
    await drawn(page);
    const button = page.locator("[part=button]").first();
    const count = page.locator("[part=count]").first();
    const popover = page.locator("[part=popover]").first();
    return { ...watched, button, count, popover };
  };

  it("opens by the count before anything was pressed, and closes by it again, by pointer", async () => {
    const { page, count, popover, complaints, close } = await open();
    expect((await count.boundingBox())?.width).toBeGreaterThanOrEqual(24);
    await count.click();
    await popover.waitFor();
    expect(await popover.textContent()).toContain("A press gives a click, even without an account.");
    await count.click();
    await popover.waitFor({ state: "hidden" });
    expect(await read(page, "state")).toBe("idle");
    expect(complaints).toEqual([]);
    await close();
  });

  it("opens by touch, also after a reload, with what can still be undone", async () => {
    const { page, button, count, close } = await open({ hasTouch: true });
    await button.tap();
    await page.getByRole("button", { name: "Connect" }).waitFor();
    await page.reload();
    await until(page, "state", "pending");
    await count.tap();
    await page.getByRole("button", { name: "Undo" }).tap();
    await until(page, "state", "idle");
    expect(await read(page, "waiting")).toBe(0);
    await close();
  });

  it("opens by the keyboard, has its buttons next in the order of Tab, and Escape gives the focus back", async () => {
    const { page, count, popover, close } = await open();
    await count.filter({ hasText: "0" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toMatch(/^Clicks: 0\. Options A post about rivers$/);
    await page.keyboard.press("Enter");
    await popover.waitFor();
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Connect");
    await page.keyboard.press("Escape");
    await popover.waitFor({ state: "hidden" });
    expect(await focused(page)).toMatch(/^Clicks: 0/);
    await close();
  });

  it("is a list of buttons and no menu", async () => {
    const { page, count, popover, close } = await open({ isConnected: true });
    await count.click();
    await popover.waitFor();
    expect(await page.getByRole("menu").count()).toBe(0);
    expect(await popover.locator("button, a").allTextContents()).toEqual([
      "3 months",
      "6 months",
      "12 months",
      "until I end it",
      "Open my page",
      "Disconnect",
    ]);
    expect(await page.getByRole("link", { name: "Open my page" }).getAttribute("href")).toBe(
      `${stage.backend}/me?lang=en`,
    );
    await close();
  });

  it("has its button where no count is wanted: three dots, and a name of its own", async () => {
    const { page, close } = await open();
    const count = page.locator("[part=count]").nth(1);
    expect(await count.textContent()).toBe("…");
    expect((await count.boundingBox())?.width).toBeGreaterThanOrEqual(24);
    await count.click();
    await page.getByRole("button", { name: "Connect" }).waitFor();
    expect(await page.getByRole("button", { name: "Options A post about rivers", exact: true }).count()).toBe(
      1,
    );
    await close();
  });

  for (const lang of ["en", "fr", "ar"]) {
    for (const colorScheme of ["light", "dark"] as const) {
      it(`lies within 320 px with nothing for axe to find, in ${lang} and ${colorScheme}`, async () => {
        const viewport = { width: 320, height: 640 };
        const path = `/narrow-${lang}`;
        const { page, count, popover, close } = await open({
          path,
          colorScheme,
          viewport,
          isConnected: true,
        });
        await count.click();
        await popover.waitFor();
        const box = (await popover.boundingBox()) ?? { x: -1, width: 0 };
        expect(box.x).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width).toBeLessThanOrEqual(320);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
        await page.evaluate(axe.source);
        expect(await page.evaluate(axeFindings)).toEqual([]);
        await close();
      });
    }
  }

  it("opens on a slow line when it is there", async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { count, popover, close } = await open({
      before: (page) =>
        page.route("**/more.js", async (route) => {
          await gate;
          await route.continue();
        }),
    });
    await count.click();
    expect(await popover.count()).toBe(0);
    release();
    await popover.waitFor();
    await close();
  });

  it("that cannot be loaded leaves the donor's page in its place, and is there at the next press that can", async () => {
    const { page, count, popover, complaints, close } = await open({
      before: (page) => page.route("**/more.js", (route) => route.abort()),
    });
    const window = await windowOf(page, () => count.click());
    expect(new URL(window.url()).origin).toBe(stage.backend);
    await page.unroute("**/more.js");
    await count.click();
    await popover.waitFor();
    expect(complaints.filter((line) => line.startsWith("error"))).toEqual([]);
    await close();
  });

  it("connects in a window of the button's language; the click counts, and the keyboard's focus stays here", async () => {
    const { page, context, button, count, close } = await open({ path: "/billet" });
    await signIn(stage, context);
    await button.click();
    const connect = page.getByRole("button", { name: "Se connecter" });
    await connect.focus();
    const window = await windowOf(page, () => page.keyboard.press("Enter"));
    expect(new URL(window.url()).searchParams.get("ui_locales")).toBe("fr");
    expect(await connect.getAttribute("aria-disabled")).toBe("true");
    expect(await focused(page)).toBe("Se connecter");
    await window.getByRole("button", { name: "Permettre" }).click();
    await until(page, "state", "counted");
    await page.waitForFunction(() => {
      const root = document.querySelector("rivulet-button")?.shadowRoot;
      return root?.querySelector(":popover-open")?.contains(root.activeElement);
    });
    expect(await count.textContent()).toBe("1");
    await close();
  });

  it("says that nothing was connected where the window was closed, also where the page's policy has cut it off", async () => {
    for (const path of ["/post", "/severed"]) {
      const { page, context, button, close } = await open({ path });
      await signIn(stage, context);
      await button.click();
      const connect = page.getByRole("button", { name: "Connect" });
      const window = await windowOf(page, () => connect.click());
      await window.getByRole("button", { name: "No", exact: true }).click();
      await page.getByRole("status").filter({ hasText: "Not connected" }).waitFor({ state: "attached" });
      expect(await page.evaluate(codeOf)).toBe(path === "/severed" ? "popup-closed" : "access-denied");
      expect(await read(page, "state")).toBe("pending");
      await close();
    }
  });

  it("undoes a counted click after a reload, and on another device of the same donor", async () => {
    const first = await open({ isConnected: true });
    await first.button.click();
    await until(first.page, "mine", 1);
    await first.page.reload();
    await until(first.page, "mine", 1);
    await first.button.click();
    await until(first.page, "mine", 2);
    await first.page.reload();
    await until(first.page, "mine", 2);
    await first.count.click();
    await first.page.getByRole("button", { name: "Undo" }).click();
    await until(first.page, "mine", 1);
    const other = await open({ isConnected: true });
    await until(other.page, "mine", 1);
    await other.count.click();
    await other.page.getByRole("button", { name: "Undo" }).click();
    await until(other.page, "mine", 0);
    await other.page.getByRole("status").filter({ hasText: "Taken back." }).waitFor({ state: "attached" });
    await first.close();
    await other.close();
  });

  it("gives every month once the donor has consented to it, tells until when, and ends it", async () => {
    const { page, context, count, popover, close } = await open({ isConnected: true });
    await signIn(stage, context);
    await count.click();
    await page.getByRole("button", { name: "6 months" }).click();
    await page.getByText("For this, please connect once more.").first().waitFor();
    const window = await windowOf(page, () =>
      page.getByRole("button", { name: "Connect", exact: true }).click(),
    );
    expect(new URL(window.url()).searchParams.get("scope")).toBe("click subscribe");
    await window.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("status").filter({ hasText: "From next month on." }).waitFor({ state: "attached" });
    expect(await popover.textContent()).toMatch(/You give here every month\. Until \w+ 20\d\d\./);
    await page.reload();
    await drawn(page);
    await count.click();
    await page.getByRole("button", { name: "End it" }).click();
    await page.getByRole("button", { name: "until I end it" }).click();
    await page.getByText("You give here every month.").waitFor();
    expect(await popover.textContent()).not.toContain("Until");
    await page.getByRole("button", { name: "End it" }).click();
    await page.getByRole("status").filter({ hasText: "Ended." }).waitFor({ state: "attached" });
    await close();
  });

  it("disconnects this site; its event is the pressed button's alone", async () => {
    const { page, count, close } = await open({ isConnected: true });
    await page.evaluate(hearConnection);
    await count.click();
    await page.getByRole("button", { name: "Disconnect" }).click();
    await page.getByRole("status").filter({ hasText: "Disconnected." }).waitFor({ state: "attached" });
    expect(await read(page, "connected")).toBe(false);
    expect(await page.evaluate(() => Reflect.get(window, "heard"))).toEqual([["rivulet-disconnected", 0]]);
    await page.getByRole("button", { name: "Connect" }).waitFor();
    await close();
  });
});

const read = (page: Page, property: string) =>
  page
    .locator("rivulet-button")
    .first()
    .evaluate((one, name) => Reflect.get(one, name), property);

const until = (page: Page, property: string, wanted: unknown) =>
  page.waitForFunction(
    ([name, value]) => Reflect.get(document.querySelector("rivulet-button") as Element, name) === value,
    [property, wanted] as const,
  );

/** The name of what has the focus inside of a button. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement?.shadowRoot?.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent ?? "";
  });

const codeOf = () => document.querySelector("rivulet-button")?.error?.code;

function keepToken([key, token]: readonly [string, string]): void {
  localStorage.setItem(key, JSON.stringify({ token, sub: "test" }));
}

/** Each event about the connection, with the place of its button on the page. */
function hearConnection(): void {
  const heard: [string, number][] = [];
  Reflect.set(window, "heard", heard);
  const buttons: Element[] = [...document.querySelectorAll("rivulet-button")];
  for (const name of ["rivulet-connected", "rivulet-disconnected"]) {
    addEventListener(name, (event) => heard.push([name, buttons.indexOf(event.target as Element)]));
  }
}

async function axeFindings(): Promise<string[]> {
  const run = Reflect.get(window, "axe").run as () => Promise<{
    violations: { id: string; nodes: { html: string }[] }[];
  }>;
  return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
}
