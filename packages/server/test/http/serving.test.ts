import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFolder } from "../../src/demo/serve-folder.js";
import { startDemo } from "../../src/demo/start-demo.js";
import { serveInstance } from "../../src/serve-instance.js";
import { openTestInstance } from "../serve-instance.js";

const QUIET = { RIVULET_LOG_LEVEL: "silent" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rivulet-"));
});
afterAll(() => rm(folder, { recursive: true }));

const start = (more: Partial<Parameters<typeof serveInstance>[0]> = {}) =>
  serveInstance({ database: `sqlite:${join(folder, "a.db")}`, port: 0, env: QUIET, ...more });

describe("serving", () => {
  test("an instance answers on its port, and is gone after close", async () => {
    const { url, close } = await start();
    expect(await (await fetch(`${url}/.well-known/rivulet`)).json()).toMatchObject({ version: 1, api: url });
    await close();
    await expect(fetch(url)).rejects.toThrow();
  });

  test("a taken port is one sentence", async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await expect(start({ port, database: `sqlite:${join(folder, "b.db")}` })).rejects.toThrow(
      `Port ${port} is taken by another program; stop it, or choose another port with --port.`,
    );
    await first.close();
  });

  test("a wrong variable is one sentence that names it", async () => {
    await expect(start({ env: { RIVULET_FEE_PERCENT: "lots" } })).rejects.toThrow(
      /^RIVULET_FEE_PERCENT must be/,
    );
  });

  test("a folder that cannot be written is one sentence", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    await expect(start({ database: `sqlite:${file}/x.db` })).rejects.toThrow(
      /^The database sqlite:.* cannot be written/,
    );
  });

  test("a demo stays one, and a real instance never becomes one", async () => {
    const demo = { database: `sqlite:${join(folder, "demo.db")}` };
    await (await start({ ...demo, demo: true })).close();
    const again = await start(demo);
    expect(await (await fetch(`${again.url}/`)).text()).toContain("This is a demo");
    await again.close();
    await expect(start({ demo: true })).rejects.toThrow("This database belongs to a real instance");
  });

  test("a body of 2 MB is refused without being read, with and without a told length", async () => {
    const instance = await openTestInstance();
    const { url } = await instance.listen();
    const headers = {
      authorization: `Bearer ${await instance.token()}`,
      origin: instance.site,
      "content-type": "application/json",
    };
    const stream = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    for (const init of [{ body: "x".repeat(2_000_000) }, { body: stream, duplex: "half" }]) {
      const answer = await fetch(`${url}/v1/clicks`, { method: "POST", headers, ...init });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: "too-large" });
    }
    await instance.close();
  });

  test("the demo is two sites: the instance on localhost, the blog on 127.0.0.1 with the instance's real address", async () => {
    await writeFile(join(folder, "index.html"), '<script src="http://localhost:4000/button.js"></script>');
    const demo = await startDemo({
      port: 0,
      blogPort: 0,
      database: `sqlite:${join(folder, "both.db")}`,
      blogFolder: folder,
      env: QUIET,
    });
    expect(new URL(demo.instanceUrl).hostname).toBe("localhost");
    expect(new URL(demo.blogUrl).hostname).toBe("127.0.0.1");
    expect(await (await fetch(demo.blogUrl)).text()).toContain(`src="${demo.instanceUrl}/button.js"`);
    const page = await fetch(`${demo.instanceUrl}/submit/auto?user_id=marothro&url=${demo.blogUrl}/`);
    expect(await page.text()).toContain("is verified by marothro");
    await demo.close();
  });

  test("a folder gives nothing that lies outside it", async () => {
    const { url, close } = await serveFolder(join(folder), { host: "127.0.0.1", port: 0 });
    for (const path of ["/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%00", "/%zz", "/nothing"]) {
      expect((await fetch(url + path)).status).toBe(404);
    }
    await close();
  });
});
