import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MockBackend } from "../../src/mock/index.js";
import { readmeExamples } from "./readme-example.js";

const FOLDER = fileURLToPath(new URL("../..", import.meta.url));
const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** A page that connects by redirect: its own origin is the backend's, and every address of it answers with this page. */
const REDIRECT = `
import { createClient } from "@rivulet/client";
import { consentInPage, handlers, playBackend } from "@rivulet/client/mock";
import { setupWorker } from "msw/browser";
const base = location.origin + "/give";
const backend = playBackend({ backend: base, storage: localStorage });
await setupWorker(...handlers(backend)).start({ onUnhandledRequest: "bypass", quiet: true });
consentInPage(backend);
const client = createClient({ backend: base });
Object.assign(window, { backend, client });
await client.handleRedirect();
document.body.dataset.ready = "yes";
`;

declare global {
  interface Window {
    backend: MockBackend;
  }
}

let server: Server;
let browser: Browser;
let site: string;
let context: BrowserContext;
let page: Page;
let complaints: string[];

/** The code as a bundler writes it from the packages as they are published. */
async function bundle(contents: string): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: FOLDER, sourcefile: "page.js" },
    bundle: true,
    splitting: true,
    format: "esm",
    target: "esnext",
    outdir: "/",
    write: false,
    logLevel: "silent",
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

beforeAll(async () => {
  const [example = "", markup = ""] = [readmeExamples("js")[0], readmeExamples("html")[0]];
  const worker = readFileSync(createRequire(import.meta.url).resolve("msw/mockServiceWorker.js"), "utf8");
  const inPage = (name: string, body: string) =>
    `<!doctype html><html lang="en"><title>A post</title><link rel="icon" href="data:,">${body}<script type="module" src="/${name}/stdin.js"></script></html>`;
  const files = new Map([["/mockServiceWorker.js", worker]]);
  for (const [name, code] of [
    ["example", example],
    ["redirect", REDIRECT],
  ] as const) {
    for (const [path, text] of await bundle(code)) files.set(`/${name}${path}`, text);
  }
  server = createServer(({ url = "" }, response) => {
    const { pathname } = new URL(url, "http://page");
    const text = files.get(pathname);
    const body =
      text ?? (pathname === "/post" ? inPage("example", markup) : inPage("redirect", "<body></body>"));
    response
      .writeHead(200, { "content-type": text ? "text/javascript" : "text/html; charset=utf-8" })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env.RIVULET_CHROMIUM ?? "/usr/bin/chromium",
    args: ARGS,
  });
});
afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  context = await browser.newContext({ locale: "en-US" });
  page = await context.newPage();
  complaints = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (line) => complaints.push(line.text()));
});
afterEach(() => context.close());

const button = () => page.locator("rivulet-button [part=button]");

const inState = (state: string) =>
  page.waitForFunction(
    (due) => Reflect.get(document.querySelector("rivulet-button") as Element, "state") === due,
    state,
  );

describe("the page of the README, without a server", () => {
  it("shows the count of other people, connects in a popup that asks, counts, and remembers over a reload", async () => {
    await page.goto(`${site}/post`);
    await page.getByText("12").waitFor();
    await button().click();
    await inState("pending");
    const opened = context.waitForEvent("page");
    await page.getByRole("button", { name: "Connect" }).click();
    const popup = await opened;
    await popup.getByRole("heading", { name: "May this site send your clicks?" }).waitFor();
    if (process.env.RIVULET_SCREENSHOTS) await popup.screenshot({ path: process.env.RIVULET_SCREENSHOTS });
    expect(await popup.locator("body").textContent()).toContain(`${site} will click as ada`);
    await popup.getByRole("button", { name: "Allow" }).click();
    await inState("counted");
    await page.getByText("13").waitFor();
    expect(await page.evaluate(() => window.backend.clicks)).toMatchObject([
      { donor: "ada", site, publisher: "marothro", url: `${site}/post`, undone: false },
    ]);
    await page.reload();
    await page.getByText("13").waitFor();
    expect(await page.evaluate(() => window.backend.clicks)).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it("keeps the click of a donor whose network is away, and counts it when it is back", async () => {
    await page.goto(`${site}/post`);
    await page.getByText("12").waitFor();
    await page.evaluate((origin) => {
      const key = `rivulet:${window.backend.base}:token`;
      localStorage.setItem(
        key,
        JSON.stringify({ token: window.backend.token({ site: origin }), sub: "ada" }),
      );
      window.backend.fail("offline", { on: "POST /v1/clicks" });
    }, site);
    await button().click();
    await inState("pending");
    await inState("counted");
    expect(await page.evaluate(() => window.backend.clicks)).toHaveLength(1);
  });

  it("hears of a donor who refuses, and keeps the click", async () => {
    await page.goto(`${site}/post`);
    await page.getByText("12").waitFor();
    await page.evaluate(() => {
      const code = new Promise((resolve) =>
        addEventListener("rivulet-error", (event) => resolve((event as CustomEvent).detail.code)),
      );
      Object.assign(window, { code });
    });
    await button().click();
    await inState("pending");
    const opened = context.waitForEvent("page");
    await page.getByRole("button", { name: "Connect" }).click();
    await (await opened).getByRole("button", { name: "Not now" }).click();
    expect(await page.evaluate(() => Reflect.get(window, "code"))).toBe("access-denied");
    expect(await page.evaluate(() => window.backend.clicks)).toEqual([]);
  });
});

describe("a connect by redirect, without a server", () => {
  it("asks where the page stands at /connect, and comes back connected", async () => {
    await page.goto(`${site}/article`);
    await page.locator("[data-ready]").waitFor({ state: "attached" });
    await page.evaluate(() => Reflect.get(window, "client").connect({ via: "redirect" }));
    await page.waitForURL(`${site}/give/connect`);
    await page.getByRole("button", { name: "Allow" }).click();
    await page.waitForURL(`${site}/article`);
    await page.waitForFunction(() => Reflect.get(window, "client")?.state.connected === true);
    expect(complaints).toEqual([]);
  });
});
