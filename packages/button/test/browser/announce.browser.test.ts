import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";

const ANSWER = { "access-control-allow-origin": "*", "content-type": "application/json" };

describe("a button tells", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const rows = Array.from({ length: 100 }, (_, index) => `<p>${buttonTag(`url="/posts/${index}"`)}</p>`);
    const page = (body: string) => ({ html: htmlPage(scriptTag(stage.backend), body) });
    stage.serve("/list", page(rows.join("")));
    stage.serve(
      "/post",
      page(`<p>${buttonTag()}</p><p>${buttonTag()}</p><p>${buttonTag('url="/other"')}</p>`),
    );
    stage.serve("/events", page(`<p>${buttonTag()}</p>`));
    stage.serve("/nobodys", page(`<p>${buttonTag("", "nobody")}</p>`));
  });
  afterAll(() => stage.close());

  type Options = Parameters<typeof openPage>[2] & { path?: string; isConnected?: boolean };
  const open = async ({ path = "/post", isConnected, before, ...options }: Options = {}) => {
    const token = isConnected && (await stage.instance.token(undefined, stage.site));
    const watched = await openPage(stage, stage.site + path, {
      ...options,
      before: async (page) => {
        await page.addInitScript(hearStatus);
        if (token) await page.addInitScript(keepToken, [`rivulet:${stage.backend}:token`, token] as const);
        await before?.(page);
      },
    });
    await drawn(watched.page);
    const button = watched.page.locator("[part=button]").first();
    return { ...watched, button, count: watched.page.locator("[part=count]").first() };
  };
  const said = (page: Page) => page.evaluate(() => Reflect.get(window, "said") as [number, string][]);

  it("nothing by itself: a hundred have no live region, counts come in silence, and the first focus makes one", async () => {
    const { page, close } = await open({ path: "/list" });
    await page.waitForFunction(() =>
      [...document.querySelectorAll("rivulet-button")].every((one) => one.count === 0),
    );
    expect(await page.getByRole("status").count()).toBe(0);
    await page.keyboard.press("Tab");
    await page.getByRole("status").waitFor({ state: "attached" });
    expect(await page.getByRole("status").count()).toBe(1);
    expect(await said(page)).toEqual([]);
    await close();
  });

  it("nothing of a network that is missing when the page is opened", async () => {
    const { page, close } = await open({
      isConnected: true,
      before: (fresh) => fresh.route(`${stage.backend}/v1/**`, (route) => route.abort()),
    });
    await page.waitForFunction(() => document.querySelector("rivulet-button")?.offline);
    await page.keyboard.press("Tab");
    await page.getByRole("status").waitFor({ state: "attached" });
    expect(await said(page)).toEqual([]);
    await close();
  });

  it("what its own press led to, once, and no other button of the page does", async () => {
    const { page, button, close } = await open({ isConnected: true });
    await button.click();
    await page.waitForFunction(() =>
      [...document.querySelectorAll("rivulet-button")].every(
        (one) => one.mine !== 0 || one.thing?.url.endsWith("/other"),
      ),
    );
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("status").filter({ hasText: "Taken back." }).waitFor({ state: "attached" });
    expect(await said(page)).toEqual([
      [0, "Counted. Thank you!"],
      [0, "Taken back."],
    ]);
    await close();
  });

  it("nothing of what another tab does, and shows it", async () => {
    const { page, context, button, close } = await open();
    const other = await context.newPage();
    await other.goto(`${stage.site}/post`);
    await drawn(other);
    await other.locator("[part=button]").first().click();
    await page.waitForFunction(() => document.querySelector("rivulet-button")?.state === "pending");
    await button.focus();
    expect(await said(page)).toEqual([]);
    await close();
  });

  it("why a click was refused, in words, and takes it out of the count again", async () => {
    const gate = { release: () => {} };
    const released = new Promise<void>((resolve) => {
      gate.release = resolve;
    });
    const { page, button, count, close } = await open({
      path: "/nobodys",
      isConnected: true,
      before: (fresh) =>
        fresh.route(`${stage.backend}/v1/clicks`, async (route) => {
          if (route.request().method() === "POST") await released;
          await route.continue();
        }),
    });
    await count.filter({ hasText: "0" }).waitFor();
    await button.click();
    await count.filter({ hasText: "1" }).waitFor();
    expect(
      await page.locator("rivulet-button").evaluate((one: HTMLElement) => Reflect.get(one, "state")),
    ).toBe("sending");
    gate.release();
    await count.filter({ hasText: "0" }).waitFor();
    expect(await page.locator("[part=label]").textContent()).toBe("Refused");
    await page
      .getByRole("status")
      .filter({ hasText: "This author does not receive here." })
      .waitFor({ state: "attached" });
    expect(await said(page)).toEqual([[0, "This author does not receive here."]]);
    await close();
  });

  it("the count of the server's answer, whatever it has shown before", async () => {
    const { page, button, count, close } = await open({
      isConnected: true,
      before: (fresh) =>
        fresh.route(`${stage.backend}/v1/clicks`, async (route) => {
          if (route.request().method() !== "POST") return route.continue();
          const { clicks } = route.request().postDataJSON() as { clicks: { id: string }[] };
          const results = clicks.map(({ id }) => ({
            id,
            status: "counted",
            period: "2026-11",
            count: 41,
            mine: 1,
          }));
          await route.fulfill({ headers: ANSWER, json: { results, donor: { clicks: 1, funded: true } } });
        }),
    });
    await button.click();
    await count.filter({ hasText: "41" }).waitFor();
    expect(await page.locator("[part=count]").nth(1).textContent()).toBe("41");
    await close();
  });

  it("that a click waits for the network, and later that it counts, without opening anything", async () => {
    const { page, context, button, close } = await open({ isConnected: true });
    await page.clock.install();
    await context.route(`${stage.backend}/v1/**`, (route) => route.abort());
    await button.click();
    await page.getByText("Not sent yet. It is tried again.").first().waitFor();
    await page.keyboard.press("Escape");
    await context.unroute(`${stage.backend}/v1/**`);
    await page.clock.fastForward(300_000);
    await page.getByRole("status").filter({ hasText: "Counted." }).waitFor({ state: "attached" });
    expect(await page.locator("[part=popover]").first().isVisible()).toBe(false);
    expect(await said(page)).toEqual([
      [0, "Not sent yet. It is tried again."],
      [0, "Counted. Thank you!"],
    ]);
    await close();
  });

  it("its name: the visible word and the thing's title; what its count is, what that opens, and no pressed state", async () => {
    const { page, button, close } = await open();
    await page.locator("[part=count]").filter({ hasText: /\d/ }).first().waitFor();
    const names = page.getByRole("button", { name: /A post about rivers$/ });
    expect(await names.count()).toBe(6);
    expect(await page.getByRole("button", { name: "Give A post about rivers", exact: true }).count()).toBe(3);
    expect(
      await page.getByRole("button", { name: /^Clicks: \d+\. Options A post about rivers$/ }).count(),
    ).toBe(3);
    await button.click();
    expect(await page.getByRole("button", { name: "Saved A post about rivers", exact: true }).count()).toBe(
      2,
    );
    expect(await page.locator("[aria-pressed]").count()).toBe(0);
    await close();
  });

  it("the page each step as an event, once, with its detail", async () => {
    const { page, button, close } = await open({ path: "/events", isConnected: true });
    await page.evaluate(hearEvents);
    await button.click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.waitForFunction(() => document.querySelector("rivulet-button")?.mine === 0);
    const heard = (await page.evaluate(() => Reflect.get(window, "heard"))) as [
      string,
      Record<string, unknown>,
    ][];
    const thing = {
      publisher: "marothro",
      url: `${stage.site}/events`,
      title: "A post about rivers",
      language: "en",
    };
    const id = heard[1]?.[1].id;
    expect(id).toMatch(/^[\da-f-]{36}$/);
    expect(heard.map(([name, { count, ...detail }]) => [name, detail, typeof count])).toEqual([
      ["rivulet-press", { thing, mine: 0 }, "number"],
      ["rivulet-counted", { thing, id, mine: 1 }, "number"],
      ["rivulet-undone", { thing, id, mine: 1 }, "number"],
    ]);
    await close();
  });
});

function keepToken([key, token]: readonly [string, string]): void {
  if (!localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify({ token, sub: "test" }));
}

/** Whatever a live region says, with the place of its button on the page. */
function hearStatus(): void {
  const said: [number, string][] = [];
  Reflect.set(window, "said", said);
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    let last = "";
    const look = () => {
      const text = root.querySelector("[role=status]")?.textContent ?? "";
      if (text && text !== last)
        said.push([[...document.querySelectorAll("rivulet-button")].indexOf(this as never), text]);
      last = text;
    };
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true });
    return root;
  };
}

function hearEvents(): void {
  const heard: [string, unknown][] = [];
  Reflect.set(window, "heard", heard);
  for (const name of "press pending counted undone rejected connected disconnected error".split(" ")) {
    addEventListener(`rivulet-${name}`, (event) => heard.push([event.type, (event as CustomEvent).detail]));
  }
}
