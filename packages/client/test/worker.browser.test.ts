import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestInstance, PUBLISHER, type TestInstance } from "../../server/test/serve-instance.js";

/** A module worker: no document, no `localStorage`, and the client by its address. */
const WORKER = `
import { createClient } from "/client.min.mjs";
onmessage = async ({ data: { thing, ...options } }) => {
  const client = createClient(options);
  const [first, second] = await Promise.all([client.click(thing), client.click(thing)]);
  await client.undo(second.id);
  const { mine } = await client.me([thing.url]);
  const counts = await client.counts([thing.url]);
  const connected = await client.connect().catch(({ name, code }) => [name, code]);
  const { kept, waiting } = client.state;
  client.close();
  postMessage({ storage: typeof localStorage, first, mine, counts, connected, kept, waiting });
};`;

const FILES: Record<string, () => Promise<string> | string> = {
  "/client.min.mjs": () => readFile(new URL("../dist/client.min.mjs", import.meta.url), "utf8"),
  "/worker.mjs": () => WORKER,
};

let instance: TestInstance;
let server: Server;
let browser: Browser;
let site: string;
let backend: string;

beforeAll(async () => {
  instance = await openTestInstance();
  backend = (await instance.listen()).url;
  server = createServer(async ({ url = "" }, response) => {
    const file = FILES[url];
    response.setHeader("content-type", file ? "text/javascript" : "text/html").end((await file?.()) ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath: process.env.RIVULET_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});
afterAll(async () => {
  await browser?.close();
  server?.close();
  await instance?.close();
});

it("the built client works in a module worker, where clicks live as long as the worker", async () => {
  const page = await browser.newPage();
  await page.goto(`${site}/`);
  const url = `${site}/post`;
  const options = {
    backend,
    token: await instance.token(undefined, site),
    thing: { publisher: PUBLISHER, url },
  };
  const told = await page.evaluate(
    (message) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker.mjs", { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(message);
      }),
    options,
  );
  expect(told).toMatchObject({
    storage: "undefined",
    first: { status: "counted", count: expect.any(Number) },
    mine: { [url]: { clicks: 1 } },
    counts: { [url]: 1 },
    connected: ["RivuletError", "not-connected"],
    kept: false,
    waiting: 0,
  });
});
