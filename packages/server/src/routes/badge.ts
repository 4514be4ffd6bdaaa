import { createHash } from "node:crypto";
import { readUrls } from "@rivulet/protocol";
import type { Context } from "hono";
import type { AppParts } from "../app-parts.js";
import { Badge } from "../pages/badge.js";
import { API_HEADERS, answerProblem } from "./api/api-answer.js";
import { matches } from "./api/counts.js";
import { queryOf } from "./api/query-of.js";

const HEADERS = {
  ...API_HEADERS,
  "cache-control": "public, max-age=30, stale-while-revalidate=300",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
} as const;

/** `GET /badge.svg?url=U`: the count as an image, for places that take no script. */
export function badgeRoute(parts: AppParts): (c: Context) => Promise<Response> {
  const base = parts.settings.origin;
  return async (c) => {
    const read = readUrls(queryOf(c.req.url));
    if (!read.ok) return answerProblem(base, read.code, { errors: read.errors });
    const [asked, ...others] = read.urls;
    if (!asked?.canonical || others.length > 0) {
      const errors = [{ pointer: "/url", detail: "One http or https URL is needed." }];
      return answerProblem(base, "invalid-request", { errors });
    }
    const count = (await parts.counts.read([asked.canonical])).get(asked.canonical) ?? 0;
    const svg = String(Badge({ count }));
    const etag = `"${createHash("sha256").update(svg).digest("base64url").slice(0, 22)}"`;
    const headers = { ...HEADERS, etag };
    if (matches(c.req.header("if-none-match"), etag)) return new Response(null, { status: 304, headers });
    return new Response(svg, { headers: { ...headers, "content-type": "image/svg+xml; charset=utf-8" } });
  };
}
