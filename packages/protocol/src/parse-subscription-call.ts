import * as v from "valibot";
import { type FieldError, fieldErrors } from "./field-error.js";
import { parseJson } from "./parse-json.js";
import { QUERY_CHARACTERS } from "./read-urls.js";
import {
  type SubscriptionCall,
  type SubscriptionQuery,
  subscriptionCall,
  subscriptionQuery,
} from "./subscription.js";

/** What a call of `PUT /v1/subscriptions` is: well shaped, or the problem that refuses it. */
export type ParsedSubscriptionCall =
  | { ok: true; call: SubscriptionCall }
  | { ok: false; code: "invalid-json" | "invalid-request"; errors: FieldError[] };

/**
 * Reads the body of `PUT /v1/subscriptions`. Errors of shape refuse it; bad values and unknown fields pass.
 * @example parseSubscriptionCall('{"url": "https://a.example/", "publisher": "ann", "months": 5}') // {ok: false, code: "invalid-request", errors: [{pointer: "/months", …}]}
 */
export function parseSubscriptionCall(text: string): ParsedSubscriptionCall {
  const body = parseJson(text);
  if (body === undefined) return { ok: false, code: "invalid-json", errors: [] };
  const parsed = v.safeParse(subscriptionCall, body);
  if (parsed.success) return { ok: true, call: parsed.output };
  return { ok: false, code: "invalid-request", errors: fieldErrors(parsed.issues) };
}

/** What a call of `DELETE /v1/subscriptions` is: a thing, or the problem that refuses it. */
export type ParsedSubscriptionQuery =
  | { ok: true; thing: SubscriptionQuery }
  | { ok: false; code: "invalid-request" | "query-too-long"; errors: FieldError[] };

/**
 * Reads the query of `DELETE /v1/subscriptions`: the text behind the question mark, since its length has a limit. A name that is
 * given twice is refused: only one of them could be meant.
 * @example parseSubscriptionQuery("url=https://a.example/&publisher=ann") // {ok: true, thing: {url: "https://a.example/", publisher: "ann"}}
 */
export function parseSubscriptionQuery(query: string): ParsedSubscriptionQuery {
  const text = query.startsWith("?") ? query.slice(1) : query;
  if (text.length > QUERY_CHARACTERS) return { ok: false, code: "query-too-long", errors: [] };
  const params = new URLSearchParams(text);
  const errors = ["url", "publisher"].flatMap((name) => {
    const given = params.getAll(name).length;
    return given === 1
      ? []
      : [{ pointer: `/${name}`, detail: given === 0 ? "It is missing." : "Once only." }];
  });
  if (errors.length > 0) return { ok: false, code: "invalid-request", errors };
  return { ok: true, thing: v.parse(subscriptionQuery, Object.fromEntries(params)) };
}
