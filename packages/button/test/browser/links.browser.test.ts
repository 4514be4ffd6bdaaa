import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isReaders } from "../../src/links/authors-link.js";
import { drawn, htmlPage, openPage, openStage, type Stage, scriptTag } from "./open-page.js";

describe("links to the backend", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const open = async (path: string, body: string, attributes = 'data-links="article"') => {
    const html = htmlPage(
      scriptTag(stage.backend, attributes),
      body.replaceAll("SUBMIT", `${stage.backend}/submit/auto?user_id=marothro&amp;`),
    );
    const watched = await openPage(stage, stage.serve(path, { html }));
    await watched.page.waitForFunction(() => document.querySelector("rivulet-button"));
    await drawn(watched.page);
    return watched;
  };
  const LINK = '<a rel="payment nofollow" href="SUBMIT';

  it("become buttons in the places that data-links names, with attributes from data and query, around the very link", async () => {
    const body = `<article><p>${LINK}url=https://blog.example/a&amp;title=From+query&amp;tags=a,b&amp;language=fr_FR&amp;hidden=1" id="mine" class="theme" data-name="From data" data-nocount>Give</a></p>
      <p><a class="rivulet-button" data-publisher="marothro" data-url="https://blog.example/b" data-variant="compact" href="/donate">Give</a></p></article>
      <aside>${LINK}url=https://blog.example/c">Give</a></aside>`;
    const script = `<script>document.addEventListener("click", ({ target }) => { window.pressed = target.id })</script>`;
    const { page, complaints, close } = await open("/links", body + script);
    const seen = await page.evaluate(() =>
      [...document.querySelectorAll("rivulet-button")].map((one) => [
        Reflect.get(one, "thing"),
        one.hasAttribute("nocount"),
        one.firstElementChild?.outerHTML.replace(/ href="[^"]*"/, ""),
      ]),
    );
    expect(seen).toEqual([
      [
        {
          publisher: "marothro",
          url: "https://blog.example/a",
          title: "From data",
          tags: ["a", "b"],
          language: "fr-FR",
          unlisted: true,
        },
        true,
        '<a rel="payment nofollow" id="mine" class="theme" data-name="From data" data-nocount="">Give</a>',
      ],
      [
        {
          publisher: "marothro",
          url: "https://blog.example/b",
          title: "A post about rivers",
          language: "en",
        },
        false,
        '<a class="rivulet-button" data-publisher="marothro" data-url="https://blog.example/b" data-variant="compact">Give</a>',
      ],
    ]);
    expect(await page.locator("aside rivulet-button").count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });

  it("of a reader's comment never become buttons, however the CMS marks it; nor do those to another backend", async () => {
    const comments = [
      '<a rel="ugc nofollow" href="SUBMIT">x</a>',
      '<a rel="payment UGC" href="SUBMIT">x</a>',
      '<a rel="external nofollow" href="SUBMIT">x</a>',
      '<div id="comments"><a href="SUBMIT">x</a></div>',
      '<ol class="commentlist"><li><a href="SUBMIT">x</a></li></ol>',
      '<section class="a comment-body"><a rel="payment" href="SUBMIT">x</a></section>',
      '<div itemscope itemtype="https://schema.org/Comment"><a href="SUBMIT">x</a></div>',
      '<div itemprop="comment"><a href="SUBMIT">x</a></div>',
      '<a href="https://evil.example/submit/auto?user_id=evil">x</a>',
      '<a class="rivulet-button" data-publisher="evil" data-backend="https://evil.example" href="#">x</a>',
    ];
    const body = `<article class="hentry comments-open"><p>${LINK}url=https://blog.example/own">own</a></p>${comments.join("")}</article>`;
    const { page, close } = await open("/comments", body);
    expect(await page.locator("rivulet-button").allTextContents()).toEqual(["own"]);
    await close();
  });

  it("are judged alike by the page and by the checker of a page's source", async () => {
    const { AUTHORS } = await import("../../src/links/authors-link.js");
    const { page, close } = await open("/alike", `<article>${LINK}">own</a></article>`);
    const rels = [
      "",
      "ugc",
      "x UGC",
      "nofollow",
      "nofollow payment",
      "payment nofollow ugc",
      "ugcx",
      "Nofollow",
    ];
    const arounds: [name: string, value: string][] = [
      ["class", "post comments-open"],
      ["class", "comment even"],
      ["class", "comments"],
      ["class", "comment-content x"],
      ["class", "comment-form-like"],
      ["class", "commentlist"],
      ["class", "comment-list"],
      ["class", "comments-area"],
      ["id", "comments"],
      ["id", "respond"],
      ["id", "commentary"],
      ["itemprop", "comment"],
      ["itemtype", "https://schema.org/Comment"],
      ["itemtype", "https://schema.org/Commentary"],
    ];
    for (const rel of rels) {
      for (const [name, value] of arounds) {
        const byPage = await page.evaluate(
          ([attribute, text, says, selector]) => {
            const place = document.createElement("div");
            place.setAttribute(attribute, text);
            const link = place.appendChild(document.createElement("a"));
            link.rel = says;
            return !link.matches(`a${selector}`);
          },
          [name, value, rel, AUTHORS] as const,
        );
        expect([rel, name, value, isReaders(rel, value)]).toEqual([rel, name, value, byPage]);
      }
    }
    await close();
  });

  it("of later become buttons too, and keep the focus", async () => {
    const { page, close } = await open(
      "/later",
      `<article>${LINK}url=https://blog.example/a">Give</a></article>`,
    );
    await page.evaluate(() => {
      const link = document.createElement("a");
      link.href = (document.querySelector("article a") as HTMLAnchorElement).href;
      link.textContent = "Later";
      document.querySelector("article")?.append(link);
      link.focus();
    });
    await page.waitForFunction(() => document.querySelectorAll("rivulet-button").length === 2);
    await drawn(page);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Later");
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("rivulet-button");
    await close();
  });

  it("load no file where the script tag does not ask for it", async () => {
    const html = htmlPage(
      scriptTag(stage.backend),
      `<article><a href="${stage.backend}/submit/auto">x</a></article>`,
    );
    const { page, requests, close } = await openPage(stage, stage.serve("/no-links", { html }));
    await page.waitForFunction(() => customElements.get("rivulet-button"));
    await page.waitForLoadState("networkidle");
    expect(requests.map((request) => new URL(request.url()).pathname)).not.toContain("/links.js");
    expect(await page.locator("rivulet-button").count()).toBe(0);
    await close();
  });
});
