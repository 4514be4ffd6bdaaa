import { canonicalUrl } from "./canonical-url.js";
import type { FieldError } from "./field-error.js";
import { LIMITS } from "./well-known.js";

/** The longest query of `counts` and `me` in characters, without its question mark; a longer one is `query-too-long`. */
export const QUERY_CHARACTERS = 8000;

/** A URL as it was sent, which is its key in the answer, and its canonical form, or null where it has none. */
export type UrlAsked = { sent: string; canonical: string | null };

export type ReadUrls =
  | { ok: true; urls: UrlAsked[] }
  | { ok: false; code: "too-many-items" | "query-too-long" | "invalid-request"; errors: FieldError[] };

/**
 * Reads the query of `GET /v1/counts` and `GET /v1/me`: the text behind the question mark, since its length has a limit.
 * Each `url` is resolved against `base`, if there is one.
 * @example readUrls("base=https://a.example&url=/p") // {ok: true, urls: [{sent: "/p", canonical: "https://a.example/p"}]}
 */
export function readUrls(query: string): ReadUrls {
  const text = query.startsWith("?") ? query.slice(1) : query;
  if (text.length > QUERY_CHARACTERS) return refuse("query-too-long", "", `${text.length} characters.`);
  const params = new URLSearchParams(text);
  const sent = params.getAll("url");
  if (sent.length > LIMITS.urls_per_call) return refuse("too-many-items", "/url", `${sent.length} URLs.`);
  const base = params.get("base") ?? undefined;
  if (base !== undefined && canonicalUrl(base) === null) {
    return refuse("invalid-request", "/base", "No absolute http or https URL.");
  }
  return { ok: true, urls: sent.map((url) => ({ sent: url, canonical: canonicalUrl(url, base) })) };
}

function refuse(
  code: "too-many-items" | "query-too-long" | "invalid-request",
  pointer: string,
  detail: string,
): ReadUrls {
  return { ok: false, code, errors: [{ pointer, detail }] };
}
