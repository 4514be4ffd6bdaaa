import type { Context } from "hono";
import type { AppParts } from "../../app-parts.js";
import type { Person } from "../../domain/people.js";
import { readSession, SESSION_LIFE_MS } from "../../domain/sessions.js";
import type { PageView } from "../../pages/page-view.js";
import { chooseLanguage, isLanguage, wordsOf } from "../../words/choose-language.js";
import { readCookie, writeCookie } from "../cookies.js";

/** One request of a page: who is there, in which language, and what a form has sent. */
export type Visit = {
  c: Context;
  view: PageView;
  person: Person | null;
  session: string | null;
  browser: string | null;
  query: URLSearchParams;
  /** Empty unless a form was posted. */
  form: URLSearchParams;
};

/** Whether the instance's own pages are under https, so that cookies can be Secure. */
export function isSecure(parts: Pick<AppParts, "settings">): boolean {
  return parts.settings.origin.startsWith("https:");
}

/** Reads who visits, and in which language. */
export async function openVisit(parts: AppParts, c: Context, form: URLSearchParams): Promise<Visit> {
  // The command can have moved a demo's clock beside the server.
  await parts.demo?.refresh(parts.reads);
  const query = new URL(c.req.url).searchParams;
  const session = readCookie(c, "session", isSecure(parts));
  const person = session === null ? null : await personOf(parts, c, session);
  return {
    c,
    view: viewOf(parts, c, query, person?.mail ?? null),
    person,
    session,
    browser: readCookie(c, "browser", isSecure(parts)),
    query,
    form,
  };
}

async function personOf(parts: AppParts, c: Context, session: string): Promise<Person | null> {
  const found = await readSession(parts.db, session, parts.clock.real());
  if (found?.renewed) writeCookie(c, "session", session, isSecure(parts), SESSION_LIFE_MS / 1000);
  return found?.person ?? null;
}

/**
 * What every page is drawn with. A language chosen by `?lang` stays in all further links, and so does that of the button that
 * opened a window of ours (`ui_locales`, OpenID Connect Core section 3.1.2.1).
 */
export function viewOf(parts: AppParts, c: Context, query: URLSearchParams, mail: string | null): PageView {
  const wished = query
    .get("ui_locales")
    ?.split(" ")
    .map((tag) => tag.split("-")[0] ?? "");
  const chosen = query.get("lang") ?? wished?.find(isLanguage) ?? null;
  const language = isLanguage(chosen) ? chosen : chooseLanguage(c.req.header("accept-language") ?? null);
  return {
    words: wordsOf(language),
    language,
    name: parts.settings.name,
    origin: parts.settings.origin,
    currency: parts.settings.currency,
    mail,
    demoTimeMs: parts.demo ? parts.clock.now() : null,
    note: query.get("done"),
    here: c.req.method === "GET" ? new URL(c.req.url).pathname + new URL(c.req.url).search : "/",
    href: (path) => (isLanguage(chosen) ? withLanguage(path, chosen) : path),
  };
}

/** A path of ours with its language named. @example withLanguage("/me?a=1", "fr") // "/me?a=1&lang=fr" */
export function withLanguage(path: string, language: string): string {
  const url = new URL(path, "http://rivulet.invalid");
  url.searchParams.set("lang", language);
  return url.pathname + url.search + url.hash;
}
