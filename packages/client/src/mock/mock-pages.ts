import { canonicalUrl } from "@rivulet/protocol";
import type { Played } from "./played.js";

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** @example escapeHtml("a<b") // "a&lt;b" */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] as string);
}

/** A page for a person, with the headers that the protocol asks of `/connect`. */
export function answerPage(
  title: string,
  body: string,
  more: { status?: number; formAction?: string; headers?: Record<string, string> } = {},
): Response {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${body}`;
  const actions = more.formAction === undefined ? "'none'" : `'self' ${more.formAction}`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "unsafe-none",
    "content-security-policy": `default-src 'none'; frame-ancestors 'none'; form-action ${actions}`,
    ...more.headers,
  };
  return new Response(html, { status: more.status ?? 200, headers });
}

/** `GET /submit/auto`: shows what a link asks for. It never clicks, and the mock has no form that does. */
export function getSubmit(played: Played, request: Request): Response {
  const query = new URL(request.url).searchParams;
  const handle = query.get("user_id") ?? "";
  const url = query.get("url");
  if (!played.publisher(handle)) return answerPage("Nobody has this handle", "", { status: 404 });
  if (!url) return answerPage("Give", `<p>${escapeHtml(handle)}: for which page?</p>`);
  const canonical = canonicalUrl(url);
  if (canonical === null) return answerPage("Not an address", "", { status: 400 });
  const { host, origin } = new URL(canonical);
  const isVerified = played.publisher(handle)?.sites?.includes(origin);
  const about = `${escapeHtml(host)} (${isVerified ? "verified" : "not verified"})`;
  return answerPage("Give", `<p>A click for ${escapeHtml(handle)} on ${about}</p>`);
}
