import axe from "axe-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  buttonTag,
  drawn,
  FALLBACK,
  htmlPage,
  openPage,
  openStage,
  type Stage,
  scriptTag,
} from "./open-page.js";

describe("on a stranger's page the button", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it("breaks no strict policy and needs no trusted type, to its last state", async () => {
    const { backend } = stage;
    const policy = `default-src 'none'; script-src ${backend}/; connect-src ${backend}; style-src 'self'; require-trusted-types-for 'script'; img-src data:`;
    const html = htmlPage(scriptTag(backend), `<p>${buttonTag()}</p>`);
    const url = stage.serve("/strict", { html, headers: { "content-security-policy": policy } });
    const { page, complaints, close } = await openPage(stage, url);
    await drawn(page);
    await page.locator("[part=button]").click();
    await page.getByRole("button", { name: "Connect" }).waitFor();
    expect(complaints).toEqual([]);
    await close();
  });

  it("counts and keeps with a policy that allows its one file", async () => {
    const { backend } = stage;
    const policy = `script-src ${backend}/button.js`;
    const html = htmlPage(scriptTag(backend), `<p>${buttonTag('url="/one"')}</p>`);
    const url = stage.serve("/one-file", { html, headers: { "content-security-policy": policy } });
    const { page, complaints, close } = await openPage(stage, url);
    await page.waitForFunction(() =>
      document.querySelector("rivulet-button")?.shadowRoot?.textContent?.includes("0"),
    );
    await page.locator("[part=button]").click();
    await page.locator("rivulet-button .pending").waitFor();
    expect(complaints.filter((line) => line.startsWith("error"))).toEqual([]);
    await close();
  });

  it("has no findings of axe, idle and with its popover open", async () => {
    const html = htmlPage(scriptTag(stage.backend), `<main><h1>Rivers</h1><p>${buttonTag()}</p></main>`);
    const { page, close } = await openPage(stage, stage.serve("/axe", { html }));
    await drawn(page);
    await page.evaluate(axe.source);
    const findings = () =>
      page.evaluate(async () => {
        const run = Reflect.get(window, "axe").run as () => Promise<{
          violations: { id: string; nodes: { html: string }[] }[];
        }>;
        return (await run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
      });
    expect(await findings()).toEqual([]);
    await page.locator("[part=button]").click();
    await page.getByRole("button", { name: "Connect" }).waitFor();
    expect(await findings()).toEqual([]);
    await close();
  });

  it("takes the focus over from its fallback, and is named by its word and the thing's title", async () => {
    const html = htmlPage("", `<p>${buttonTag()}</p>`);
    const { page, close } = await openPage(stage, stage.serve("/focus", { html }));
    await page.getByRole("link", { name: FALLBACK }).focus();
    await page.addScriptTag({ url: `${stage.backend}/button.js` });
    await drawn(page);
    const focused = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent);
    expect(focused).toMatch(/^Give A post about rivers/);
    await close();
  });

  it("is defined once by two copies of the script, and by the module after the classic one", async () => {
    const tags = `${scriptTag(stage.backend, "")}${scriptTag(stage.backend, "")}<script type="module" src="${stage.backend}/button.mjs"></script>`;
    const { page, complaints, close } = await openPage(
      stage,
      stage.serve("/twice", { html: htmlPage(tags, `<p>${buttonTag()}</p>`) }),
    );
    await drawn(page);
    expect(complaints).toEqual([]);
    await close();
  });

  it("draws from the module alone, with the backend of a meta in the head", async () => {
    const head = `<meta name="rivulet:backend" content="${stage.backend}"><meta name="rivulet:publisher" content="marothro"><script type="module" src="${stage.backend}/button.mjs"></script>`;
    const html = htmlPage(head, `<p><rivulet-button>${FALLBACK}</rivulet-button></p>`);
    const { page, complaints, close } = await openPage(stage, stage.serve("/module", { html }));
    await drawn(page);
    expect(
      await page.evaluate(() => Reflect.get(document.querySelector("rivulet-button") as Element, "thing")),
    ).toEqual({
      publisher: "marothro",
      url: `${stage.site}/module`,
      title: "A post about rivers",
      language: "en",
    });
    expect(complaints).toEqual([]);
    await close();
  });

  it("stays its fallback, with one warning, without a publisher or with a backend that the page does not name", async () => {
    const body =
      '<p><rivulet-button id="a">Give</rivulet-button> <rivulet-button id="b" publisher="p" backend="https://evil.example">Give</rivulet-button></p>';
    const html = htmlPage(scriptTag(stage.backend), body);
    const { page, complaints, close } = await openPage(stage, stage.serve("/wrong", { html }));
    await page.waitForFunction(() => customElements.get("rivulet-button"));
    expect(await page.getByText("Give").count()).toBe(2);
    expect(
      await page.evaluate(() =>
        [...document.querySelectorAll("rivulet-button")].map((one) => one.shadowRoot),
      ),
    ).toEqual([null, null]);
    expect(complaints).toEqual(["console: rivulet-button: no publisher"]);
    await close();
  });

  it("goes on after it was moved, removed and brought back, and never touches its own markup", async () => {
    const html = htmlPage(scriptTag(stage.backend), `<p>${buttonTag()}</p><div></div>`);
    const { page, complaints, close } = await openPage(stage, stage.serve("/moved", { html }));
    const markup = () => page.evaluate(() => document.querySelector("rivulet-button")?.outerHTML);
    const written = await markup();
    await drawn(page);
    await page.evaluate(async () => {
      const button = document.querySelector("rivulet-button") as Element;
      document.querySelector("div")?.append(button);
      button.remove();
      await new Promise(requestAnimationFrame);
      document.querySelector("div")?.append(button);
    });
    await page.locator("[part=button]").click();
    await page.locator("rivulet-button .pending").waitFor();
    expect(await markup()).toBe(written);
    expect(complaints).toEqual([]);
    await close();
  });
});
