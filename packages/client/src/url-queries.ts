import { QUERY_CHARACTERS, URLS_PER_CALL } from "./limits.js";
/** One query of `counts` or `me`, and the URL for each name by which its answer speaks of it. */
export type UrlQuery = { query: string; names: [name: string, url: string][] };

/**
 * The fewest queries that ask for these URLs (protocol page, "Read, no account"): sorted and unique, 100 URLs and
 * 8,000 characters each; those of `origin` are asked relative to it. What is no URL is not asked.
 * @example queriesFor(["https://a.example/2", "https://a.example/1"], "https://a.example")[0].query
 * // "base=https://a.example&url=/1&url=/2"
 */
export function queriesFor(urls: string[], origin = ""): UrlQuery[] {
  const queries: UrlQuery[] = [];
  let last: UrlQuery | undefined;
  for (const url of [...new Set(urls)].sort()) {
    // A lone surrogate is in no address that was ever sent, and cannot be encoded.
    if (!URL.canParse(url) || /\p{Cs}/u.test(url)) continue;
    // What follows an origin in an address means the same relative to it, unless it begins another host ("//").
    const own = url.replace(origin, "");
    const name = /^\/(?![/\\])/.test(own) ? own : url;
    // Addresses stay readable, and a third shorter: a query may hold most of their signs (RFC 3986 section 3.4).
    const part = `&url=${encodeURI(name).replace(/[&+#]/g, encodeURIComponent)}`;
    if (!last || last.names.length >= URLS_PER_CALL || (last.query + part).length > QUERY_CHARACTERS) {
      last = { query: origin && `base=${origin}`, names: [] };
      queries.push(last);
    }
    last.query += part;
    last.names.push([name, url]);
  }
  return queries;
}
