import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";

describe("a press", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const html = htmlPage(scriptTag(stage.backend), `<p>Like it? ${buttonTag()} Text behind.</p>`);
    stage.serve("/post", { html });
    stage.serve("/else", { html: htmlPage("", "<p>Elsewhere</p>") });
  });
  afterAll(() => stage.close());

  const open = async (token?: string) => {
    const watched = await openPage(stage, `${stage.site}/post`, {
      before: async (page) => {
        await page.addInitScript(hearEvents);
        if (token) await page.addInitScript(connect, [`rivulet:${stage.backend}:token`, token] as const);
      },
    });
    await drawn(watched.page);
    return { ...watched, button: watched.page.locator("rivulet-button [part=button]") };
  };

  it("of somebody without an account shows at once, is kept over a reload, and offers Connect and Undo", async () => {
    const { page, button, complaints, close } = await open();
    await button.click();
    await page.getByRole("button", { name: "Connect" }).waitFor();
    expect(await read(page, "state")).toBe("pending");
    expect(await page.getByRole("status").textContent()).toContain("Saved on this device");
    await page.reload();
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") as Element, "state") === "pending",
    );
    await page.locator("rivulet-button [part=count]").click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") as Element, "state") === "idle",
    );
    await page.reload();
    await drawn(page);
    expect([await read(page, "state"), await read(page, "waiting")]).toEqual(["idle", 0]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("of a connected donor is counted, announced once and can be taken back", async () => {
    const { page, button, complaints, close } = await open(await stage.instance.token(undefined, stage.site));
    await button.click();
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") as Element, "state") === "counted",
    );
    expect([await read(page, "count"), await read(page, "mine")]).toEqual([1, 1]);
    await page.getByRole("status").filter({ hasText: "Thank you" }).waitFor({ state: "attached" });
    const events = await page.evaluate(() => Reflect.get(window, "heard"));
    expect(events.filter((name: string) => name !== "rivulet-change")).toEqual([
      "rivulet-press",
      "rivulet-counted",
    ]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") as Element, "mine") === 0,
    );
    expect(complaints).toEqual([]);
    await close();
  });

  it("and another within half a second are one, and a key held down is one", async () => {
    const { page, button, close } = await open();
    await page.clock.install();
    await button.dblclick();
    await page.getByRole("button", { name: "Connect" }).waitFor();
    expect(await read(page, "waiting")).toBe(1);
    await page.clock.fastForward(501);
    await button.focus();
    for (let times = 0; times < 5; times += 1) await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    expect(await read(page, "waiting")).toBe(2);
    await close();
  });

  it("that a listener cancels does nothing", async () => {
    const { page, button, close } = await open();
    await page.evaluate(() => addEventListener("rivulet-press", (event) => event.preventDefault()));
    await button.click();
    expect(await read(page, "state")).toBe("idle");
    await close();
  });

  it("by a script alone is refused with needs-gesture", async () => {
    const script = `<script>addEventListener("load", async () => {
      await customElements.whenDefined("rivulet-button");
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const button = document.querySelector("rivulet-button");
      button.shadowRoot.querySelector("button").click();
      window.refused = await button.press().catch((error) => [error.name, error.code, button.state]);
    })</script>`;
    const html = htmlPage(scriptTag(stage.backend) + script, `<p>${buttonTag()}</p>`);
    const { page, complaints, close } = await openPage(stage, stage.serve("/script", { html }));
    const refused = await page.waitForFunction(() => Reflect.get(window, "refused"));
    expect(await refused.jsonValue()).toEqual(["RivuletError", "needs-gesture", "idle"]);
    expect(complaints).toEqual([]);
    await close();
  });

  it("is kept where the backend is dead, and the button says so", async () => {
    const { page, button, context, complaints, close } = await open(
      await stage.instance.token(undefined, stage.site),
    );
    await context.route(`${stage.backend}/v1/**`, (route) => route.abort());
    await button.click();
    await page.locator("rivulet-button .offline").waitFor();
    expect([await read(page, "state"), await read(page, "offline"), await read(page, "waiting")]).toEqual([
      "pending",
      true,
      1,
    ]);
    expect(complaints.filter((line) => !line.includes("Failed to load resource"))).toEqual([]);
    await close();
  });

  it("shows after a return from the back-forward cache what has happened meanwhile", async () => {
    const { page, button, close } = await open();
    await page.goto(`${stage.site}/else`);
    await page.evaluate((key) => {
      const thing = { publisher: "marothro", url: `${location.origin}/post` };
      const id = "019ac0de-0000-7000-8000-000000000001";
      localStorage.setItem(key + id, JSON.stringify({ id, thing, clickedAt: new Date().toISOString() }));
    }, `rivulet:${stage.backend}:click:`);
    await page.goBack();
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") as Element, "state") === "pending",
    );
    expect(await button.isVisible()).toBe(true);
    await close();
  });
});

const read = (page: Page, property: string) =>
  page.locator("rivulet-button").evaluate((one, name) => Reflect.get(one, name), property);

function hearEvents(): void {
  const heard: string[] = [];
  Reflect.set(window, "heard", heard);
  for (const name of "press pending counted undone rejected connected disconnected error change".split(" ")) {
    addEventListener(`rivulet-${name}`, (event) => heard.push(event.type));
  }
}

function connect([key, token]: readonly [string, string]): void {
  localStorage.setItem(key, JSON.stringify({ token, sub: "test" }));
}
