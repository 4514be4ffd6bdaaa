import { isSite } from "@rivulet/protocol";
import type { Context } from "hono";

/** What a page may ask of its headers beyond the strict ones. */
export type PageMore = {
  status?: 200 | 400 | 401 | 403 | 404 | 405 | 409 | 413 | 414 | 415 | 429 | 500 | 503;
  /** The page belongs to a connect: its opener must stay, and its form may end at this origin. */
  connect?: { site: string } | true;
  headers?: Record<string, string>;
};

/**
 * A page with its headers: nothing loads or runs but our own files, nobody frames it, nothing of its address is told to
 * others. `same-origin` and not `no-referrer`: under the latter browsers post forms with `Origin: null`.
 */
export async function answerPage(
  c: Context,
  page: { toString(): string | Promise<string> },
  more: PageMore = {},
) {
  const formAction = typeof more.connect === "object" ? `'self' ${checkedSite(more.connect.site)}` : "'self'";
  const html = await page.toString();
  return c.body(`<!doctype html>${html}`, more.status ?? 200, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy(formAction),
    "cross-origin-opener-policy": more.connect ? "unsafe-none" : "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
    ...more.headers,
  });
}

/** Whatever stands in a policy could end one rule and begin another, so nothing goes into it that is no origin. */
function checkedSite(site: string): string {
  if (!isSite(site)) throw new Error("A form's end is not an origin.");
  return site;
}

function policy(formAction: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** Goes on with a GET, after a form or where there is nothing to show. Its target is a path of ours, or a site's own redirect_uri. */
export function goTo(c: Context, target: string): Response {
  return c.body(null, 303, {
    location: target,
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
  });
}
