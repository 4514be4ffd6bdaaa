import { type FieldError, PROBLEMS, type ProblemCode, problemDocument } from "@rivulet/protocol";

/** What every answer of the API carries, errors and 304 included. */
export const API_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "Retry-After",
  "cross-origin-resource-policy": "cross-origin",
  "cache-control": "no-store",
} as const;

/** A JSON answer; `more` overrides headers. */
export function answerJson(body: unknown, status = 200, more: Record<string, string> = {}): Response {
  const headers = { ...API_HEADERS, "content-type": "application/json", ...more };
  return new Response(JSON.stringify(body), { status, headers });
}

/** An answer without a body. */
export function answerEmpty(status: 200 | 204 | 304, more: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...API_HEADERS, ...more } });
}

/** What a browser asks before it sends a call with a token. */
export function answerPreflight(): Response {
  return answerEmpty(204, {
    "access-control-allow-methods": "GET, POST, PUT, DELETE",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-max-age": "7200",
  });
}

/** Thrown where a request is refused as a whole; `answerProblem` makes the answer of it. */
export class Refused extends Error {
  readonly code: ProblemCode;
  readonly errors: FieldError[];

  constructor(code: ProblemCode, errors: FieldError[] = []) {
    super(code);
    this.code = code;
    this.errors = errors;
  }
}

/** A problem document with the headers that its code asks for. */
export function answerProblem(
  base: string,
  code: ProblemCode,
  { errors = [], headers = {} }: { errors?: FieldError[]; headers?: Record<string, string> } = {},
): Response {
  const { status } = PROBLEMS[code];
  return answerJson(problemDocument(base, code, { errors }), status, {
    "content-type": "application/problem+json",
    ...(status === 401 ? { "www-authenticate": 'Bearer error="invalid_token"' } : {}),
    ...(status === 429 || status === 503 ? { "retry-after": "1" } : {}),
    ...headers,
  });
}
