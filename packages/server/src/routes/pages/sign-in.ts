import type { AppParts } from "../../app-parts.js";
import { personFor, readMail } from "../../domain/people.js";
import { Refusal } from "../../domain/refusal.js";
import { newSecret } from "../../domain/secret.js";
import { endSession, SESSION_LIFE_MS, startSession } from "../../domain/sessions.js";
import {
  findLink,
  lastSignIn,
  openLink,
  SIGN_IN_LIFE_MS,
  type SignedIn,
  startSignIn,
  typeCode,
} from "../../domain/sign-ins.js";
import {
  CodePage,
  DeadLinkPage,
  OpenLinkPage,
  SignedInPage,
  SignInPage,
  WaitPage,
} from "../../pages/sign-in-pages.js";
import { dropCookie, writeCookie } from "../cookies.js";
import { callerOf, waitSecondsOf } from "../limits.js";
import { localPath } from "../local-path.js";
import { answerPage, goTo } from "./answer-page.js";
import { siteOfConnect } from "./connect-path.js";
import { TooMany } from "./page-route.js";
import { isSecure, type Visit } from "./visit.js";

const AFTER = "/me";

/** `GET /sign-in` */
export function showSignIn(parts: AppParts): (visit: Visit) => Promise<Response> | Response {
  return (visit) => {
    const to = localPath(visit.query.get("to"), AFTER);
    if (visit.person) return goTo(visit.c, visit.view.href(to));
    return answerSignIn(parts, visit, to);
  };
}

function answerSignIn(parts: AppParts, { c, view }: Visit, to: string, wrong?: string): Promise<Response> {
  const site = siteOfConnect(to);
  const page = SignInPage({
    view,
    to,
    site,
    canMail: parts.mailer !== null,
    ...(wrong === undefined ? {} : { wrong }),
  });
  return answerPage(c, page, {
    status: wrong === undefined ? 200 : 400,
    connect: site === null ? true : { site },
  });
}

/** `POST /sign-in`: the same answer, whoever the address belongs to. */
export function postSignIn(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const to = localPath(visit.form.get("to"), AFTER);
    if (!parts.mailer) return answerSignIn(parts, visit, to);
    const mail = mailOf(visit.form.get("mail") ?? "");
    if (mail === null) return answerSignIn(parts, visit, to, visit.view.words.refusals["invalid-mail"]);
    await refuseTooManyMails(parts, visit, mail);
    const browser = visit.browser ?? newSecret();
    const now = parts.clock.real();
    const link = await parts.db
      .transaction()
      .execute((tx) => startSignIn(tx, { mail, browser, returnTo: to }, now));
    await sendLink(parts, visit, mail, link);
    writeCookie(visit.c, "browser", browser, isSecure(parts), SIGN_IN_LIFE_MS / 1000);
    return goTo(visit.c, visit.view.href(`/sign-in/wait?to=${encodeURIComponent(to)}`));
  };
}

function mailOf(text: string): string | null {
  try {
    return readMail(text);
  } catch (thrown) {
    if (thrown instanceof Refusal) return null;
    throw thrown;
  }
}

async function refuseTooManyMails(parts: AppParts, visit: Visit, mail: string): Promise<void> {
  const caller = callerOf(visit.c, parts.settings.trustProxy);
  const waitSeconds =
    (await waitSecondsOf(parts.limits.mailsByCaller, caller)) ??
    (await waitSecondsOf(parts.limits.mailsByCallerAndAddress, `${caller} ${mail}`)) ??
    (await waitSecondsOf(parts.limits.mailsByAddress, mail));
  if (waitSeconds !== null) throw new TooMany(waitSeconds);
}

/** The link's host is the settings' origin, never the request's Host. */
async function sendLink(parts: AppParts, { view }: Visit, mail: string, link: string): Promise<void> {
  const address = parts.settings.origin + view.href(`/sign-in/link?k=${link}`);
  const { name } = parts.settings;
  try {
    await parts.mailer?.send({
      to: mail,
      subject: view.words.mailSubject(name),
      text: view.words.mailBody(name, address),
    });
  } catch (failed) {
    // The error of a mail server can hold the address, so its code alone is logged.
    parts.log.error(
      { code: failed instanceof Error && "code" in failed ? failed.code : null },
      "a mail was not sent",
    );
    throw new Refusal("mail-not-sent", "The mail could not be sent.");
  }
}

