import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { allowIn, type Demo, newReader, openDemo, type Reader, signInBy } from "./open-demo.js";

const RIVULET = fileURLToPath(new URL("../../../packages/server/bin/rivulet.mjs", import.meta.url));

let demo: Demo;
let reader: Reader;

beforeAll(async () => {
  demo = await openDemo();
});
afterAll(() => demo?.close());
beforeEach(async () => {
  reader = await newReader(demo);
});
afterEach(async () => {
  await reader.context.close();
  expect(reader.complaints, "nothing of ours throws or logs on the publisher's page").toEqual([]);
});

/** The button of a page, as a person finds it. */
const button = (page: Page) => page.locator("rivulet-button").first();
const press = (page: Page) => button(page).locator("[part=button]").click();
const choose = (page: Page, name: string) => button(page).getByRole("button", { name, exact: true }).click();

/** Waits until the element says this of itself. */
const until = (page: Page, wanted: Record<string, unknown>) =>
  page.waitForFunction(
    (all) => {
      const element = document.querySelector("rivulet-button") as unknown as Record<string, unknown>;
      return Object.entries(all).every(([name, value]) => element[name] === value);
    },
    wanted,
    { timeout: 15_000 },
  );

/** The instance's own count of a page, past every cache. */
async function counted(path: string): Promise<number> {
  const url = new URL(path, demo.blog).href;
  const answer = await fetch(`${demo.instance}/v1/counts?url=${encodeURIComponent(url)}`);
  return ((await answer.json()) as { counts: Record<string, number> }).counts[url] as number;
}

async function connectByPopup(page: Page, mail: string): Promise<void> {
  const opened = page.waitForEvent("popup");
  await choose(page, "Connect");
  const popup = await opened;
  await allowIn(demo, popup, mail);
  if (!popup.isClosed()) await popup.waitForEvent("close");
}

const saved = (page: Page) =>
  page.evaluate(
    () =>
      Object.entries(localStorage).filter(
        ([key, text]) => key.includes(":click:") && JSON.parse(text).clickedAt,
      ).length,
  );

