import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import webpack from "webpack";
import { PUBLISHER } from "../../../server/test/serve-instance.js";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage } from "../browser/open-page.js";
import { filesIn, type Packed, pack, runTool } from "./pack.js";

const CONSUMERS: { name: string; build: ((project: string) => unknown) | null }[] = [
  { name: "vite", build: (project) => runTool(project, "vite", ["build"]) },
  {
    name: "esbuild",
    build: (project) =>
      runTool(project, "esbuild", [
        "page.js",
        "--bundle",
        "--minify",
        "--splitting",
        "--format=esm",
        "--outdir=out",
      ]),
  },
  { name: "webpack", build: buildWithWebpack },
  { name: 'a plain <script type="module">', build: null },
];

function buildWithWebpack(context: string): Promise<unknown> {
  const output = { path: join(context, "out"), filename: "page.js", publicPath: "auto" };
  return new Promise((resolve, reject) =>
    webpack({ mode: "production", context, entry: "./page.js", output }, (error, stats) => {
      if (error || stats?.hasErrors() || stats?.hasWarnings()) reject(error ?? new Error(stats?.toString()));
      else resolve(stats);
    }),
  );
}

let stage: Stage;
let packed: Packed;
const servers: Server[] = [];

beforeAll(async () => {
  stage = await openStage();
  packed = pack(["button"]);
});
afterAll(async () => {
  for (const server of servers) server.close();
  packed.close();
  await stage.close();
});

/** Serves a folder on 127.0.0.1; what is not there is a page with a button. */
async function serve(folder: string): Promise<string> {
  const head = `<meta name="rivulet:backend" content="${stage.backend}"><script type="module" src="page.js"></script>`;
  const html = htmlPage(head, `<p>${buttonTag('nocount url="/post"', PUBLISHER)}</p>`);
  const files = new Set(filesIn(folder));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname.slice(1);
    if (path === "") return response.writeHead(200, { "content-type": "text/html" }).end(html);
    const type = { ".js": "text/javascript", ".json": "application/json" }[extname(path)] ?? "text/plain";
    if (!files.has(path)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": type }).end(readFileSync(join(folder, path)));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe("a project of a stranger's, with the button from its tarball", () => {
  for (const { name, build } of CONSUMERS) {
    it(`works with ${name}, and loads the rest when a person comes near`, async () => {
      const project = packed.project(build ? "bundled" : "module", ["button"]);
      await build?.(project);
      const url = await serve(build ? join(project, "out") : project);
      const { page, complaints, requests, close } = await openPage(stage, url);
      await drawn(page);
      const label = page.locator("rivulet-button [part=label]");
      expect(await label.textContent()).toBe("Bundled");
      const before = requests.length;
      await page.locator("rivulet-button [part=button]").click();
      await page.getByRole("button", { name: "Connect" }).waitFor();
      expect(await page.getByRole("status").textContent()).toContain("Saved on this device");
      const later = requests.slice(before).filter((request) => request.url().startsWith(url));
      expect(later.length, "more.js and a language are files of their own").toBeGreaterThanOrEqual(2);
      expect(complaints).toEqual([]);
      await close();
    }, 120_000);
  }
});
