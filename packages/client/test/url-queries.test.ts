import { describe, expect, it } from "vitest";
import { queriesFor } from "../src/url-queries.js";

const site = "https://blog.example";

describe("the queries for counts", () => {
  it("are sorted and ask for each URL once", () => {
    const urls = ["https://b.example/", "https://a.example/", "https://b.example/"];
    expect(queriesFor(urls).map(({ query }) => query)).toEqual([
      "&url=https://a.example/&url=https://b.example/",
    ]);
  });

  it("ask for a list page's hundred buttons in one, relative to the page's origin", () => {
    const urls = Array.from(
      { length: 100 },
      (_, i) => `${site}/2026/11/a-post-with-a-rather-long-name-${i}/`,
    );
    const queries = queriesFor(urls, site);
    expect(queries).toHaveLength(1);
    expect(queries[0]?.query).toMatch(/^base=https:\/\/blog\.example&url=\/2026\/11\//);
    expect(queries[0]?.names[0]).toEqual([(urls[0] as string).slice(site.length), urls[0]]);
  });

  it("ask for another site's URL as it is", () => {
    expect(queriesFor([`${site}/a`, "https://other.example/"], site)[0]?.query).toBe(
      "base=https://blog.example&url=/a&url=https://other.example/",
    );
  });

  it("keep an address whole that would mean another host relative to the base", () => {
    const urls = [
      `${site}//evil.example/`,
      `${site}/\\evil.example/`,
      `${site}/a`,
      `${site}/b`,
      `${site}.evil.example/`,
    ];
    for (const { query, names } of queriesFor(urls, site)) {
      const sent = new URLSearchParams(query);
      const base = sent.get("base") as string;
      expect(sent.getAll("url").map((name) => new URL(name, base).href)).toEqual(
        names.map(([, url]) => new URL(url).href),
      );
    }
  });

  it("hold at most 100 URLs and 8,000 characters", () => {
    const many = Array.from({ length: 250 }, (_, i) => `https://a.example/${i}`);
    expect(queriesFor(many).map(({ names }) => names.length)).toEqual([100, 100, 50]);
    const long = Array.from({ length: 20 }, (_, i) => `https://a.example/${"x".repeat(1_000)}${i}`);
    const queries = queriesFor(long, "https://a.example");
    expect(queries.length).toBeGreaterThan(1);
    for (const { query } of queries) expect(query.length).toBeLessThanOrEqual(8_000);
    expect(queries.flatMap(({ names }) => names)).toHaveLength(20);
  });

  it("give every sign of an address back as it was", () => {
    const urls = [
      `${site}/ä?a=1&b=%26+c#d`,
      `${site}/%2F?q=x;y,z'"`,
      "https://a.example/?u=https://b.example/?v=1&w",
    ];
    for (const { query, names } of queriesFor(urls, site)) {
      expect(new URLSearchParams(query).getAll("url")).toEqual(names.map(([name]) => name));
    }
  });

  it("leave out what is no URL", () => {
    expect(queriesFor(["nonsense", "/a", "", "https://a.example/\ud800"], site)).toEqual([]);
  });
});
