import { type ConnectRequest, type ParsedConnectRequest, parseConnectRequest } from "@rivulet/protocol";
import { answerPage, escapeHtml } from "./mock-pages.js";
import type { Played } from "./played.js";

/** What the backend answers to a connect: a code or an error, with `state` and `iss`. */
export type ConnectAnswer = { code?: string; error?: string; state?: string; iss: string };

type Good = Extract<ParsedConnectRequest, { kind: "good" }>;
type Bad = Exclude<ParsedConnectRequest, Good>;

/** Lets a donor allow a site, or not, by the one press that a connect needs. */
export function answerConnect(
  played: Played,
  request: ConnectRequest,
  { donor, allow }: { donor: string; allow: boolean },
): ConnectAnswer {
  const { state } = request;
  const iss = played.base;
  if (!allow) return { error: "access_denied", state, iss };
  const code = `mock-${crypto.randomUUID()}`;
  played.state.codes.push({
    code,
    donor,
    site: request.client_id,
    redirectUri: request.redirect_uri,
    challenge: request.code_challenge,
    scope: request.scope,
    issuedAt: played.now(),
    usedAt: null,
  });
  return { code, state, iss };
}

/** The address with the answer appended; its own query stays as it is. */
export function withAnswer(redirectUri: string, answer: ConnectAnswer): string {
  const { href } = new URL(redirectUri);
  return `${href}${href.includes("?") ? "&" : "?"}${new URLSearchParams(answer)}`;
}

/** `GET /connect`: the page of consent. It never answers with a code. */
export function getConnect(played: Played, request: Request): Response {
  const query = new URL(request.url).searchParams;
  const parsed = parseConnectRequest(query);
  if (parsed.kind !== "good") return answerBad(played, parsed);
  const { client_id: site, redirect_uri: redirectUri } = parsed.request;
  const fields = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  const body = `<p>May <b>${escapeHtml(site)}</b> send clicks for ${escapeHtml(played.donor)}?</p>
<p>The answer goes to ${escapeHtml(redirectUri)}.</p>
<form method="post" action="${escapeHtml(played.base)}/connect">${fields.join("")}
<button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Refuse</button></form>`;
  return answerPage("Connect", body, { formAction: site });
}

/** `POST /connect`: the press. The answer goes to the site by redirect, or stands on the page as a link. */
export async function postConnect(played: Played, request: Request): Promise<Response> {
  const form = new URLSearchParams(await request.text());
  const parsed = parseConnectRequest(form);
  if (parsed.kind !== "good") return answerBad(played, parsed);
  const { donor } = played;
  const answer = answerConnect(played, parsed.request, { donor, allow: form.get("answer") === "allow" });
  const location = withAnswer(parsed.request.redirect_uri, answer);
  return answerPage("Connected", linkTo(location), { status: 303, headers: { location } });
}

/** The site is told by a link, since a redirect would send anybody anywhere. */
function answerBad(played: Played, bad: Bad): Response {
  if (bad.kind === "untrusted") return answerPage("Not a connect", escapeHtml(bad.reason), { status: 400 });
  const { error, state, redirectUri, site, description } = bad.refusal;
  const answer = { error, ...(state === null ? {} : { state }), iss: played.base };
  const body = `<p>${escapeHtml(site)}: ${escapeHtml(description)}</p>${linkTo(withAnswer(redirectUri, answer))}`;
  return answerPage("Not a connect", body, { status: 400 });
}

function linkTo(address: string): string {
  return `<p><a href="${escapeHtml(address)}">Back to the site</a></p>`;
}
