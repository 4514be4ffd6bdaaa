import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage } from "./open-page.js";

type Manifest = Record<string, { file: string; integrity: string; bytes: number }>;

/** A file as the package ships it, for other servers than an instance. */
const built = (file: string) => fileURLToPath(new URL(`../../dist/drop-in/${file}`, import.meta.url));

describe("the pinned files, on a page of another origin,", () => {
  let stage: Stage;
  let folder: string;
  let manifest: Manifest;
  beforeAll(async () => {
    stage = await openStage();
    manifest = (await (await fetch(`${stage.backend}/button/manifest.json`)).json()) as Manifest;
    folder = new URL(".", addressOf("button.js")).href;
  });
  afterAll(() => stage.close());

  const addressOf = (name: string) => `${stage.backend}/button/${manifest[name]?.file}`;
  const pinnedTag = (integrity = manifest["button.js"]?.integrity) =>
    `<script async src="${addressOf("button.js")}" integrity="${integrity}" crossorigin="anonymous"></script>`;

  /** A connected donor opens the page. */
  const open = async (path: string, head: string, headers: Record<string, string> = {}) => {
    const html = htmlPage(head, `<p>Like it? ${buttonTag(`url="${path}"`)} Text behind.</p>`);
    const token = await stage.instance.token(undefined, stage.site);
    return await openPage(stage, stage.serve(path, { html, headers }), {
      before: async (page) => {
        await page.addInitScript(keepToken, [`rivulet:${stage.backend}:token`, token] as const);
      },
    });
  };

  const pressAndCount = async ({ page, complaints }: Awaited<ReturnType<typeof open>>) => {
    await drawn(page);
    await page.locator("rivulet-button [part=button]").click();
    await page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") as Element, "state") === "counted",
    );
    await page.getByRole("button", { name: "Undo" }).waitFor();
    expect(complaints).toEqual([]);
  };

  it("draw and count where the tag has their integrity, and load the siblings of their own version", async () => {
    const watched = await open("/integrity", pinnedTag());
    await pressAndCount(watched);
    const files = watched.requests.map((request) => request.url()).filter((url) => /\.m?js$/.test(url));
    expect(files.sort()).toEqual([
      `${folder}button.js`,
      `${folder}more.js`,
      expect.stringMatching(new RegExp(`^${folder}\\S+en\\.js$`)),
    ]);
    await watched.close();
  });

  it("do not run where their bytes are not those of the tag's integrity, and the fallback stays", async () => {
    const { page, complaints, close } = await open("/tampered", pinnedTag(manifest["button.mjs"]?.integrity));
    expect(complaints.join()).toContain("digest");
    expect(await page.evaluate(() => customElements.get("rivulet-button"))).toBeUndefined();
    expect(await page.locator("rivulet-button a").isVisible()).toBe(true);
    await close();
  });

  it("draw and count on a page that is isolated by COEP require-corp and COOP", async () => {
    const watched = await open("/isolated", `<script async src="${addressOf("button.js")}"></script>`, {
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
    });
    expect(await watched.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await pressAndCount(watched);
    await watched.close();
  });

  it("draw and count under a policy that allows their folder alone", async () => {
    const policy = `default-src 'none'; script-src ${folder}; connect-src ${stage.backend}; style-src 'self'; require-trusted-types-for 'script'; img-src data:`;
    const watched = await open("/strict", pinnedTag(), { "content-security-policy": policy });
    await pressAndCount(watched);
    await watched.close();
  });

  it("draw and count from the page's own server too, where the tag names the backend", async () => {
    const copies = JSON.parse(await readFile(built("manifest.json"), "utf8")) as Manifest;
    for (const { file } of Object.values(copies)) {
      const headers = { "content-type": "text/javascript" };
      stage.serve(`/copy/${file}`, { html: await readFile(built(file), "utf8"), headers });
    }
    const { file, integrity } = copies["button.js"] as Manifest[string];
    const tag = `<script async src="/copy/${file}" integrity="${integrity}" data-backend="${stage.backend}"></script>`;
    const watched = await open("/own-copy", tag);
    await pressAndCount(watched);
    await watched.close();
  });

  it("have no backend on the page's own server where nothing names one", async () => {
    const { file } = manifest["button.js"] as Manifest[string];
    const headers = { "content-type": "text/javascript" };
    const html = await readFile(built("button.js"), "utf8");
    stage.serve(`/alone/${file}`, { html, headers });
    const { page, complaints, close } = await open("/alone", `<script async src="/alone/${file}"></script>`);
    await page.waitForFunction(() => customElements.get("rivulet-button"));
    await page.evaluate(() =>
      new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame)),
    );
    expect(complaints).toEqual(["console: rivulet-button: no backend"]);
    await close();
  });

  it("are all checked where an import map has the integrity of those that load later", async () => {
    const importMap = (other: Record<string, string> = {}) => {
      const integrity = Object.fromEntries(
        Object.entries(manifest).map(([name, entry]) => [addressOf(name), other[name] ?? entry.integrity]),
      );
      return `<script type="importmap">${JSON.stringify({ integrity })}</script>`;
    };
    const watched = await open("/import-map", importMap() + pinnedTag());
    await pressAndCount(watched);
    await watched.close();
    const wrong = { "more.js": manifest["button.js"]?.integrity ?? "" };
    const tampered = await open("/import-map-wrong", importMap(wrong) + pinnedTag());
    await drawn(tampered.page);
    await tampered.page.locator("rivulet-button [part=button]").click();
    // Sending is among what loads later, so the click waits on the device.
    await tampered.page.waitForFunction(
      () => Reflect.get(document.querySelector("rivulet-button") as Element, "waiting") === 1,
    );
    expect(await tampered.page.getByRole("button", { name: "Undo" }).count()).toBe(0);
    expect(tampered.complaints.join()).toContain("digest");
    await tampered.close();
  });
});

function keepToken([key, token]: readonly [string, string]): void {
  localStorage.setItem(key, JSON.stringify({ token, sub: "test" }));
}
