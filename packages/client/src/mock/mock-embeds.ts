import { canonicalUrl, type OembedAnswer, readUrls } from "@rivulet/protocol";
import { API_HEADERS, answerEmpty, answerJson, Refused } from "./mock-answers.js";
import { countOf } from "./mock-clicks.js";
import { escapeHtml } from "./mock-pages.js";
import type { Played } from "./played.js";

const FRESH = { "cache-control": "public, max-age=30, stale-while-revalidate=300" };
const POLICY = { "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox" };

/** `GET /badge.svg`: the count as an image. */
export function getBadge(played: Played, request: Request): Response {
  const read = readUrls(new URL(request.url).search);
  if (!read.ok) throw new Refused(read.code, read.errors);
  const url = read.urls[0]?.canonical;
  if (!url) throw new Refused("invalid-request", [{ pointer: "/url", detail: "One URL is needed." }]);
  const count = countOf(played, url);
  const headers = { ...FRESH, ...POLICY, etag: `"${count}"` };
  if (request.headers.get("if-none-match")?.includes(headers.etag)) return answerEmpty(304, headers);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><title>${count} clicks</title><text y="15">${count}</text></svg>`;
  return new Response(svg, { headers: { ...API_HEADERS, ...headers, "content-type": "image/svg+xml" } });
}

/** `GET /oembed`: a link for the page of a thing that was clicked, or of a publisher. */
export function getOembed(played: Played, request: Request): Response {
  const query = new URL(request.url).searchParams;
  if ((query.get("format") ?? "json") !== "json")
    return new Response(null, { status: 501, headers: API_HEADERS });
  const thing = thingAt(played, canonicalUrl(query.get("url") ?? ""));
  if (!thing) throw new Refused("not-found");
  const { publisher, url, title } = thing;
  const author_url = `${played.base}/submit/auto?${new URLSearchParams({ user_id: publisher })}`;
  const href = url === null ? author_url : `${author_url}&${new URLSearchParams({ url })}`;
  const answer: OembedAnswer = {
    version: "1.0",
    type: "rich",
    title: title ?? url ?? publisher,
    author_name: publisher,
    author_url,
    provider_name: "A played backend",
    provider_url: played.base,
    html: `<a rel="payment nofollow" href="${escapeHtml(href)}">Give to ${escapeHtml(publisher)}</a>`,
    width: 320,
    height: 32,
  };
  return answerJson(answer, 200, FRESH);
}

type Shown = { publisher: string; url: string | null; title?: string | undefined };

function thingAt(played: Played, url: string | null): Shown | null {
  if (url?.startsWith(`${played.base}/submit/auto?`)) {
    const publisher = new URL(url).searchParams.get("user_id") ?? "";
    return played.publisher(publisher) ? { publisher, url: null } : null;
  }
  return played.state.clicks.find(({ thing }) => url !== null && thing?.url === url)?.thing ?? null;
}
