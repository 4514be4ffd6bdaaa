import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handleOf } from "../../src/flattr/handle-of.js";
import { describe as describeOld, toButton } from "../../src/flattr/old-button.js";
import { readAddress } from "../../src/flattr/read-address.js";
import { readAnchor } from "../../src/flattr/read-anchor.js";
import { readGlobals, setsGlobals } from "../../src/flattr/read-globals.js";

const BASE = "https://meadow.example/list/";
const anchor = (attributes: Record<string, string>, text = "") => readAnchor({ attributes, text });

describe("an old anchor", () => {
  it("of the usual plugin is read: packed rev, a blank before the title, the text as description", () => {
    const fields = anchor(
      {
        class: "FlattrButton",
        style: "display:none;",
        href: "https://meadow.example/2012/04/bees/",
        title: " Bees in   April",
        rev: "flattr;uid:wiese;language:en_GB;category:text;tags:bees,how to,/etc/hive,11.1,Wild_Bees;button:compact;",
      },
      "The bees are back, and\n so are we...",
    );
    expect(fields).toEqual({
      url: "https://meadow.example/2012/04/bees/",
      title: "Bees in April",
      uid: "wiese",
      language: "en_GB",
      category: "text",
      tags: "bees,how to,/etc/hive,11.1,Wild_Bees",
      button: "compact",
      description: "The bees are back, and so are we...",
    });
  });

  it("has its pairs in rel where rev has none, in any order, the last without its semicolon", () => {
    expect(anchor({ rel: "flattr;button:compact;uid:wiese;popout:0", rev: "made" })).toEqual({
      button: "compact",
      uid: "wiese",
      popout: "0",
    });
    expect(anchor({ rel: "flattr;tags:blog;", href: "https://meadow.example/" })).toEqual({
      tags: "blog",
      url: "https://meadow.example/",
    });
  });

  it("is split at the first colon of a pair, since addresses hold colons", () => {
    expect(anchor({ rev: "flattr;url:https://meadow.example:8080/a;uid:wiese" })).toEqual({
      url: "https://meadow.example:8080/a",
      uid: "wiese",
    });
  });

  it("is not packed when the word is written large", () => {
    expect(anchor({ rel: "Flattr;uid:wiese", href: "node/1/" })).toEqual({ url: "node/1/" });
  });

  it("with both spellings is merged, the packed one winning key by key", () => {
    const both = {
      href: "https://meadow.example/comic",
      lang: "en",
      "data-flattr-uid": "wiese",
      "data-flattr-tags": "comics, bees",
      "data-flattr-category": "images",
      "data-flattr-button": "default",
      rev: "flattr;button:compact;",
    };
    expect(anchor(both)).toEqual({
      url: "https://meadow.example/comic",
      language: "en",
      uid: "wiese",
      tags: "comics, bees",
      category: "images",
      button: "compact",
    });
  });

  it("has attributes of another prefix where the loader's address names one", () => {
    const attributes = { "data-fvar-uid": "wiese", "data-fvar-hidden": "1" };
    expect(readAnchor({ attributes }, "data-fvar")).toEqual({ uid: "wiese", hidden: "1" });
  });

  it("whose href is a payment link is for what that link is for", () => {
    const href =
      "https://flattr.com/submit/auto?user_id=wiese&url=https%3A%2F%2Fmeadow.example%2Fa&title=Hay";
    expect(anchor({ href, "data-flattr-url": "https://meadow.example/b" })).toEqual({
      user_id: "wiese",
      url: "https://meadow.example/b",
      title: "Hay",
    });
  });

  it("with nothing but an address is read, and so is one with empty values", () => {
    expect(anchor({ href: "https://meadow.example/" })).toEqual({ url: "https://meadow.example/" });
    expect(anchor({ rev: "flattr;uid:;tags: ;:x;nothing;button:compact" })).toEqual({
      button: "compact",
      "": "x",
    });
  });
});

