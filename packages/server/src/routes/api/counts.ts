import { createHash } from "node:crypto";
import { type ReadUrls, readUrls } from "@rivulet/protocol";
import type { Context } from "hono";
import type { AppParts } from "../../app-parts.js";
import { API_HEADERS, answerProblem } from "./api-answer.js";
import { queryOf } from "./query-of.js";

const REMEMBERED = 2_000;
const REMEMBERED_CHARACTERS = 1_000;

const FRESH = {
  ...API_HEADERS,
  "cache-control": "public, max-age=30, stale-while-revalidate=300",
} as const;

type Asked = Extract<ReadUrls, { ok: true }>["urls"];
type Answer = { values: (number | null)[]; body: string; etag: string };
type Remembered = { asked: Asked; canonical: string[]; answer: Answer | null };

/**
 * `GET /v1/counts`. A page asks the same query again and again, so what it means is remembered, and the answer is written
 * anew only when a count has changed.
 */
export function countsRoute(parts: AppParts): (c: Context) => Promise<Response> {
  const remembered = new Map<string, Remembered>();
  return async (c) => {
    const query = queryOf(c.req.url);
    const known = remembered.get(query) ?? understand(query);
    if ("code" in known) return answerProblem(parts.settings.origin, known.code, { errors: known.errors });
    if (query.length <= REMEMBERED_CHARACTERS) remember(remembered, query, known);
    const answer = await answerOf(parts, known);
    const headers = { ...FRESH, etag: answer.etag };
    if (matches(c.req.header("if-none-match"), answer.etag))
      return new Response(null, { status: 304, headers });
    return new Response(answer.body, {
      status: 200,
      headers: { ...headers, "content-type": "application/json" },
    });
  };
}

function understand(query: string): Remembered | Extract<ReadUrls, { ok: false }> {
  const read = readUrls(query);
  if (!read.ok) return read;
  const canonical = read.urls.flatMap((url) => (url.canonical === null ? [] : [url.canonical]));
  return { asked: read.urls, canonical, answer: null };
}

function remember(remembered: Map<string, Remembered>, query: string, known: Remembered): void {
  if (remembered.has(query)) return;
  if (remembered.size >= REMEMBERED) remembered.delete(remembered.keys().next().value as string);
  remembered.set(query, known);
}

async function answerOf(parts: AppParts, known: Remembered): Promise<Answer> {
  const counts = await parts.counts.read(known.canonical);
  const values = known.asked.map(({ canonical }) =>
    canonical === null ? null : (counts.get(canonical) ?? 0),
  );
  const last = known.answer;
  if (last && values.every((value, index) => value === last.values[index])) return last;
  const entries = known.asked.map(({ sent }, index) => [sent, values[index]] as const);
  const body = JSON.stringify({ counts: Object.fromEntries(entries) });
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  known.answer = { values, body, etag };
  return known.answer;
}

/** Weak comparison, as If-None-Match asks for (RFC 9110 section 13.1.2). */
export function matches(wanted: string | undefined, etag: string): boolean {
  if (wanted === undefined) return false;
  return wanted.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag || tag.trim() === "*");
}
