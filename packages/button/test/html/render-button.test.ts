import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import vectors from "../../../protocol/markup-vectors.json" with { type: "json" };
import { loadFile } from "../../src/files.js";
import { GIVE_WORDS } from "../../src/html/give-words.js";
import { type ButtonOptions, renderButton } from "../../src/html/render-button.js";
import { LANGUAGES, lineWords } from "../../src/words/line-words.js";

const LEAST = {
  backend: "https://give.example.org",
  publisher: "marothro",
  url: "https://blog.example/my-post",
};
const render = (more: object) => renderButton({ ...LEAST, ...more } as ButtonOptions);

describe("renderButton", () => {
  it.each(vectors.filter(({ out }) => out !== null))("writes what the vector says: $rule", (vector) => {
    expect(renderButton(vector.in as ButtonOptions)).toBe(vector.out);
  });

  it.each(vectors.filter(({ out }) => out === null))("throws a TypeError where it is $rule", (vector) => {
    expect(() => renderButton(vector.in as ButtonOptions)).toThrow(TypeError);
  });

  it("is tested where there is no DOM", () => {
    expect([typeof document, typeof HTMLElement, existsSync("/")]).toEqual(["undefined", "undefined", true]);
  });

  it("says in one sentence which option is wrong and how", () => {
    const sentence = (more: object) => {
      try {
        return render(more);
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(sentence({ publisher: undefined })).toBe(
      "publisher is missing: the handle of whoever is thanked.",
    );
    expect(sentence({ url: "javascript:alert(1)" })).toBe(
      'url is an absolute http or https address, and not "javascript:alert(1)".',
    );
    expect(sentence({ backend: "javascript:alert(1)" })).toBe(
      'backend is an https address (http on localhost), and not "javascript:alert(1)".',
    );
    expect(sentence({ variant: "huge" })).toBe('variant is one of compact, large, icon, and not "huge".');
    expect(sentence({ lang: "not a tag" })).toBe(
      'lang is a BCP 47 tag such as fr or pt-BR, and not "not a tag".',
    );
  });

  it("writes half of a surrogate pair, which no file can hold, as U+FFFD", () => {
    expect(render({ name: "a\ud83cb" })).toContain(' name="a\ufffdb"');
    expect(render({ name: "a\udf0ab" })).toContain("&amp;title=a%EF%BF%BDb");
  });

  it("writes an address as browsers read it", () => {
    expect(render({ url: "https://münchen.example/ü b?q=ü" })).toContain(
      ' url="https://xn--mnchen-3ya.example/%C3%BC%20b?q=%C3%BC"',
    );
  });

  it("writes a shadow root on one line, with the nonce, for an element alone", () => {
    const html = render({ shadow: true, nonce: "r4nd0m+/=", name: "</template>" });
    expect(html).toMatch(
      /^<rivulet-button [^>]*><template shadowrootmode="open"><style nonce="r4nd0m\+\/=">/,
    );
    expect(html).not.toMatch(/[\n\r\t]|> </);
    expect(html.split("</template>")).toHaveLength(2);
    expect(() => render({ shadow: true, nonce: '"><script>' })).toThrow(TypeError);
    expect(() => render({ shadow: true, form: "link" })).toThrow(TypeError);
  });

  it("says the same word on the button as the button itself, in every language", async () => {
    for (const lang of LANGUAGES.split(" ")) {
      const { line = lineWords[lang] } = await loadFile(`words-${lang}`);
      expect([lang, GIVE_WORDS[lang]?.[0]]).toEqual([lang, line?.idle]);
    }
  });

  it("writes one line without blanks between tags", () => {
    for (const { out } of vectors) expect(out ?? "").not.toMatch(/[\n\r\t]|> | <\//);
  });
});

describe("the markup vectors", () => {
  it("have a rule each, by which a failure is found", () => {
    const rules = vectors.map(({ rule }) => rule);
    expect(new Set(rules).size).toBe(rules.length);
  });
});
