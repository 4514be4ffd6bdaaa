import {
  type ConnectRefusal,
  type ConnectRequest,
  type ParsedConnectRequest,
  parseConnectRequest,
  type ResponseMode,
} from "@rivulet/protocol";
import type { AppParts } from "../../app-parts.js";
import { issueCode } from "../../domain/connect-codes.js";
import { connectionFor, findConnection } from "../../domain/connections.js";
import { budgetAt, type Donor, findDonor } from "../../domain/donors.js";
import type { Person } from "../../domain/people.js";
import {
  AnswerPage,
  BadConnectPage,
  ConsentPage,
  FirstBudgetPage,
  RefusedConnectPage,
} from "../../pages/connect-pages.js";
import { answerPage, goTo } from "./answer-page.js";
import { connectPath } from "./connect-path.js";
import { goToSignIn } from "./page-route.js";
import type { Visit } from "./visit.js";

/** `GET /connect`: sign-in, then a budget where there is none, then the consent of the donor. */
export function showConnect(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const parsed = parseConnectRequest(visit.query);
    if (parsed.kind !== "good") return answerBad(parts, visit, parsed);
    const { request } = parsed;
    if (!visit.person) return goToSignIn(visit, connectPath(request));
    const donor = await donorWithBudget(parts, visit.person);
    if (!donor) return askBudget(parts, visit, request);
    const known = (await findConnection(parts.db, donor.id, request.client_id)) !== null;
    const page = ConsentPage({ view: visit.view, request, known });
    return answerPage(visit.c, page, { connect: { site: request.client_id } });
  };
}

/** `POST /connect`: the one press, by which the site gets its code or its refusal. */
export function postConnect(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const parsed = parseConnectRequest(visit.form);
    if (parsed.kind !== "good") return answerBad(parts, visit, parsed);
    const { request } = parsed;
    if (!visit.person) return goToSignIn(visit, connectPath(request));
    if (visit.form.get("answer") !== "allow") {
      return answerSite(parts, visit, answerTo(request), { error: "access_denied" });
    }
    const donor = await donorWithBudget(parts, visit.person);
    if (!donor) return askBudget(parts, visit, request);
    return answerSite(parts, visit, answerTo(request), { code: await allow(parts, donor, request) });
  };
}

async function donorWithBudget(parts: AppParts, person: Person): Promise<Donor | null> {
  const donor = await findDonor(parts.db, person.id);
  if (!donor) return null;
  return (await budgetAt(parts.db, donor.id, parts.clock.now())) === null ? null : donor;
}

function askBudget(parts: AppParts, { c, view }: Visit, request: ConnectRequest): Promise<Response> {
  const site = request.client_id;
  const onward = connectPath(request);
  const page = FirstBudgetPage({ view, site, minimum: parts.settings.minimumBudget, onward });
  return answerPage(c, page, { connect: { site } });
}

async function allow(parts: AppParts, donor: Donor, request: ConnectRequest): Promise<string> {
  const now = parts.clock.real();
  return await parts.db.transaction().execute(async (tx) => {
    const connection = await connectionFor(tx, donor.id, request.client_id, now);
    const { redirect_uri: redirectUri, code_challenge: challenge, scope } = request;
    return await issueCode(tx, { connection: connection.id, redirectUri, challenge, scope }, now);
  });
}

function answerBad(
  parts: AppParts,
  visit: Visit,
  bad: Exclude<ParsedConnectRequest, { kind: "good" }>,
): Promise<Response> | Response {
  if (bad.kind === "untrusted") {
    return answerPage(visit.c, BadConnectPage({ view: visit.view, reason: bad.reason }), {
      status: 400,
      connect: true,
    });
  }
  return answerRefused(parts, visit, bad.refusal);
}

/**
 * Nobody is registered here, so every address is good for some site, and a wrong request would make this page send anybody
 * anywhere. So the reader is told who asked, and goes on by an own press (RFC 9700 section 4.11.2).
 */
function answerRefused(parts: AppParts, { c, view }: Visit, refusal: ConnectRefusal): Promise<Response> {
  const { site, error, description } = refusal;
  const told = answerFor(parts, refusal, { error, error_description: description });
  const message = refusal.responseMode === "web_message" ? told.message : null;
  const page = RefusedConnectPage({ view, site, reason: description, onward: told.onward, message });
  return answerPage(c, page, { status: 400, connect: true });
}

/** Where an answer goes, and how. */
type AnswerTo = { site: string; redirectUri: string; state: string | null; responseMode: ResponseMode };

function answerTo(request: ConnectRequest): AnswerTo {
  return {
    site: request.client_id,
    redirectUri: request.redirect_uri,
    state: request.state,
    responseMode: request.response_mode,
  };
}

type Outcome = { code: string } | { error: string; error_description?: string };

/** A code or an error, with `state` and `iss` (RFC 9207), as a message and as an address. */
function answerFor(parts: AppParts, to: AnswerTo, outcome: Outcome): { message: string; onward: string } {
  const answer = {
    ...outcome,
    ...(to.state === null ? {} : { state: to.state }),
    iss: parts.settings.origin,
  };
  return {
    message: JSON.stringify({ type: "rivulet:connect", ...answer }),
    onward: withParameters(to.redirectUri, answer),
  };
}

/** The answer to the donor's own press, by message or by redirect. */
function answerSite(
  parts: AppParts,
  { c, view }: Visit,
  to: AnswerTo,
  outcome: Outcome,
): Promise<Response> | Response {
  const { message, onward } = answerFor(parts, to, outcome);
  if (to.responseMode === "query") return goTo(c, onward);
  const page = AnswerPage({ view, site: to.site, message, onward, allowed: "code" in outcome });
  return answerPage(c, page, { connect: { site: to.site } });
}

/** Appends to a redirect_uri and leaves its own query as it is. */
function withParameters(redirectUri: string, parameters: Record<string, string>): string {
  const { href } = new URL(redirectUri);
  return `${href}${href.includes("?") ? "&" : "?"}${new URLSearchParams(parameters)}`;
}