describe("a static link", () => {
  it("to submit/auto is read with raw blanks, doubled signs and empty values", () => {
    const raw =
      "https://flattr.com/submit/auto?user_id=wiese&url=https://code.example/hive&&title=The Hive&language=&tags=bees&hidden=1";
    expect(readAddress(raw)).toEqual({
      user_id: "wiese",
      url: "https://code.example/hive",
      title: "The Hive",
      tags: "bees",
      hidden: "1",
    });
  });

  it("with an id of flattr.com's own names nobody, as a thing does; a profile names its handle", () => {
    expect(
      readAddress("https://flattr.com/submit/auto?fid=h1v3ab&url=https%3A%2F%2Fcode.example%2F"),
    ).toEqual({
      fid: "h1v3ab",
      url: "https://code.example/",
    });
    expect(
      readAddress("//button.flattr.com/view/?fid=h1v3ab&url=https%3A%2F%2Fcode.example%2F"),
    ).toMatchObject({
      url: "https://code.example/",
    });
    expect(readAddress("http://flattr.com/thing/4711/Bees-in-April")).toEqual({});
    expect(readAddress("http://flattr.com/thing/64757c282dfa2d2fbfd8b085bfe2ac95/Bees")).toEqual({});
    expect(readAddress("https://flattr.com/profile/wiese")).toEqual({ uid: "wiese" });
  });

  it("is none when it only leads to flattr.com, or pretends to", () => {
    expect(readAddress("https://flattr.com/")).toBeNull();
    expect(readAddress("https://flattr.com/about")).toBeNull();
    expect(readAddress("https://evil.example/flattr.com/thing/1")).toBeNull();
    expect(readAddress("https://notflattr.com/thing/1")).toBeNull();
  });
});

describe("the globals of 2010", () => {
  it("are read out of the script's text, with and without semicolons", () => {
    const script = `
      var flattr_btn = 'compact'
      var flattr_uid = 'wiese';
      var flattr_tle = "The bees' year";
      var flattr_dsc = 'It\\'s <b>long</b>';
      var flattr_cat='text', flattr_lng = 'de_DE', flattr_tag = 'bees, hay';
      var flattr_url = 'https://meadow.example/a';
      var flattr_hide = 'true';`;
    expect(readGlobals(script)).toEqual({
      button: "compact",
      uid: "wiese",
      title: "The bees' year",
      description: "It's <b>long</b>",
      category: "text",
      language: "de_DE",
      tags: "bees, hay",
      url: "https://meadow.example/a",
      hidden: "true",
    });
  });

  it("are read where a CMS has put every line into a paragraph", () => {
    const broken =
      "var flattr_uid = '12306';</p><p>var flattr_tle = 'M\\u00e4hen f\u00fcr Anf\u00e4nger';</p><p>var flattr_btn = 'compact';</p><p>";
    expect(readGlobals(broken)).toEqual({ uid: "12306", title: "Mähen für Anfänger", button: "compact" });
  });

  it("that are computed are taken as the scripts left them, and are no address without that", () => {
    const script = "var flattr_url = location.href + '#x'; var flattr_tle = 'A' + b; flattr_uid = 12306;";
    expect(readGlobals(script)).toEqual({ url: "computed:", uid: "12306" });
    const run = { flattr_url: "https://meadow.example/a", flattr_tle: "AB", flattr_uid: "else" };
    expect(readGlobals(script, run)).toEqual({ url: "https://meadow.example/a", title: "AB", uid: "12306" });
    expect(setsGlobals(script)).toBe(true);
    expect(setsGlobals("s.src = '//api.flattr.com/js/0.6/load.js?mode=auto'")).toBe(false);
  });
});