describe("the story of one click", () => {
  it("before the first press nothing is stored, and only the script and the counts are asked for", async () => {
    const asked: string[] = [];
    reader.context.on("request", (request) => {
      if (request.url().startsWith(demo.instance)) asked.push(new URL(request.url()).pathname);
    });
    const page = await reader.open("/list.html");
    await page.locator("rivulet-button [part=count]").first().filter({ hasText: /\d/ }).waitFor();
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.locator("rivulet-button [part=count]").last().filter({ hasText: /\d/ }).waitFor();
    expect(await page.locator("rivulet-button").count()).toBe(100);
    expect(asked).toEqual(["/button.js", "/v1/counts"]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect(await reader.context.cookies()).toEqual([]);
  });

  it("a stranger's click is kept, counted once after connecting by popup, paid at the month's end, and the books balance", async () => {
    const page = await reader.open("/river.html");
    const before = await counted("/river.html");
    await press(page);
    await until(page, { state: "pending", waiting: 1 });
    await connectByPopup(page, "ann@example.org");
    await until(page, { state: "counted", waiting: 0, mine: 1, connected: true });
    expect(await counted("/river.html")).toBe(before + 1);
    await page.reload();
    await until(page, { connected: true, mine: 1, waiting: 0 });
    expect(await counted("/river.html")).toBe(before + 1);

    const mine = await reader.context.newPage();
    await mine.goto(`${demo.instance}/me`);
    await mine.getByRole("button", { name: /^Pay in .*demo/ }).click();
    await mine.getByText("Where the river keeps its stones").waitFor();
    expect(await mine.getByText("One click; as it stands now it gives").textContent()).toContain("2.00");
    await mine.getByRole("button", { name: "Go to the end of the month" }).click();
    await mine.getByText("The month is over and settled.").waitFor();

    const author = await newReader(demo);
    const window = await author.context.newPage();
    await window.goto(`${demo.instance}/sign-in`);
    await signInBy(demo, window, "marothro@example.org");
    await window.goto(`${demo.instance}/publisher`);
    await window.getByRole("heading", { name: "Settled months" }).waitFor();
    expect(await window.locator("main").textContent()).toContain("2.00");
    await author.context.close();

    const { stdout } = await promisify(execFile)(process.execPath, [
      RIVULET,
      "check",
      "--database",
      demo.database,
    ]);
    expect(stdout).toContain("balance");
  });

  it("a pending click survives a reload, and is counted once", async () => {
    const page = await reader.open("/bread.html");
    const before = await counted("/bread.html");
    await press(page);
    await until(page, { state: "pending" });
    await page.reload();
    await until(page, { state: "pending", waiting: 1 });
    await button(page).locator("[part=count]").click();
    await connectByPopup(page, "bea@example.org");
    await until(page, { state: "counted", waiting: 0 });
    expect(await counted("/bread.html")).toBe(before + 1);
  });

  it("with a second tab open, the click is counted once and both tabs know", async () => {
    const first = await reader.open("/river.html");
    const second = await reader.open("/river.html");
    const before = await counted("/river.html");
    await first.bringToFront();
    await press(first);
    await until(first, { state: "pending" });
    await until(second, { waiting: 1 });
    await connectByPopup(first, "cid@example.org");
    await until(first, { state: "counted", waiting: 0 });
    await until(second, { connected: true, waiting: 0 });
    expect(await counted("/river.html")).toBe(before + 1);
  });

  it("where the popup is blocked, it goes there and comes back", async () => {
    const page = await reader.open("/river.html");
    const before = await counted("/river.html");
    await page.evaluate(() => {
      window.open = () => null;
    });
    await press(page);
    await until(page, { state: "pending" });
    await choose(page, "Connect");
    await page.waitForURL(`${demo.instance}/**`);
    await allowIn(demo, page, "dan@example.org");
    await page.waitForURL(`${demo.blog}/river.html`);
    await until(page, { waiting: 0, mine: 1, connected: true });
    expect(page.url()).toBe(`${demo.blog}/river.html`);
    expect(await counted("/river.html")).toBe(before + 1);
  });

  it("by redirect where the tag says so, with fragment and history state restored", async () => {
    const page = await reader.open("/river.html#stones");
    await page.evaluate(() => {
      history.replaceState({ kept: 7 }, "");
      (document.querySelector("rivulet-button") as HTMLElement & { via: string }).via = "redirect";
    });
    await press(page);
    await until(page, { state: "pending" });
    await choose(page, "Connect");
    await page.waitForURL(`${demo.instance}/**`);
    await allowIn(demo, page, "eva@example.org");
    await page.waitForURL(`${demo.blog}/river.html#stones`);
    await until(page, { waiting: 0, mine: 1 });
    expect(await page.evaluate(() => history.state)).toEqual({ kept: 7 });
  });

  it("without a network a click waits, and goes out once when the network is back", async () => {
    const page = await reader.open("/river.html");
    await press(page);
    await until(page, { state: "pending" });
    await connectByPopup(page, "fay@example.org");
    await until(page, { state: "counted", mine: 1 });
    const before = await counted("/river.html");
    await page.goto(`${demo.blog}/bread.html`);
    await page.goto(`${demo.blog}/river.html`);
    await until(page, { mine: 1 });
    await reader.context.setOffline(true);
    await press(page);
    await until(page, { state: "pending", waiting: 1, offline: true });
    await reader.context.setOffline(false);
    await until(page, { state: "counted", waiting: 0, mine: 2 });
    expect(await counted("/river.html")).toBe(before + 1);
  });

  it("a double click is one click", async () => {
    const page = await reader.open("/river.html");
    await button(page).locator("[part=button]").dblclick();
    await until(page, { state: "pending" });
    expect(await saved(page)).toBe(1);
  });

  it("a pending click can be taken back, and nothing waits any more, also after a reload", async () => {
    const page = await reader.open("/river.html");
    await press(page);
    await until(page, { state: "pending" });
    await choose(page, "Undo");
    await until(page, { state: "idle", waiting: 0 });
    await page.reload();
    await until(page, { state: "idle", waiting: 0 });
    expect(await saved(page)).toBe(0);
  });

  it("a page that comes back from the back-forward cache knows what happened meanwhile", async () => {
    const page = await reader.open("/river.html");
    await press(page);
    await until(page, { state: "pending" });
    await page.evaluate(() => {
      addEventListener("pageshow", (event) => {
        document.documentElement.dataset.restored = `${event.persisted}`;
      });
    });
    await page.goto(`${demo.blog}/bread.html`);
    await press(page);
    await until(page, { state: "pending", waiting: 2 });
    await connectByPopup(page, "gus@example.org");
    await until(page, { state: "counted", waiting: 0 });
    await page.goBack({ waitUntil: "commit" });
    expect(await page.evaluate(() => document.documentElement.dataset.restored)).toBe("true");
    await until(page, { connected: true, waiting: 0, mine: 1 });
  });

  it("the link without script gives one click after one confirmation", async () => {
    const page = await reader.open("/river.html");
    await press(page);
    await until(page, { state: "pending" });
    await connectByPopup(page, "hal@example.org");
    await until(page, { state: "counted" });
    const before = await counted("/radio.html");
    await page.goto(`${demo.blog}/radio.html`);
    await page.locator('a[href*="/submit/auto"]').first().click();
    expect(await counted("/radio.html")).toBe(before);
    await page.getByRole("button", { name: "Give one click" }).click();
    await page.getByRole("heading", { name: "Counted" }).waitFor();
    expect(await counted("/radio.html")).toBe(before + 1);
  });
});
