import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { htmlPage, openPage, openStage, pathsOf, type Stage, scriptTag } from "./open-page.js";

/** A page of 2012 with every kind of old button, of which only the script tag is new. */
const OLD_PAGE = `
<main>
<p id="plugin"><a class="FlattrButton" style="display:none;" href="https://blog.example/bees/" title=" Bees in April" lang="en" rev="flattr;uid:wiese;language:en_GB;category:text;tags:bees,how to;button:compact;">The bees are back...</a></p>
<p id="documented"><a class="FlattrButton" style="display:none;" title="Hay" rel="flattr;uid:wiese;category:text;tags:hay,meadow;" href="https://blog.example/hay">Hay again</a></p>
<p id="html5"><a class="FlattrButton" style="display:none;" title="A project" data-flattr-uid="wiese" data-flattr-tags="text, bees" data-flattr-hidden="1" data-flattr-button="compact" href="https://blog.example/project/#hive"></a></p>
<p id="mixed"><a class="FlattrButton" href="https://blog.example/comic" title="Comic" data-flattr-uid="mapped" data-flattr-category="images" rev="flattr;button:compact;">Comics</a></p>
<p id="bare"><a class="FlattrButton" style="display:none;" href="https://blog.example/"></a></p>
<p id="badge"><a href="https://flattr.com/submit/auto?user_id=wiese&url=https://blog.example/code&&title=The Hive&language=cpp" target="_blank"><img src="data:image/png,flattr-badge-large.png" alt="Flattr this"></a></p>
<p id="tall"><a href="http://flattr.com/thing/4711/Bees"><img src="data:image/png,button-static-50x60.png" title="Flattr this"></a></p>
<p id="words"><a href="https://flattr.com/submit/auto?fid=h1v3ab&amp;url=https%3A%2F%2Fblog.example%2Fwords">Flattr my words</a></p>
<p id="frame"><iframe src="data:text/html,flattr.com/view" title="Flattr" height="62" width="55"></iframe></p>
<div id="globals"><script>
  var flattr_uid = 'wiese';
  var flattr_tle = 'The first'
  var flattr_url = 'https://blog.example/first';
  var flattr_btn = 'compact';
  var flattr_hide = 'true';
</script>LOADER</div>
<div id="broken"><script>var flattr_tle = 'The second';</p><p>var flattr_url = 'https://blog.example/second';</p><p></script>LOADER</div>
<div id="home"><a href="https://flattr.com/">I use Flattr</a></div>
<div id="unreadable"><a class="FlattrButton" style="display:none" href="https://blog.example/odd" rev="flattr;url:mailto:a@b.example">Odd</a></div>
<ol class="commentlist"><li id="comment-7" class="comment"><a class="FlattrButton" href="https://evil.example/" rev="flattr;uid:evil;">mine</a></li></ol>
<p id="reader"><a rel="ugc" href="https://flattr.com/profile/evil">a reader</a></p>
<p id="nofollow"><a rel="external nofollow" href="https://flattr.com/submit/auto?user_id=evil&url=https://evil.example/">a reader</a></p>
</main>`;

/** What is asked of each button: where it stands, and its thing. */
type Row = { place: string; thing: { publisher: string; url: string; title: string } };

const things = () =>
  [...document.querySelectorAll("rivulet-button")].map((one) => ({
    place: one.closest("[id]")?.id ?? "",
    thing: Reflect.get(one, "thing"),
  }));

