import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buttonTag, drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";

describe("the popover's words", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
    const body = `<p>${buttonTag()}</p>`;
    stage.serve("/ruisseau", { html: htmlPage(scriptTag(stage.backend), body, 'lang="fr"') });
  });
  afterAll(() => stage.close());

  /** A French page on which these files do not come, after a press. */
  const press = async (...missing: string[]) => {
    const watched = await openPage(stage, `${stage.site}/ruisseau`, {
      before: async (page) => {
        for (const file of missing) await page.route(`${stage.backend}/${file}`, (route) => route.abort());
      },
    });
    await drawn(watched.page);
    await watched.page.locator("[part=button]").click();
    return watched;
  };
  const files = ({ requests }: Awaited<ReturnType<typeof press>>) =>
    requests.map((request) => request.url()).filter((url) => url.includes("words-"));

  it("are loaded in the language of the page, and in no other", async () => {
    const watched = await press();
    await watched.page.getByRole("button", { name: "Se connecter" }).waitFor();
    expect(files(watched)).toEqual([`${stage.backend}/words-fr.js`]);
    expect(watched.complaints).toEqual([]);
    await watched.close();
  });

  it("are English where those of the language do not come", async () => {
    const { page, close } = await press("words-fr.js");
    await page.getByRole("button", { name: "Connect" }).waitFor();
    expect(await page.locator("[part=label]").textContent()).toBe("Gardé");
    await close();
  });

  it("are missing where none come: the popover stays closed, and the word in the line is what is said", async () => {
    const { page, complaints, close } = await press("words-fr.js", "words-en.js");
    await page.getByRole("status").filter({ hasText: "Gardé" }).waitFor({ state: "attached" });
    expect(await page.locator("[part=popover]").count()).toBe(0);
    expect(complaints.filter((line) => line.startsWith("error"))).toEqual([]);
    await close();
  });
});

describe("the words in the line", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const serve = (path: string, lang: string, body = `<p>${buttonTag()}</p><p>${buttonTag('url="/2"')}</p>`) =>
    stage.serve(path, { html: htmlPage(scriptTag(stage.backend), body, `lang="${lang}"`) });
  const shown = () =>
    [...document.querySelectorAll("rivulet-button")].map((one) => {
      const view = one.shadowRoot?.querySelector<HTMLElement>(".view");
      return [view?.querySelector("[part=label]")?.textContent, view?.lang, view?.dir];
    });

  it("come once from their own file, and until then the fallback shows", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let ask = () => {};
    const asked = new Promise<void>((resolve) => {
      ask = resolve;
    });
    const { page, requests, complaints, close } = await openPage(stage, serve("/de", "de-AT"), {
      before: (page) =>
        page.route(`${stage.backend}/words-de.js`, async (route) => {
          ask();
          await released;
          await route.continue();
        }),
    });
    await asked;
    expect(await page.evaluate(shown)).toEqual([
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ]);
    expect(await page.locator("rivulet-button a").first().isVisible()).toBe(true);
    release();
    await drawn(page);
    expect(await page.evaluate(shown)).toEqual([
      ["Geben", "de", "ltr"],
      ["Geben", "de", "ltr"],
    ]);
    expect(requests.filter((request) => request.url().includes("words-")).length).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });

  it("carry their own language and direction, also on a page that runs the other way", async () => {
    const body = `<p dir="ltr">${buttonTag('lang="ar"')}</p><p>${buttonTag('lang="he" url="/2"')}</p><p>${buttonTag('lang="ja" url="/3"')}</p>`;
    const { page, close } = await openPage(stage, serve("/many", "en", body));
    await drawn(page);
    expect(await page.evaluate(shown)).toEqual([
      ["تبرّع", "ar", "rtl"],
      ["לתת", "he", "rtl"],
      ["応援", "ja", "ltr"],
    ]);
    await close();
  });

  it("are English, and say so, where their file does not come", async () => {
    const { page, close } = await openPage(stage, serve("/pl", "pl"), {
      before: (page) => page.route(`${stage.backend}/words-pl.js`, (route) => route.abort()),
    });
    await drawn(page);
    expect((await page.evaluate(shown))[0]).toEqual(["Give", "en", "ltr"]);
    await close();
  });

  it("can be the page's own, in a language that is not ours too", async () => {
    const script = `<script>customElements.whenDefined("rivulet-button").then(() => {
      customElements.get("rivulet-button").words.sv = { idle: "Ge" };
    })</script>`;
    const html = htmlPage(script + scriptTag(stage.backend), `<p>${buttonTag()}</p>`, 'lang="sv"');
    const { page, requests, close } = await openPage(stage, stage.serve("/sv", { html }));
    await drawn(page);
    expect((await page.evaluate(shown))[0]).toEqual(["Ge", "sv", "ltr"]);
    expect(requests.filter((request) => request.url().includes("words-"))).toEqual([]);
    await close();
  });

  it("change with the attribute", async () => {
    const { page, close } = await openPage(stage, serve("/change", "en", `<p>${buttonTag()}</p>`));
    await drawn(page);
    await page.evaluate(() => document.querySelector("rivulet-button")?.setAttribute("lang", "it"));
    await page.locator("rivulet-button .view[lang=it]").waitFor();
    expect((await page.evaluate(shown))[0]).toEqual(["Dona", "it", "ltr"]);
    await close();
  });
});
