import { type FieldError, PROBLEMS, type ProblemCode, problemDocument } from "@rivulet/protocol";

/** What every answer of the API carries, errors and 304 included (protocol page, "Every answer"). */
export const API_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "Retry-After",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
} as const;

const PREFLIGHT_HEADERS = {
  ...API_HEADERS,
  "access-control-allow-methods": "GET, POST, PUT, DELETE",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": "7200",
} as const;

const JSON_HEADERS = { ...API_HEADERS, "content-type": "application/json" } as const;

/** A JSON answer; `more` overrides headers. */
export function answerJson(body: unknown, status = 200, more: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { ...JSON_HEADERS, ...more } });
}

/** An answer without a body: 204 or 304. */
export function answerEmpty(status: 200 | 204 | 304, more: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...API_HEADERS, ...more } });
}

/** What a browser asks before it sends a call with a token. */
export function answerPreflight(): Response {
  return new Response(null, { status: 204, headers: PREFLIGHT_HEADERS });
}

/** What a problem may say beside its code. */
export type ProblemMore = { detail?: string; errors?: FieldError[]; headers?: Record<string, string> };

/** A problem document (RFC 9457) with the headers that its code asks for. */
export function answerProblem(base: string, code: ProblemCode, more: ProblemMore = {}): Response {
  const { headers = {}, ...said } = more;
  const { status } = PROBLEMS[code];
  const document = problemDocument(base, code, said);
  return answerJson(document, status, {
    "content-type": "application/problem+json",
    ...(status === 401 ? { "www-authenticate": 'Bearer error="invalid_token"' } : {}),
    ...(status === 503 ? { "retry-after": "5" } : {}),
    ...headers,
  });
}