describe("old Flattr buttons", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  const open = async (path: string, body: string, attributes = "", before?: string) => {
    const tag = scriptTag(
      stage.backend,
      `data-flattr="mapped:marothro" data-publisher="marothro" ${attributes}`,
    );
    const html = htmlPage(before ?? "", body.replaceAll("LOADER", tag));
    const watched = await openPage(stage, stage.serve(path, { html }));
    return { ...watched, things: () => watched.page.evaluate(things) as Promise<Row[]> };
  };

  const alive = async (page: Awaited<ReturnType<typeof open>>["page"], count: number) => {
    await page.waitForFunction((wanted) => {
      const all = [...document.querySelectorAll("rivulet-button")];
      return all.length === wanted && all.every((one) => one.shadowRoot?.querySelector("button"));
    }, count);
  };

  it("all come alive by one changed script tag, each for its own thing, and what is a reader's stays", async () => {
    const { page, complaints, things, close } = await open("/old", OLD_PAGE);
    await alive(page, 10);
    const shown = Object.fromEntries((await things()).map(({ place, thing }) => [place, thing]));
    expect(shown).toEqual({
      plugin: {
        publisher: "marothro",
        url: "https://blog.example/bees/",
        title: "Bees in April",
        category: "text",
        tags: ["bees", "how to"],
        language: "en-GB",
      },
      documented: {
        publisher: "marothro",
        url: "https://blog.example/hay",
        title: "Hay",
        category: "text",
        tags: ["hay", "meadow"],
        language: "en",
      },
      html5: {
        publisher: "marothro",
        url: "https://blog.example/project/",
        title: "A project",
        tags: ["text", "bees"],
        language: "en",
        unlisted: true,
      },
      mixed: {
        publisher: "marothro",
        url: "https://blog.example/comic",
        title: "Comic",
        category: "images",
        language: "en",
      },
      bare: {
        publisher: "marothro",
        url: "https://blog.example/",
        title: "A post about rivers",
        language: "en",
      },
      badge: { publisher: "marothro", url: "https://blog.example/code", title: "The Hive", language: "en" },
      tall: {
        publisher: "marothro",
        url: `${stage.site}/old`,
        title: "A post about rivers",
        language: "en",
      },
      words: {
        publisher: "marothro",
        url: "https://blog.example/words",
        title: "A post about rivers",
        language: "en",
      },
      globals: {
        publisher: "marothro",
        url: "https://blog.example/first",
        title: "The first",
        language: "en",
        unlisted: true,
      },
      broken: {
        publisher: "marothro",
        url: "https://blog.example/second",
        title: "The second",
        language: "en",
        unlisted: true,
      },
    });
    for (const name of ["a reader", "mine", "I use Flattr", "Odd"])
      expect(await page.getByRole("link", { name }).first().isVisible(), name).toBe(true);
    expect(complaints.filter((line) => !line.includes("Unexpected token"))).toEqual([]);
    await close();
  });

  it("reach the server by a press with the right address, title and publisher", async () => {
    const { page, close } = await open("/pressed", OLD_PAGE);
    await alive(page, 10);
    const token = await stage.instance.token(undefined, stage.site);
    await page.evaluate(([key, value]) => localStorage.setItem(key, value), [
      `rivulet:${stage.backend}:token`,
      JSON.stringify({ token, sub: "test" }),
    ] as const);
    await page.reload();
    await alive(page, 10);
    const things = {
      plugin: { url: "https://blog.example/bees/", title: "Bees in April" },
      html5: { url: "https://blog.example/project/", title: "A project", unlisted: true },
      badge: { url: "https://blog.example/code", title: "The Hive" },
      broken: { url: "https://blog.example/second", title: "The second" },
    };
    for (const [place, thing] of Object.entries(things)) {
      const sent = page.waitForRequest((request) => request.url().endsWith("/v1/clicks"));
      await page.locator(`#${place} rivulet-button [part=button]`).press("Enter");
      const request = await sent;
      expect(request.postDataJSON().clicks).toEqual([
        expect.objectContaining({ publisher: "marothro", ...thing }),
      ]);
      const answered = (await (await request.response())?.json()) as { results: unknown[] } | undefined;
      expect(answered?.results).toEqual([expect.objectContaining({ status: "counted", count: 1 })]);
    }
    const rows = await stage.instance.db.selectFrom("things").select("url").orderBy("url").execute();
    expect(rows.map(({ url }) => url)).toEqual(
      Object.values(things)
        .map(({ url }) => url)
        .sort(),
    );
    await close();
  });

  it("that a page asks the loader for, early or late, stand where they were asked for", async () => {
    const script = `LOADER<div id="a"></div><div id="b">old</div><script>
      FlattrLoader.render({ uid: "wiese", url: "https://blog.example/a", title: "A", button: "compact" }, "a", "append");
      FlattrLoader.render({ url: "https://blog.example/b" }, document.getElementById("b"), "replace");
      FlattrLoader.render({ url: "https://blog.example/c" }, "missing", "replace");
      FlattrLoader.render();
      FlattrLoader.setup();
    </script>`;
    const { page, complaints, things, close } = await open("/loader", script);
    await alive(page, 2);
    expect((await things()).map(({ thing }) => thing.url)).toEqual([
      "https://blog.example/a",
      "https://blog.example/b",
    ]);
    await page.evaluate(() => {
      const late = document.createElement("a");
      late.className = "FlattrButton";
      late.href = "https://blog.example/late";
      document.body.append(late);
    });
    await alive(page, 3);
    expect(complaints).toEqual([]);
    await close();
  });

  it("print once what was understood of each, where the page asks for it", async () => {
    const { page, complaints, close } = await open("/report", OLD_PAGE, "data-flattr-report");
    await alive(page, 10);
    expect(complaints.filter((line) => line.startsWith("console"))).toHaveLength(1);
    await close();
  });

  it("outside of what data-links names stay links", async () => {
    const body = `<main>LOADER<a class="FlattrButton" href="https://blog.example/in">in</a></main><a class="FlattrButton" href="https://blog.example/out">out</a>`;
    const { page, things, close } = await open("/places", body, 'data-links="main"');
    await alive(page, 1);
    expect((await things()).map(({ thing }) => thing.url)).toEqual(["https://blog.example/in"]);
    await close();
  });

  it("cost a page that does not ask for them nothing: no file is loaded", async () => {
    const html = htmlPage(
      scriptTag(stage.backend, 'data-publisher="marothro"'),
      OLD_PAGE.replaceAll("LOADER", ""),
    );
    const { page, requests, close } = await openPage(stage, stage.serve("/unasked", { html }));
    await page.waitForFunction(() => customElements.get("rivulet-button"));
    await page.waitForLoadState("networkidle");
    expect(pathsOf(requests, stage.backend)).toEqual(["/button.js"]);
    expect(await page.evaluate(() => "FlattrLoader" in window)).toBe(false);
    await close();
  });
});
