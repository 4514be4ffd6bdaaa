import * as v from "valibot";
import { readForm } from "./read-form.js";
import { isSite, siteOf } from "./site.js";

/** What a token can be for: clicks, their undo and the donor's own state; and subscriptions, which are asked for separately. */
export const SCOPES = ["click", "subscribe"] as const;
export type Scope = (typeof SCOPES)[number];

const ONE_SCOPE = `(?:${SCOPES.join("|")})`;
/** Scopes with one blank between them, in any order (RFC 6749 section 3.3). */
const SCOPE_TEXT = new RegExp(`^${ONE_SCOPE}(?: ${ONE_SCOPE})*$`);

/**
 * The scopes of a text in the protocol's own order, each once; what is no scope is left out.
 * @example readScopes("subscribe click") // ["click", "subscribe"]
 */
export function readScopes(text: string): Scope[] {
  const named: readonly string[] = text.split(" ");
  return SCOPES.filter((scope) => named.includes(scope));
}

/** How the answer of a connect reaches the site: a message from the popup, or a redirect with it in the query. */
export const RESPONSE_MODES = ["web_message", "query"] as const;
export type ResponseMode = (typeof RESPONSE_MODES)[number];

/** The query of `GET /connect` (OAuth 2.1 authorization code with PKCE). */
export const connectRequest = v.object({
  response_type: v.literal("code"),
  client_id: v.pipe(v.string(), v.description("The site: the origin of the page.")),
  redirect_uri: v.pipe(
    v.string(),
    v.description("On the same origin, without user information or fragment."),
  ),
  state: v.pipe(v.string(), v.nonEmpty(), v.maxLength(512)),
  code_challenge: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
  code_challenge_method: v.literal("S256"),
  scope: v.optional(
    v.pipe(v.string(), v.regex(SCOPE_TEXT), v.description("`click`, `click subscribe`, …")),
    "click",
  ),
  response_mode: v.optional(v.picklist(RESPONSE_MODES), "query"),
});
export type ConnectRequest = v.InferOutput<typeof connectRequest>;

/** The errors with which a connect can answer a site (RFC 6749 section 4.1.2.1). */
export type ConnectError =
  | "invalid_request"
  | "unsupported_response_type"
  | "invalid_scope"
  | "access_denied"
  | "server_error"
  | "temporarily_unavailable";

/** A refusal that may be sent to the site, by message or redirect, with `state` as it came. */
export type ConnectRefusal = {
  error: ConnectError;
  description: string;
  site: string;
  redirectUri: string;
  state: string | null;
  responseMode: ResponseMode;
};

/**
 * A connect as it was asked for. `untrusted`: client_id or redirect_uri is wrong, so the answer is an error page, never a
 * redirect. `refused`: both are right, so the site is told.
 */
export type ParsedConnectRequest =
  | { kind: "good"; request: ConnectRequest }
  | { kind: "untrusted"; reason: string }
  | { kind: "refused"; refusal: ConnectRefusal };

/**
 * Reads the query of `GET /connect`.
 * @example parseConnectRequest(new URLSearchParams("client_id=null")) // {kind: "untrusted", reason: "…"}
 */
export function parseConnectRequest(query: URLSearchParams): ParsedConnectRequest {
  const { fields, repeated } = readForm(query, Object.keys(connectRequest.entries));
  const { client_id: site, redirect_uri: redirectUri } = fields;
  const reason = distrust(site, redirectUri, repeated);
  if (reason !== null || site === undefined || redirectUri === undefined) {
    return { kind: "untrusted", reason: reason ?? "" };
  }
  const parsed = v.safeParse(connectRequest, fields);
  if (parsed.success && repeated === null) {
    const request = { ...parsed.output, scope: readScopes(parsed.output.scope).join(" ") };
    return { kind: "good", request };
  }
  const responseMode = fields.response_mode === "web_message" ? "web_message" : "query";
  const fault = repeated === null ? faultOf(parsed.issues, fields) : repeatedFault(repeated);
  return {
    kind: "refused",
    refusal: { ...fault, site, redirectUri, state: fields.state || null, responseMode },
  };
}

/** Why client_id and redirect_uri cannot be trusted with an answer, or null. */
function distrust(site?: string, redirectUri?: string, repeated?: string | null): string | null {
  if (repeated === "client_id" || repeated === "redirect_uri") return `${repeated} is given twice.`;
  if (site === undefined || !isSite(site)) {
    return "client_id is not the origin of a site (https, or http on the loopback).";
  }
  if (redirectUri === undefined || !isReturnAddress(redirectUri, site)) {
    return "redirect_uri is not an address on the site, without user information and fragment.";
  }
  return null;
}

function isReturnAddress(address: string, site: string): boolean {
  // `siteOf` refuses blob: addresses, whose origin is that of the page that made them.
  if (siteOf(address) !== site || address.includes("#")) return false;
  const { username, password } = new URL(address);
  return username === "" && password === "";
}

type Fault = Pick<ConnectRefusal, "error" | "description">;

function repeatedFault(name: string): Fault {
  return { error: "invalid_request", description: `${name} is given twice.` };
}

function faultOf(
  issues: readonly v.BaseIssue<unknown>[] | undefined,
  fields: Record<string, string | undefined>,
): Fault {
  const name = (issues?.[0] && v.getDotPath(issues[0])) ?? "";
  if (name === "response_type" && fields.response_type) {
    return { error: "unsupported_response_type", description: "response_type is not code." };
  }
  if (name === "scope")
    return { error: "invalid_scope", description: `The scopes are: ${SCOPES.join(", ")}.` };
  return { error: "invalid_request", description: `${name} is missing or wrong.` };
}
