import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { allowIn, type Demo, newReader, openDemo, type Reader } from "../../html/test/open-demo.js";

let demo: Demo;
let reader: Reader;
let page: Page;

beforeAll(async () => {
  demo = await openDemo();
});
afterAll(() => demo?.close());
beforeEach(async () => {
  reader = await newReader(demo);
  page = await reader.open("/headless/");
});
afterEach(async () => {
  await reader.context.close();
  expect(reader.complaints).toEqual([]);
});

const said = (text: string | RegExp) => page.getByRole("status").filter({ hasText: text }).waitFor();
const press = (name: string | RegExp) => page.getByRole("button", { name }).click();
const waiting = () =>
  page.evaluate(
    () =>
      Object.entries(localStorage).filter(
        ([key, text]) => key.includes(":click:") && JSON.parse(text).clickedAt,
      ).length,
  );

it("before anybody has connected, thank-yous are kept on the device, also over a reload", async () => {
  await page.getByLabel("Thank-yous").fill("3");
  await press("Send");
  await said("Kept on this device: 3.");
  await page.reload();
  expect(await waiting()).toBe(3);
  await page.getByRole("button", { name: /^Connect/ }).waitFor();
});

it("nothing is stored before the first thank-you", async () => {
  await page.locator("#thanks").waitFor();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(await reader.context.cookies()).toEqual([]);
});

it("connecting in a window counts what was kept, once, and it can be taken back", async () => {
  await press("Send");
  await said("Kept on this device: 1.");
  const opened = page.waitForEvent("popup");
  await press(/^Connect/);
  const window = await opened;
  await allowIn(demo, window, "ann@example.org");
  await said("Thank you! 1 so far.");
  expect(await waiting()).toBe(0);
  await press("Take the last one back");
  await said("Taken back.");
  await page.reload();
  await press("Send");
  await said("Thank you! 1 so far.");
});

it("where windows are blocked, it goes there and comes back", async () => {
  await page.evaluate(() => {
    window.open = () => null;
  });
  await press("Send");
  await said("Kept on this device: 1.");
  await press(/^Connect/);
  await page.waitForURL(`${demo.instance}/**`);
  await allowIn(demo, page, "bob@example.org");
  await said(/^Thank you! \d+ so far\.$/);
  expect(page.url()).toBe(`${demo.blog}/headless/`);
});

it("without script the page is a link to give by", async () => {
  const still = await demo.browser.newContext({ javaScriptEnabled: false });
  const plain = await still.newPage();
  await plain.goto(`${demo.blog}/headless/`);
  const link = plain.getByRole("link", { name: "Give with Rivulet" });
  expect(await link.getAttribute("href")).toBe(
    `${demo.instance}/submit/auto?user_id=marothro&url=${demo.blog}/headless/`,
  );
  expect(await plain.locator("form").isHidden()).toBe(true);
  await still.close();
});
