import {
  parseRevokeRequest,
  parseTokenRequest,
  type TokenAnswer,
  type TokenRefusal,
} from "@rivulet/protocol";
import type { Context } from "hono";
import type { AppParts } from "../../app-parts.js";
import { type Exchange, type Exchanged, exchangeCode } from "../../domain/connect-codes.js";
import { revokeToken, TOKEN_LIFE_MS } from "../../domain/tokens.js";
import { callerOf, waitSecondsOf } from "../limits.js";
import { isOfType, readBody } from "../read-body.js";
import { answerEmpty, answerJson, answerProblem } from "./api-answer.js";

/** `POST /v1/token`: a code becomes a token. Any failed exchange uses the code up. */
export function postToken(parts: AppParts): (c: Context) => Promise<Response> {
  return async (c) => {
    const form = await readTokenForm(parts, c);
    if (form instanceof Response) return form;
    const parsed = parseTokenRequest(form);
    if (!parsed.ok) {
      if (parsed.code !== null) await exchange(parts, unusable(parsed.code));
      return refuse(parsed.refusal);
    }
    const { code, code_verifier: verifier, client_id: clientId, redirect_uri: redirectUri } = parsed.request;
    const exchanged = await exchange(parts, { code, verifier, clientId, redirectUri });
    if (!exchanged) {
      return refuse({
        error: "invalid_grant",
        error_description: "The code is unknown, used, too old or of another request.",
      });
    }
    const answer: TokenAnswer = {
      access_token: exchanged.token,
      token_type: "Bearer",
      expires_in: TOKEN_LIFE_MS / 1000,
      scope: exchanged.scope,
      sub: exchanged.sub,
    };
    return answerJson(answer);
  };
}

/** `POST /v1/revoke` (RFC 7009): 200 also for a token that nobody knows. */
export function postRevoke(parts: AppParts): (c: Context) => Promise<Response> {
  return async (c) => {
    const form = await readTokenForm(parts, c);
    if (form instanceof Response) return form;
    const parsed = parseRevokeRequest(form);
    if (!parsed.ok) return refuse(parsed.refusal);
    const now = parts.clock.real();
    await parts.db.transaction().execute((tx) => revokeToken(tx, parsed.request.token, now));
    parts.tokens.forget();
    return answerEmpty(200);
  };
}

async function exchange(parts: AppParts, asked: Exchange): Promise<Exchanged | null> {
  const now = parts.clock.real();
  const exchanged = await parts.db.transaction().execute((tx) => exchangeCode(tx, asked, now));
  // A second use has revoked what the first issued.
  if (!exchanged) parts.tokens.forget();
  return exchanged;
}

function unusable(code: string): Exchange {
  return { code, verifier: "", clientId: "", redirectUri: "" };
}

async function readTokenForm(parts: AppParts, c: Context): Promise<URLSearchParams | Response> {
  const caller = callerOf(c, parts.settings.trustProxy);
  const waitSeconds = await waitSecondsOf(parts.limits.exchangesByCaller, caller);
  if (waitSeconds !== null) {
    return answerProblem(parts.settings.origin, "rate-limited", {
      headers: { "retry-after": String(waitSeconds) },
    });
  }
  const body = await readBody(c.req.raw);
  if (!body.ok && body.code === "too-large") return answerProblem(parts.settings.origin, "too-large");
  if (!body.ok || !isOfType(c.req.raw, "application/x-www-form-urlencoded")) {
    return refuse({
      error: "invalid_request",
      error_description: "Send a form (application/x-www-form-urlencoded).",
    });
  }
  return new URLSearchParams(body.text);
}

/** RFC 6749 section 5.2. */
function refuse(refusal: TokenRefusal): Response {
  return answerJson(refusal, 400);
}
