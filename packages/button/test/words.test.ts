// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { loadFile } from "../src/files.js";
import { sentences as en } from "../src/words/en.js";
import { LANGUAGES, lineWords, lineWordsOf } from "../src/words/line-words.js";
import { loadPopoverWords, type PopoverWords } from "../src/words/popover-words.js";

const languages = LANGUAGES.split(" ");

/** The words in the line, once their file has come. */
const lineOf = async (lang: string) => {
  await new Promise<void>((come) => (lineWordsOf(lang, come) ? come() : undefined));
  return lineWords[lang] as Record<string, string>;
};

/** The signs that stand for something, in a fixed order. */
const places = (text: string) => text.replace(/[^#@]/g, "").split("").sort().join("");

/** All sentences; what is said first of two that fit the same news is what counts, so the order is the same too. */
const flat = ({ news, ...words }: PopoverWords): Record<string, string> => ({ ...words, ...news });

describe("the words", () => {
  it("are there in eleven languages", () => {
    expect(languages.sort()).toEqual("ar de en es fr he it ja nl pl pt".split(" "));
  });

  it("of the popover are English where there is no such language", async () => {
    expect(await loadPopoverWords(loadFile, "sv")).toEqual(en);
  });

  it.each(languages)("are complete in %s, with the same places for numbers and names", async (lang) => {
    const { sentences } = await loadFile(`words-${lang}`);
    expect(Object.entries(flat(sentences)).map(([key, text]) => [key, places(text)])).toEqual(
      Object.entries(flat(en)).map(([key, text]) => [key, places(text)]),
    );
    expect(Object.values(flat(sentences)).filter((text) => !text.trim())).toEqual([]);
    const { dir, ...line } = await lineOf(lang);
    expect(Object.keys(line)).toEqual(Object.keys(lineWords.en));
    expect([line.lang, dir]).toEqual([lang, /ar|he/.test(lang) ? "rtl" : undefined]);
    expect(Object.values(line)).not.toContain("");
  });

  it("in the line tell each look apart, in every language", async () => {
    for (const lang of languages) {
      const { lang: _, dir, clicks, more, ...looks } = await lineOf(lang);
      expect(new Set(Object.values(looks)).size, lang).toBe(8);
    }
  });
});