describe("an old button becomes", () => {
  const become = (fields: Parameters<typeof toButton>[0], publisher: string | undefined = "marothro") =>
    toButton(fields, publisher, BASE);

  it("one for its address without the fragment, relative or encoded by mistake", () => {
    expect(become({ url: "../project/#bees" })).toMatchObject({ url: "https://meadow.example/project/" });
    expect(become({ url: "http%3A%2F%2Fmeadow.example%2Fa" })).toMatchObject({
      url: "http://meadow.example/a",
    });
    expect(become({})).toMatchObject({ url: undefined });
  });

  it("none where its address is not of the web, or nobody is to be thanked", () => {
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      "https%3A%2F%2F%E0%A4%A",
      "mailto:a@b.example",
    ])
      expect(become({ url })).toEqual({ why: "no web address" });
    expect(toButton({ url: "/a" }, undefined, BASE)).toEqual({ why: "no publisher" });
  });

  it("unlisted as it was hidden, in words or numeric, which the attribute takes; large unless it was compact", () => {
    expect(become({ hidden: "1", button: "compact" })).toMatchObject({ unlisted: "1", variant: "compact" });
    expect(become({ hidden: "false", button: "default" })).toMatchObject({
      unlisted: "false",
      variant: "large",
    });
    expect(become({})).toMatchObject({ unlisted: undefined, variant: "large" });
  });

  it("one whose language is a BCP 47 tag, or none", () => {
    const language = (text: string) => Reflect.get(become({ language: text }), "language");
    expect(["en_GB", "sv_SE", "en", "zh-Hans", "cpp", "language", "", "e"].map(language)).toEqual([
      "en-GB",
      "sv-SE",
      "en",
      "zh-Hans",
      ...[undefined, undefined, undefined, undefined],
    ]);
  });

  it("one whose description has no tags and ends at 1,000 characters", () => {
    expect(describeOld({ description: "Long<br />ago, <b>bees</b>" })).toBe("Long ago, bees");
    expect(describeOld({ description: "🐝".repeat(1001) })).toBe("🐝".repeat(1000));
    expect(describeOld({})).toBe("");
  });
});

describe("a classic name", () => {
  it("is nobody's handle: all goes to the page's own publisher", () => {
    expect(handleOf({ uid: "Wiese" }, "", "marothro")).toBe("marothro");
    expect(handleOf({}, "", "marothro")).toBe("marothro");
    expect(handleOf({ uid: "Wiese" }, "", undefined)).toBeUndefined();
  });

  it("is mapped where the page says so, and a handle where it says that of all", () => {
    const names = "Wiese:meadow_b, 12306: hay";
    expect(handleOf({ uid: "Wiese" }, names, "marothro")).toBe("meadow_b");
    expect(handleOf({ user_id: "12306" }, names, undefined)).toBe("hay");
    expect(handleOf({ uid: "else" }, names, "marothro")).toBe("marothro");
    expect(handleOf({ uid: "Wiese" }, "*", "marothro")).toBe("wiese");
    expect(handleOf({ uid: "Wiese" }, "*,Wiese:hay", undefined)).toBe("hay");
    expect(handleOf({}, "*", "marothro")).toBe("marothro");
    expect(handleOf({ uid: "constructor" }, names, undefined)).toBeUndefined();
  });
});

describe("whatever stands in old markup", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string().map((rest) => `flattr;${rest}`),
  );

  it("no text as an attribute, an address or a script ever throws", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), text), text, text, text, (more, rev, href, title) => {
        const fields = readAnchor({ attributes: { ...more, rev, href, title }, text: title }, rev);
        toButton(fields, handleOf(fields, rev, href), BASE);
        toButton(readGlobals(`flattr_url = ${href}; flattr_tle = '${title}'`), title, href);
        readAddress(`https://flattr.com/submit/auto?${href}`);
        describeOld(fields);
        return true;
      }),
    );
  });

  it("no address ever becomes a button's but one of the web", () => {
    const schemes = fc.constantFrom(
      "javascript:",
      "JavaScript:",
      "data:",
      "blob:https://",
      "\u0001java\nscript:",
      "",
    );
    fc.assert(
      fc.property(schemes, text, (scheme, rest) => {
        const button = toButton({ url: scheme + rest }, "marothro", BASE);
        return "why" in button || button.url === undefined || /^https?:\/\//.test(button.url);
      }),
    );
  });

  it("a text without end is read in time that grows as the text does", () => {
    expect(readGlobals(`flattr_url = '${"\\a".repeat(20_000)}`)).toEqual({ url: "computed:" });
  });
});
