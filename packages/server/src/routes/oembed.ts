import type { OembedAnswer } from "@rivulet/protocol";
import type { Context } from "hono";
import type { AppParts } from "../app-parts.js";
import { type Embedded, findEmbedded } from "../domain/find-embedded.js";
import { EmbeddedLink } from "../pages/embedded-link.js";
import { API_HEADERS, answerJson, answerProblem } from "./api/api-answer.js";

const CACHE_SECONDS = 300;
const FOR_A_WHILE = { "cache-control": `public, max-age=${CACHE_SECONDS}` };
const SIZE = { width: 320, height: 32 } as const;

/** `GET /oembed?url=U&format=json`: oEmbed 1.0 for the page of a thing or a publisher. */
export function oembedRoute(parts: AppParts): (c: Context) => Promise<Response> {
  const base = parts.settings.origin;
  return async (c) => {
    const query = new URL(c.req.url).searchParams;
    if ((query.get("format") || "json") !== "json") return answerNoFormat();
    const url = query.get("url");
    if (!url) {
      const errors = [{ pointer: "/url", detail: "It is missing." }];
      return answerProblem(base, "invalid-request", { errors });
    }
    const embedded = await findEmbedded(parts.reads, url, base);
    if (!embedded) return answerProblem(base, "not-found", { detail: "Nobody here knows this page." });
    return answerJson(answerOf(parts, embedded, query), 200, FOR_A_WHILE);
  };
}

/** The protocol's closed list has no code for it; the status is oEmbed's own (section 2.3.2, "501 Not Implemented"). */
function answerNoFormat(): Response {
  const headers = { ...API_HEADERS, "content-type": "text/plain; charset=utf-8" };
  return new Response("Only format=json is answered.\n", { status: 501, headers });
}

function answerOf(
  { settings }: AppParts,
  { handle, url, title }: Embedded,
  query: URLSearchParams,
): OembedAnswer {
  const author_url = `${settings.origin}/submit/auto?${new URLSearchParams({ user_id: handle })}`;
  const href = url === null ? author_url : `${author_url}&${new URLSearchParams({ url })}`;
  const text =
    title === null ? `Give to ${handle} with Rivulet` : `Give to ${handle} for “${title}” with Rivulet`;
  return {
    version: "1.0",
    type: "rich",
    title: title ?? url ?? handle,
    author_name: handle,
    author_url,
    provider_name: settings.name,
    provider_url: settings.origin,
    cache_age: CACHE_SECONDS,
    html: String(EmbeddedLink({ href, text })),
    width: atMost(SIZE.width, query.get("maxwidth")),
    height: atMost(SIZE.height, query.get("maxheight")),
  };
}

function atMost(own: number, wanted: string | null): number {
  const most = Number(wanted ?? own);
  return Number.isSafeInteger(most) && most >= 1 ? Math.min(own, most) : own;
}
