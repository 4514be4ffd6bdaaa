import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
import { openTestInstance, PUBLISHER, type TestInstance } from "../../../server/test/serve-instance.js";

/** A page as it is served: its HTML, and headers of its own. */
export type Served = { html: string; headers?: Record<string, string> };

/** A browser, an instance on `localhost` and pages on `127.0.0.1`, which are two sites. */
export type Stage = {
  instance: TestInstance;
  /** The instance's address. */
  backend: string;
  /** The address of the pages. */
  site: string;
  browser: Browser;
  /** Serves this at a path of the site. */
  serve(path: string, page: Served): string;
  close(): Promise<void>;
};

/** A page that is watched: nothing that it throws, logs or reports goes unseen. */
export type Watched = {
  page: Page;
  context: BrowserContext;
  requests: Request[];
  /** Errors, unhandled rejections, console lines and violations of a policy. */
  complaints: string[];
  close(): Promise<void>;
};

const ARGS =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

export const FALLBACK = "Give\u00a0with\u00a0Rivulet";

export async function openStage(): Promise<Stage> {
  const pages = new Map<string, Served>();
  const server = createServer((request, response) => {
    const served = pages.get(new URL(request.url ?? "/", "http://page").pathname);
    const headers = { "content-type": "text/html; charset=utf-8", ...served?.headers };
    response.writeHead(served ? 200 : 404, headers).end(served?.html);
  });
  const site = `http://127.0.0.1:${await listening(server)}`;
  const instance = await openTestInstance();
  const { url: backend } = await instance.listen();
  const executablePath = process.env.RIVULET_CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ARGS.split(" ") });
  return {
    instance,
    backend,
    site,
    browser,
    serve(path, page) {
      pages.set(path, page);
      return site + path;
    },
    async close() {
      await browser.close();
      await instance.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Opens a page of the site in a context of its own. */
export async function openPage(
  { browser }: Stage,
  url: string,
  options: Parameters<Browser["newContext"]>[0] & { before?: (page: Page) => Promise<unknown> } = {},
): Promise<Watched> {
  const { before, ...contextOptions } = options;
  const context = await browser.newContext({ locale: "en-US", ...contextOptions });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: Request[] = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (line) => complaints.push(`console: ${line.text()}`));
  page.on("request", (request) => requests.push(request));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      console.log(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  await before?.(page);
  await page.goto(url);
  return { page, context, requests, complaints, close: () => context.close() };
}

/** The script tag of an instance's own copy. */
export const scriptTag = (backend: string, more = "async"): string =>
  `<script ${more} src="${backend}/button.js"></script>`;

/** A button with its fallback link. */
export const buttonTag = (attributes = "", publisher = PUBLISHER): string =>
  `<rivulet-button publisher="${publisher}" ${attributes}><a rel="payment nofollow" href="/give">${FALLBACK}</a></rivulet-button>`;

export const htmlPage = (head: string, body: string, attributes = 'lang="en"'): string =>
  `<!doctype html><html ${attributes}><head><meta charset="utf-8"><title>A post about rivers</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

/** Waits until every button of the page is drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("rivulet-button")].every((one) => one.shadowRoot?.querySelector("button")),
  );
}

/** Requests that leave for the instance, by path. */
export const pathsOf = (requests: Request[], backend: string): string[] =>
  requests
    .map((request) => request.url())
    .filter((url) => url.startsWith(backend))
    .map((url) => new URL(url).pathname);
