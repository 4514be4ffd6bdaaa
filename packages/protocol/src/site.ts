/** A name or an address as DNS and RFC 3986 know them; the URL standard lets `*`, `,` and `;` pass, which mean something in a CSP. */
const HOST = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a text is the serialized origin of a site that can hold a token: https, or http on the loopback; never `null`.
 * @example isSite("https://blog.example") // true
 */
export function isSite(text: string): boolean {
  return siteOf(text) === text;
}

/** The site of an address, or null where it can have none. @example siteOf("https://blog.example/a?b") // "https://blog.example" */
export function siteOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  const secure = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  return secure && HOST.test(url.hostname) ? url.origin : null;
}
