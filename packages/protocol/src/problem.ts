import * as v from "valibot";
import { type FieldError, fieldError } from "./field-error.js";

/**
 * The closed list of problem codes with their HTTP status (protocol page, "Every answer"; RFC 9457).
 * A code never changes its meaning; a new one is a new version of the protocol.
 */
export const PROBLEMS = {
  "invalid-json": { status: 400, title: "The body is not JSON." },
  "invalid-request": {
    status: 400,
    title: "The request does not have the shape that the protocol asks for.",
  },
  "too-many-items": { status: 400, title: "The request holds more items than one call may." },
  "invalid-token": { status: 401, title: "The token is missing, unknown, expired or revoked." },
  "wrong-origin": { status: 401, title: "The token was issued to another site than the one that sent it." },
  "insufficient-scope": { status: 403, title: "The token does not allow this." },
  "not-found": { status: 404, title: "There is nothing at this address." },
  "unknown-click": { status: 404, title: "This donor has no such click on this site." },
  "method-not-allowed": { status: 405, title: "This address does not take this method." },
  "already-settled": { status: 409, title: "The click's period is closed; it can no longer be taken back." },
  "too-large": { status: 413, title: "The body is larger than the protocol allows." },
  "query-too-long": { status: 414, title: "The query is longer than the protocol allows." },
  "unsupported-media-type": { status: 415, title: "The body's media type is not the one asked for." },
  "rate-limited": { status: 429, title: "Too many requests; try again later." },
  internal: { status: 500, title: "Something went wrong on our side." },
  unavailable: { status: 503, title: "The backend cannot answer now; try again later." },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

const CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** A problem document (RFC 9457), sent as `application/problem+json`. */
export const problem = v.object({
  type: v.pipe(v.string(), v.description("BASE/problems/CODE")),
  title: v.string(),
  status: v.number(),
  code: v.picklist(CODES),
  detail: v.optional(v.string()),
  errors: v.optional(v.pipe(v.array(fieldError), v.description("One entry a bad field."))),
});
export type Problem = v.InferOutput<typeof problem>;

/**
 * The problem document of a code, as a backend at `base` sends it with `PROBLEMS[code].status`.
 * @example problemDocument("https://give.example", "not-found").type // "https://give.example/problems/not-found"
 */
export function problemDocument(
  base: string,
  code: ProblemCode,
  more: { detail?: string; errors?: FieldError[] } = {},
): Problem {
  const errors = more.errors?.length ? { errors: more.errors } : {};
  const detail = more.detail === undefined ? {} : { detail: more.detail };
  return { type: `${base}/problems/${code}`, ...PROBLEMS[code], code, ...detail, ...errors };
}
