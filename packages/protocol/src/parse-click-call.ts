import * as v from "valibot";
import { type ClickCall, clickCall } from "./click.js";
import { type FieldError, fieldErrors } from "./field-error.js";
import { parseJson } from "./parse-json.js";
import { LIMITS } from "./well-known.js";

/** What a call of `POST /v1/clicks` is: a list of well-shaped clicks, or the problem that refuses all of it. */
export type ParsedClickCall =
  | { ok: true; call: ClickCall }
  | { ok: false; code: "invalid-json" | "invalid-request" | "too-many-items"; errors: FieldError[] };

/**
 * Reads the body of `POST /v1/clicks`. Errors of shape refuse the whole call; bad values, repeated ids and unknown fields pass.
 * @example parseClickCall("{}") // {ok: false, code: "invalid-request", errors: [{pointer: "/clicks", detail: "…"}]}
 */
export function parseClickCall(text: string): ParsedClickCall {
  const body = parseJson(text);
  if (body === undefined) return { ok: false, code: "invalid-json", errors: [] };
  const errors = tooMany(body);
  if (errors) return { ok: false, code: "too-many-items", errors };
  const parsed = v.safeParse(clickCall, body);
  if (parsed.success) return { ok: true, call: parsed.output };
  return { ok: false, code: "invalid-request", errors: fieldErrors(parsed.issues) };
}

function tooMany(body: unknown): FieldError[] | null {
  const clicks = v.safeParse(v.object({ clicks: v.array(v.unknown()) }), body);
  if (!clicks.success || clicks.output.clicks.length <= LIMITS.clicks_per_call) return null;
  const detail = `At most ${LIMITS.clicks_per_call} clicks a call; these are ${clicks.output.clicks.length}.`;
  return [{ pointer: "/clicks", detail }];
}
