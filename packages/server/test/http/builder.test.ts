import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestInstance, type TestInstance } from "../serve-instance.js";
import { openTestBrowser, signIn } from "./test-browser.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await openTestInstance({ origin: "https://give.example.org" });
});
afterAll(() => instance.close());

type Snippet = "html" | "link" | "react" | "vue" | "wordpress" | "hugo" | "jekyll";

const open = async (query: Record<string, string>) =>
  await (await instance.app.request(`/builder?${new URLSearchParams(query)}`)).text();

/** Code and policy of one snippet, as a person copies them. */
async function snippet(name: Snippet, query: Record<string, string> = {}) {
  const page = await open({ publisher: "marothro", ...query });
  const part = page.split(`id="for-${name}"`)[1]?.split("</details>")[0] ?? "";
  const [code = "", policy = ""] = [...part.matchAll(/<code dir="ltr">([\s\S]*?)<\/code>/g)].map((found) =>
    readText(found[1] ?? ""),
  );
  return { code, policy };
}

const readText = (html: string) =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

const PAGE = { url: "https://blog.example/my-post", title: "Rivers & {streams}" };

describe("the builder, without script,", () => {
  test("writes HTML for each page's own address, with the least policy", async () => {
    expect(await snippet("html")).toEqual({
      code: [
        '<script async src="https://give.example.org/button.js"></script>',
        '<rivulet-button publisher="marothro" backend="https://give.example.org"><a rel="payment nofollow" href="https://give.example.org/submit/auto?user_id=marothro">Give&#160;with&#160;Rivulet</a></rivulet-button>',
      ].join("\n"),
      policy: "script-src https://give.example.org/; connect-src https://give.example.org;",
    });
  });

  test("writes each choice as an attribute, and braces as references", async () => {
    const choices = { theme: "dark", label: 'Say "thanks"', words: "fr", via: "redirect" };
    const { code } = await snippet("html", { ...PAGE, ...choices, nocount: "on", unlisted: "on" });
    expect(code).toContain(
      '<rivulet-button publisher="marothro" url="https://blog.example/my-post" name="Rivers &amp; &#123;streams&#125;" unlisted="" backend="https://give.example.org" theme="dark" label="Say &quot;thanks&quot;" lang="fr" nocount="" via="redirect">',
    );
    expect(code).toContain("&amp;title=Rivers%20%26%20%7Bstreams%7D&amp;hidden=1");
  });

  test("writes a link in a place of its own, so that no reader's link becomes a button", async () => {
    const { code } = await snippet("link", { variant: "icon" });
    expect(code).toContain('button.js" data-links=".rivulet"></script>');
    expect(code).toContain(
      '<p class="rivulet"><a class="rivulet-button" rel="payment" data-variant="icon" href="https://give.example.org/submit/auto?user_id=marothro">Give&#160;with&#160;Rivulet</a></p>',
    );
  });

  test("pins script and parts to this instance's files, with their integrity and the hash of the import map", async () => {
    const manifest = await (await instance.app.request("/button/manifest.json")).json();
    const { file, integrity } = manifest["button.js"];
    const folder = `https://give.example.org/button/${file.split("/")[0]}/`;
    const { code, policy } = await snippet("html", { integrity: "all" });
    expect(code).toContain(
      `<script async src="${folder}button.js" integrity="${integrity}" crossorigin="anonymous"></script>`,
    );
    const map = /<script type="importmap">(.*)<\/script>/.exec(code)?.[1] ?? "";
    expect(JSON.parse(map).integrity).toMatchObject({
      [`${folder}more.js`]: manifest["more.js"].integrity,
      [`${folder}words-fr.js`]: manifest["words-fr.js"].integrity,
    });
    const hash = createHash("sha256").update(map).digest("base64");
    expect(policy).toBe(`script-src ${folder} 'sha256-${hash}'; connect-src https://give.example.org;`);
    const { policy: lesser } = await snippet("html", { integrity: "script" });
    expect(lesser).toBe(`script-src ${folder}; connect-src https://give.example.org;`);
  });

  test("writes components whose address and title are handed in, for React and for Vue", async () => {
    const link = "https://give.example.org/submit/auto?user_id=marothro";
    const react = (await snippet("react")).code;
    expect(react).toContain(
      '<rivulet-button publisher="marothro" url={url} name={title} backend="https://give.example.org">',
    );
    expect(react).toContain(
      `href={\`${link}&url=\${encodeURIComponent(url)}&title=\${encodeURIComponent(title)}\`}`,
    );
    const vue = (await snippet("vue")).code;
    expect(vue).toContain(':url="url" :name="title"');
    expect(vue).toContain(
      `:href="\`${link}&amp;url=\${encodeURIComponent(url)}&amp;title=\${encodeURIComponent(title)}\`"`,
    );
  });

  test("writes templates that say each page's address and title, for Hugo and for Jekyll", async () => {
    const hugo = (await snippet("hugo")).code;
    expect(hugo).toContain('url="{{ .Permalink }}" name="{{ .Title }}"');
    expect(hugo).toContain("&amp;url={{ .Permalink }}&amp;title={{ .Title }}");
    const jekyll = (await snippet("jekyll")).code;
    expect(jekyll).toContain('url="{{ page.url | absolute_url | escape }}" name="{{ page.title | escape }}"');
    expect(jekyll).toContain(
      "&amp;url={{ page.url | absolute_url | url_encode }}&amp;title={{ page.title | url_encode }}",
    );
  });

  test("writes the colours as rules of the page's own style sheet", async () => {
    expect(await open({ accent: "#AA2200", background: "#fff0e0" })).toContain(
      "rivulet-button {\n  --rivulet-accent: #aa2200;\n  --rivulet-background: #fff0e0;\n}",
    );
  });

  test("names each field that cannot be used, and leaves it out", async () => {
    const page = await open({ publisher: "No One", url: "javascript:alert(1)", accent: "red" });
    expect(page.match(/aria-invalid="true"/g)).toHaveLength(3);
    expect(page).toContain("Write the whole address, with https://.");
    expect(page.split('id="result"')[1]).not.toMatch(/javascript:|No One/);
  });

  test("says when nobody has the handle", async () => {
    expect(await open({ publisher: "nobody" })).toContain("Nobody here has the handle nobody yet");
    expect(await open({ publisher: "marothro" })).not.toContain("Nobody here has");
  });

  test("stands behind a link on the publisher's page, with the handle filled in", async () => {
    const browser = openTestBrowser(instance);
    await signIn(instance, browser, "author@example.org");
    expect(await (await browser.get("/publisher")).text()).toContain('href="/builder?publisher=marothro"');
  });
});
