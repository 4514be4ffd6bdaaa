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