/** `GET /sign-in/wait`: goes on by itself once the link was opened. */
export function showWait(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, query, browser } = visit;
    const to = localPath(query.get("to"), AFTER);
    if (visit.person) return goTo(c, view.href(to));
    const last = browser === null ? null : await lastSignIn(parts.db, browser, parts.clock.real());
    if (!last) return goTo(c, view.href(`/sign-in?to=${encodeURIComponent(to)}`));
    const site = siteOfConnect(to);
    const page = WaitPage({ view, mail: last.mail, to, wrong: query.has("wrong") });
    return answerPage(c, page, { connect: site === null ? true : { site } });
  };
}

/** `GET /sign-in/state`: what the waiting window asks. */
export function showState(): (visit: Visit) => Response {
  return ({ c, person }) =>
    c.json({ signedIn: person !== null }, 200, {
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
}

/**
 * `GET /sign-in/link?k=…`: the mail's link leads to one button. It changes nothing by itself, since mail scanners, previews and
 * prefetchers open links too.
 */
export function showLink(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async ({ c, view, query }) => {
    const link = query.get("k") ?? "";
    const found = await findLink(parts.db, link, parts.clock.real());
    if (!found) return answerPage(c, DeadLinkPage({ view }), { status: 404, connect: true });
    return answerPage(c, OpenLinkPage({ view, link, mail: found.mail }), { connect: true });
  };
}

/** `POST /sign-in/link`: signs in the browser that asked, and shows a code in any other. */
export function postLink(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, browser } = visit;
    const link = visit.form.get("k") ?? "";
    const now = parts.clock.real();
    const opened = await parts.db
      .transaction()
      .execute(async (tx) => await openLink(tx, { link, browser }, now));
    if (!opened) return answerPage(c, DeadLinkPage({ view }), { status: 404, connect: true });
    if (opened.kind === "code")
      return answerPage(c, CodePage({ view, code: opened.code }), { connect: true });
    await beginSession(parts, visit, opened);
    return answerPage(c, SignedInPage({ view, onward: opened.returnTo }), { connect: true });
  };
}

/** `POST /sign-in/code`: the code that the link has shown elsewhere. */
export function postCode(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async (visit) => {
    const { c, view, browser, form } = visit;
    const to = localPath(form.get("to"), AFTER);
    const waitSeconds = await waitSecondsOf(
      parts.limits.codesByCaller,
      callerOf(c, parts.settings.trustProxy),
    );
    if (waitSeconds !== null) throw new TooMany(waitSeconds);
    const code = (form.get("code") ?? "").replace(/\D/g, "");
    const now = parts.clock.real();
    const signedIn =
      browser === null
        ? null
        : await parts.db.transaction().execute((tx) => typeCode(tx, { code, browser }, now));
    if (!signedIn) return goTo(c, view.href(`/sign-in/wait?wrong=1&to=${encodeURIComponent(to)}`));
    await beginSession(parts, visit, signedIn);
    return goTo(c, view.href(to));
  };
}

/** Here, and not before, an unknown address gets its account: who reads the mailbox is known now. */
async function beginSession(parts: AppParts, visit: Visit, signedIn: SignedIn): Promise<void> {
  const now = parts.clock.real();
  const session = await parts.db.transaction().execute(async (tx) => {
    const person = await personFor(tx, signedIn.mail, parts.clock.now());
    if (visit.session !== null) await endSession(tx, visit.session);
    return await startSession(tx, person.id, now);
  });
  writeCookie(visit.c, "session", session, isSecure(parts), SESSION_LIFE_MS / 1000);
}

/** `POST /sign-out` */
export function postSignOut(parts: AppParts): (visit: Visit) => Promise<Response> {
  return async ({ c, view, session, form }) => {
    if (session !== null) await parts.db.transaction().execute((tx) => endSession(tx, session));
    dropCookie(c, "session", isSecure(parts));
    return goTo(c, view.href(localPath(form.get("to"), "/?done=signed-out")));
  };
}
