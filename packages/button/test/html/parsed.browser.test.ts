import fc from "fast-check";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import vectors from "../../../protocol/markup-vectors.json" with { type: "json" };
import { renderButton } from "../../src/html/render-button.js";
import { anyButton } from "./any-button.js";
import { decoded, type Tree, treeMeant, treeOf } from "./what-is-read.js";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const executablePath = process.env.RIVULET_CHROMIUM ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu"] });
  page = await browser.newPage();
  await page.addScriptTag({ content: `window.treeOf = ${treeOf}` });
});
afterAll(() => browser.close());

/** What Chromium's own parser reads in the body of a page. */
const parse = (pieces: string[]): Promise<Tree[][]> =>
  page.evaluate((all) => {
    const read = (window as unknown as { treeOf: (node: Element) => Tree }).treeOf;
    return all.map((html) => {
      const { body } = new DOMParser().parseFromString(`<!doctype html><body>${html}`, "text/html");
      return [...body.childNodes].map((node) => read(node as Element));
    });
  }, pieces);

it("no text can break out of its place, and each is read as it was written", async () => {
  const options = fc.sample(anyButton, 1500);
  const read = await parse(options.map(renderButton));
  for (const [at, one] of options.entries())
    expect(read[at]?.map(decoded), JSON.stringify(one)).toEqual([treeMeant(one)]);
});

it("each markup vector is read as one element with nothing around it", async () => {
  const made = vectors.filter(({ out }) => out !== null);
  const read = await parse(made.map(({ out }) => out as string));
  for (const [at, trees] of read.entries()) {
    const isLink = made[at]?.in.form === "link";
    expect(trees.map(({ tag }) => tag)).toEqual([isLink ? "a" : "rivulet-button"]);
  }
});
