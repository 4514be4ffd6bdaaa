import {
  parseRevokeRequest,
  parseTokenRequest,
  type TokenAnswer,
  type TokenRequest,
} from "@rivulet/protocol";
import { answerEmpty, answerJson, answerProblem, Refused } from "./mock-answers.js";
import type { Sender } from "./mock-clicks.js";
import type { CodeRow, TokenRow } from "./mock-state.js";
import type { Played } from "./played.js";
import { isOfType, readText } from "./read-text.js";

const DAY_MS = 86_400_000;
const UNUSED_LIFE_MS = 90 * DAY_MS;
const LIFE_MS = 365 * DAY_MS;
const CODE_LIFE_MS = 60_000;
const REPLAY_MS = 600_000;

/** Issues a token; the mock keeps it as it is, since it guards nothing. */
export function issueToken(played: Played, of: Sender & { scope: string; code: string | null }): TokenRow {
  const now = played.now();
  const token = `mock-${crypto.randomUUID()}`;
  const row: TokenRow = { ...of, token, issuedAt: now, usedAt: now, revoked: false };
  played.state.tokens.push(row);
  return row;
}

/** Revokes the tokens that a test picks. */
export function revokeTokens({ state }: Played, picks: (row: TokenRow) => boolean): void {
  for (const row of state.tokens) if (picks(row)) row.revoked = true;
}

/**
 * Whom the request's token speaks for. A page's service worker does not see `Origin`, so where there is none it is the page's.
 * @throws Refused `invalid-token`, `wrong-origin`, `insufficient-scope`
 */
export function senderOf(played: Played, request: Request, scope = "click"): Sender {
  const sent = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  const row = played.state.tokens.find(({ token }) => token === sent);
  const now = played.now();
  const holds = row && !row.revoked && now - row.usedAt < UNUSED_LIFE_MS && now - row.issuedAt < LIFE_MS;
  if (!holds) throw new Refused("invalid-token");
  if ((request.headers.get("origin") ?? globalThis.location?.origin) !== row.site) {
    throw new Refused("wrong-origin");
  }
  if (!row.scope.split(" ").includes(scope)) throw new Refused("insufficient-scope");
  row.usedAt = now;
  return { donor: row.donor, site: row.site };
}

/** `POST /v1/token`: a code becomes a token, and any failed exchange uses the code up. */
export async function postToken(played: Played, request: Request): Promise<Response> {
  const form = await readForm(played, request);
  if (form instanceof Response) return form;
  const parsed = parseTokenRequest(form);
  const code = takeCode(played, parsed.ok ? parsed.request.code : parsed.code);
  if (!parsed.ok) return answerJson(parsed.refusal, 400);
  if (!code || !(await fits(played, code, parsed.request)))
    return answerJson({ error: "invalid_grant" }, 400);
  const { token, scope, donor, site } = issueToken(played, code);
  const answer: TokenAnswer = {
    access_token: token,
    token_type: "Bearer",
    expires_in: UNUSED_LIFE_MS / 1000,
    scope,
    sub: subOf(played, donor, site),
  };
  return answerJson(answer);
}

/** `POST /v1/revoke`: 200 also for a token that nobody knows. */
export async function postRevoke(played: Played, request: Request): Promise<Response> {
  const form = await readForm(played, request);
  if (form instanceof Response) return form;
  const parsed = parseRevokeRequest(form);
  if (!parsed.ok) return answerJson(parsed.refusal, 400);
  revokeTokens(played, ({ token }) => token === parsed.request.token);
  return answerEmpty(200);
}

/** The code's row at its first use. A second use within ten minutes revokes what the first one issued. */
function takeCode(played: Played, sent: string | null): CodeRow | null {
  const row = played.state.codes.find(({ code }) => code === sent);
  if (!row) return null;
  const now = played.now();
  if (row.usedAt === null) {
    row.usedAt = now;
    return row;
  }
  if (now - row.usedAt <= REPLAY_MS) revokeTokens(played, ({ code }) => code === row.code);
  return null;
}

async function fits({ now }: Played, code: CodeRow, asked: TokenRequest): Promise<boolean> {
  return (
    now() - code.issuedAt < CODE_LIFE_MS &&
    code.site === asked.client_id &&
    code.redirectUri === asked.redirect_uri &&
    code.challenge === (await challengeOf(asked.code_verifier))
  );
}

/** RFC 7636 section 4.6. */
async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
}

/** The donor's name at a site: opaque, and another at each. */
function subOf({ state }: Played, donor: string, site: string): string {
  const key = `${site} ${donor}`;
  state.subs[key] ??= crypto.randomUUID();
  return state.subs[key];
}

async function readForm(played: Played, request: Request): Promise<URLSearchParams | Response> {
  const text = await readText(request);
  if (text === null) return answerProblem(played.base, "too-large");
  if (isOfType(request, "application/x-www-form-urlencoded")) return new URLSearchParams(text);
  return answerJson({ error: "invalid_request" }, 400);
}
