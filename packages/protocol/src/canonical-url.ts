const TRACKING = new Set(["fbclid", "gclid", "mc_cid", "mc_eid", "ref_src"]);

/**
 * The canonical form of a thing's address (protocol page, "Canonical URL"), or null when it is no http(s) URL.
 * User information, fragment, default port and tracking parameters go; all other bytes stay in their order.
 * @example canonicalUrl("https://a.example:443/p?utm_source=x&b=1#top") // "https://a.example/p?b=1"
 */
export function canonicalUrl(address: string, base?: string): string | null {
  if (!URL.canParse(address, base)) return null;
  const url = new URL(address, base);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  url.username = "";
  url.password = "";
  url.hash = "";
  const kept = url.search
    .slice(1)
    .split("&")
    .filter((pair) => !isTracking(pair));
  const query = kept.join("&");
  url.search = "";
  const bare = url.href;
  return query === "" ? bare : `${bare}?${query}`;
}

function isTracking(pair: string): boolean {
  const name = decodeName(pair.split("=", 1)[0] as string);
  return name.startsWith("utm_") || TRACKING.has(name);
}

/** Form decoding of a parameter's name. The ampersand before it keeps a name's own leading `?` from being dropped as the query's. */
function decodeName(name: string): string {
  return new URLSearchParams(`&${name}`).keys().next().value ?? "";
}
