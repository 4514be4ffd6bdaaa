import {
  type ParsedSubscriptionCall,
  parseSubscriptionCall,
  parseSubscriptionQuery,
  type SubscriptionAnswer,
} from "@rivulet/protocol";
import type { Context } from "hono";
import type { AppParts } from "../../app-parts.js";
import { REFUSAL_SENTENCES } from "../../domain/judge-click.js";
import { type Subscribed, subscribe, unsubscribe } from "../../domain/subscribe.js";
import { isOfType, readBody } from "../read-body.js";
import { answerEmpty, answerJson, answerProblem } from "./api-answer.js";
import { holderOf } from "./bearer.js";
import { queryOf } from "./query-of.js";

/** `PUT /v1/subscriptions`: one click at the start of each period, from the next one on. */
export function putSubscription(parts: AppParts): (c: Context) => Promise<Response> {
  const base = parts.settings.origin;
  return async (c) => {
    const holder = await holderOf(parts, c, "subscribe");
    if (!isOfType(c.req.raw, "application/json")) return answerProblem(base, "unsupported-media-type");
    const body = await readBody(c.req.raw);
    if (!body.ok) return answerProblem(base, body.code === "too-large" ? "too-large" : "invalid-json");
    const parsed = parseSubscriptionCall(body.text);
    if (!parsed.ok) return answerProblem(base, parsed.code, { errors: parsed.errors });
    const now = parts.clock.now();
    const outcome = await parts.db.transaction().execute((tx) => subscribe(tx, holder, parsed.call, now));
    return answerJson(answerOf(parsed.call, outcome));
  };
}

type Call = Extract<ParsedSubscriptionCall, { ok: true }>["call"];

function answerOf({ url, publisher }: Call, outcome: Subscribed): SubscriptionAnswer {
  const { refusal } = outcome;
  if (refusal !== null)
    return { url, publisher, problem: { code: refusal, detail: REFUSAL_SENTENCES[refusal] } };
  return { url, publisher, months: outcome.months, until: outcome.until };
}

/** `DELETE /v1/subscriptions`: ends it; where there is none, there is nothing to do. */
export function deleteSubscription(parts: AppParts): (c: Context) => Promise<Response> {
  return async (c) => {
    const holder = await holderOf(parts, c, "subscribe");
    const parsed = parseSubscriptionQuery(queryOf(c.req.url));
    if (!parsed.ok) return answerProblem(parts.settings.origin, parsed.code, { errors: parsed.errors });
    const now = parts.clock.now();
    await parts.db.transaction().execute((tx) => unsubscribe(tx, holder, parsed.thing, now));
    return answerEmpty(204);
  };
}
