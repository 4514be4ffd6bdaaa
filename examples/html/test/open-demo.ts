import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { startDemo } from "../../../packages/server/dist/demo/start-demo.js";

const path = (fromHere: string) => fileURLToPath(new URL(fromHere, import.meta.url));

const CHROMIUM = {
  executablePath: process.env.RIVULET_CHROMIUM ?? "/usr/bin/chromium",
  args: "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(
    " ",
  ),
  // Playwright switches the back-forward cache off; people have it on.
  ignoreDefaultArgs: ["--disable-back-forward-cache"],
};

/** The demo as `npm start` runs it, on free ports and a database of its own, with a Chromium. */
export type Demo = {
  instance: string;
  blog: string;
  database: string;
  browser: Browser;
  close(): Promise<void>;
};

export async function openDemo(): Promise<Demo> {
  const folder = await mkdtemp(join(tmpdir(), "rivulet-story-"));
  const database = `sqlite:${join(folder, "demo.db")}`;
  const demo = await startDemo({
    port: 0,
    blogPort: 0,
    database,
    blogFolder: path(".."),
    beside: {
      "/headless/client.min.mjs": path("../../../packages/client/dist/client.min.mjs"),
      "/headless/": path("../../headless"),
    },
    env: { RIVULET_LOG_LEVEL: "silent" },
  });
  const browser = await chromium.launch(CHROMIUM);
  return {
    instance: demo.instanceUrl,
    blog: demo.blogUrl,
    database,
    browser,
    async close() {
      await browser.close();
      await demo.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Somebody's browser: what goes wrong on the blog's pages in it is kept in `complaints`. */
export type Reader = { context: BrowserContext; complaints: string[]; open(path: string): Promise<Page> };

export async function newReader(demo: Demo): Promise<Reader> {
  const context = await demo.browser.newContext({ locale: "en-GB" });
  const complaints: string[] = [];
  const note = (page: Page, text: string) => {
    if (page.url().startsWith(demo.blog)) complaints.push(text);
  };
  context.on("weberror", (error) => complaints.push(error.error().message));
  context.on("console", (message) => {
    const page = message.page();
    // The browser's own words about the network are not ours.
    if (page && !message.text().startsWith("Failed to load resource")) note(page, message.text());
  });
  return {
    context,
    complaints,
    async open(where) {
      const page = await context.newPage();
      await page.goto(new URL(where, demo.blog).href);
      return page;
    },
  };
}

/** Signs in by the mail in the demo's outbox, in the window that asks; sets a budget; allows the site. */
export async function allowIn(demo: Demo, window: Page, mail: string): Promise<void> {
  await signInBy(demo, window, mail);
  await window.getByRole("button", { name: "Set the budget" }).click();
  await window.getByRole("button", { name: "Allow" }).click();
}

/** Asks for the link in one window, and opens it from the outbox in another tab of the same browser. */
export async function signInBy(demo: Demo, window: Page, mail: string): Promise<void> {
  await window.getByLabel("Your mail address").fill(mail);
  await window.getByRole("button", { name: "Send the link" }).click();
  await window.waitForURL(/\/sign-in\/wait/);
  const outbox = await window.context().newPage();
  await outbox.goto(`${demo.instance}/demo/outbox`);
  await outbox.getByRole("article").filter({ hasText: mail }).first().getByRole("link").first().click();
  await outbox.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await outbox.getByRole("heading", { name: "You are signed in" }).waitFor();
  await outbox.close();
  // The window that waited goes on by itself; until it has, another address would be overtaken.
  await window.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
