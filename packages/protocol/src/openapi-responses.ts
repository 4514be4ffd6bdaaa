import { PROBLEMS, type ProblemCode } from "./problem.js";

type Responses = Record<string, Record<string, unknown>>;

export const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });

/** A JSON answer. */
export function jsonResponse(description: string, schema: string): Record<string, unknown> {
  return { description, content: { "application/json": { schema: schemaRef(schema) } } };
}

/** A page for people. */
export function htmlResponse(description: string): Record<string, unknown> {
  return { description, content: { "text/html": { schema: { type: "string" } } } };
}

/** What every address can answer, whatever was asked. */
const ANYWHERE: readonly ProblemCode[] = [
  "not-found",
  "method-not-allowed",
  "rate-limited",
  "internal",
  "unavailable",
];

/** What every address that needs a token can answer. */
export const TOKEN_PROBLEMS: readonly ProblemCode[] = ["invalid-token", "wrong-origin", "insufficient-scope"];

/** The problem documents of an operation, one response a status; its codes stand in the schema. */
export function problemResponses(codes: readonly ProblemCode[]): Responses {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set([...codes, ...ANYWHERE])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, some]) => [String(status), problemResponse(status, some)]),
  );
}

function problemResponse(status: number, codes: readonly ProblemCode[]): Record<string, unknown> {
  const narrowed = { allOf: [schemaRef("Problem"), { properties: { code: { enum: codes } } }] };
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join(" "),
    ...headersOf(status),
    content: { "application/problem+json": { schema: narrowed } },
  };
}

function headersOf(status: number): Record<string, unknown> {
  if (status === 401) return { headers: { "WWW-Authenticate": headerRef("Challenge") } };
  if (status === 429 || status === 503) return { headers: { "Retry-After": headerRef("RetryAfter") } };
  return {};
}
