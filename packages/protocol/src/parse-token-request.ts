import * as v from "valibot";
import { readForm } from "./read-form.js";
import {
  type RevokeRequest,
  revokeRequest,
  type TokenRefusal,
  type TokenRequest,
  tokenRequest,
} from "./token.js";

/**
 * A request of `POST /v1/token`, or what refuses it (RFC 6749 section 5.2). A refusal hands on the `code` that was sent,
 * since any failed exchange uses a code up.
 */
export type ParsedTokenRequest =
  | { ok: true; request: TokenRequest }
  | { ok: false; refusal: TokenRefusal; code: string | null };

/**
 * Reads the form of `POST /v1/token`.
 * @example parseTokenRequest(new URLSearchParams("grant_type=password")) // {ok: false, refusal: {error: "unsupported_grant_type", …}, code: null}
 */
export function parseTokenRequest(form: URLSearchParams): ParsedTokenRequest {
  const { fields, repeated } = readForm(form, Object.keys(tokenRequest.entries));
  const code = fields.code || null;
  if (repeated) return { ok: false, refusal: invalidRequest(`${repeated} is given twice.`), code };
  const grant = fields.grant_type;
  if (grant && grant !== "authorization_code") {
    const refusal = {
      error: "unsupported_grant_type",
      error_description: "Ask with authorization_code.",
    } as const;
    return { ok: false, refusal, code };
  }
  const parsed = v.safeParse(tokenRequest, fields);
  if (parsed.success) return { ok: true, request: parsed.output };
  return { ok: false, refusal: invalidRequest(missing(parsed.issues)), code };
}

/**
 * Reads the form of `POST /v1/revoke`. An unknown token is not refused here, nor anywhere (RFC 7009 section 2.2).
 * @example parseRevokeRequest(new URLSearchParams("token=abc")) // {ok: true, request: {token: "abc"}}
 */
export function parseRevokeRequest(
  form: URLSearchParams,
): { ok: true; request: RevokeRequest } | { ok: false; refusal: TokenRefusal } {
  const { fields, repeated } = readForm(form, Object.keys(revokeRequest.entries));
  if (repeated) return { ok: false, refusal: invalidRequest(`${repeated} is given twice.`) };
  const parsed = v.safeParse(revokeRequest, fields);
  if (parsed.success) return { ok: true, request: parsed.output };
  return { ok: false, refusal: invalidRequest(missing(parsed.issues)) };
}

function invalidRequest(description: string): TokenRefusal {
  return { error: "invalid_request", error_description: description };
}

function missing(issues: readonly v.BaseIssue<unknown>[]): string {
  return `${issues.map((issue) => v.getDotPath(issue)).join(", ")} is missing.`;
}
