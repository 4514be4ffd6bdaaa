import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawn, htmlPage, openPage, openStage, type Stage } from "../../../button/test/browser/open-page.js";

describe("the builder", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it.each([
    ["", ""],
    ["large", "script"],
    ["icon", "all"],
  ])(
    "writes HTML that counts a press on another origin under exactly its policy: variant %j, integrity %j",
    async (variant, integrity) => {
      const builder = await openPage(
        stage,
        `${stage.backend}/builder?publisher=marothro&variant=${variant}&integrity=${integrity}`,
      );
      const [code = "", policy] = await builder.page.locator("#for-html code").allTextContents();
      await builder.close();
      const headers = {
        "content-security-policy": `default-src 'none'; img-src data:; require-trusted-types-for 'script'; ${policy}`,
      };
      // Scripts in the head, as the first lines are; the button in the text.
      const [button = "", ...tags] = code.split("\n").reverse();
      const html = htmlPage(tags.reverse().join(""), `<p>Like it? ${button} Text behind.</p>`);
      const path = `/pasted-${integrity}`;
      const token = await stage.instance.token(undefined, stage.site);
      const { page, complaints, close } = await openPage(stage, stage.serve(path, { html, headers }), {
        before: async (opened) => {
          await opened.addInitScript(keepToken, [`rivulet:${stage.backend}:token`, token] as const);
        },
      });
      await drawn(page);
      await page.locator("rivulet-button [part=button]").click();
      await page.waitForFunction(
        () => Reflect.get(document.querySelector("rivulet-button") as Element, "state") === "counted",
      );
      await page.getByRole("button", { name: "Undo" }).waitFor();
      expect(complaints).toEqual([]);
      await close();
    },
  );

  it("follows each choice, shows the real button, and trying it gives nothing", async () => {
    const { page, complaints, close } = await openPage(stage, `${stage.backend}/builder`);
    await page.getByLabel("Handle").fill("marothro");
    await page.getByLabel("Word on the button").fill("Merci bien");
    await page.getByLabel("Accent").fill("#aa2200");
    await page.locator("rivulet-button[label='Merci bien']").waitFor();
    await drawn(page);
    expect(page.url()).toContain("publisher=marothro");
    const accent = await page
      .locator("rivulet-button")
      .evaluate((button) => getComputedStyle(button).getPropertyValue("--rivulet-accent"));
    expect(accent).toBe("#aa2200");
    await page.locator("rivulet-button [part=button]").click();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it("copies a snippet by one press, and says so", async () => {
    const { page, context, close } = await openPage(stage, `${stage.backend}/builder?publisher=marothro`);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy: HTML", exact: true }).click();
    await page.getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.locator("#for-html code").first().textContent());
    await close();
  });
});

function keepToken([key, token]: readonly [string, string]): void {
  localStorage.setItem(key, JSON.stringify({ token, sub: "test" }));
}
