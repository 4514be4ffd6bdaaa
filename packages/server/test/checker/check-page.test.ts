import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPage } from "../../src/checker/check-page.js";

const TERMS = { address: "https://meadow.example/list", names: "", publisher: "marothro" };

describe("the checker of a page's source", () => {
  it("tells what each old button becomes, with its line, and why one becomes none", () => {
    const source = `<!doctype html><head>
<link rel="payment" href="https://flattr.com/submit/auto?user_id=wiese">
<meta name="flattr:id" content="h1v3ab"></head><body>
<a class="FlattrButton" href="/bees" rev="flattr;uid:wiese;button:compact">The <b>bees</b></a>
<a href="https://flattr.com/submit/auto?user_id=wiese&url=https://meadow.example/hay&&title=Hay">Flattr</a>
<iframe src="//button.flattr.com/view/?fid=h1v3ab&url=https%3A%2F%2Fmeadow.example%2Fframe"></iframe>
<script>var flattr_tle = 'Old'; var flattr_url = 'https://meadow.example/old';</script><script src="http://api.flattr.com/button/load.js"></script>
<div class="comment-content"><a class="FlattrButton" href="https://evil.example/">x</a></div>
<a class="FlattrButton" href="javascript:alert(1)">x</a>
<a href="https://flattr.com/">I use Flattr</a>`;
    const rows = checkPage(source, TERMS).map(({ line, kind, judged }) => [
      line,
      kind,
      judged && ("why" in judged ? judged.why : judged.url),
    ]);
    expect(rows).toEqual([
      [2, "head", null],
      [3, "head", null],
      [4, "anchor", "https://meadow.example/bees"],
      [5, "link", "https://meadow.example/hay"],
      [6, "frame", "https://meadow.example/frame"],
      [7, "globals", "https://meadow.example/old"],
      [8, "anchor", "a reader"],
      [9, "anchor", "no web address"],
    ]);
  });

  it("says where pages that differ in their fragments are one thing", () => {
    const source = `<a class="FlattrButton" href="/project/#bees"></a><a class="FlattrButton" href="/project/#hay"></a><a class="FlattrButton" href="/other"></a>`;
    expect(checkPage(source, TERMS).map(({ isShared }) => isShared)).toEqual([true, true, false]);
  });

  it("maps names, takes the loader's defaults and its prefix, and keeps the description", () => {
    const source = `<script src="//api.flattr.com/js/0.6/load.js?mode=auto&uid=Wiese&html5-key-prefix=data-fvar"></script><a class="FlattrButton" data-fvar-title="Hay" href="/a">So <i>long</i></a>`;
    expect(checkPage(source, { ...TERMS, names: "Wiese:meadow" })).toMatchObject([
      { judged: { publisher: "meadow", name: "Hay", description: "So long", written: "/a" } },
    ]);
    expect(checkPage(source, { ...TERMS, publisher: undefined })).toMatchObject([
      { judged: { why: "no publisher" } },
    ]);
  });

  it("refuses a source that is nested too deeply to be a page, and reads any other", () => {
    const nested = (depth: number) => `${"<div>".repeat(depth)}<a class="FlattrButton" href="/a">x</a>`;
    expect(checkPage(nested(900), TERMS)).toHaveLength(1);
    expect(() => checkPage(nested(100_000), TERMS)).toThrow(RangeError);
    fc.assert(
      fc.property(fc.string(), fc.string(), (rev, rest) => {
        checkPage(
          `<a class=FlattrButton rev="flattr;${rev}" href="${rest}"><script>flattr_url=${rev}</script>${rest}`,
          TERMS,
        );
      }),
    );
  });
});
