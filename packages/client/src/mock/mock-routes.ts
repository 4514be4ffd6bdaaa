import {
  authorizationServerOf,
  LIMITS,
  openApiDocument,
  parseClickCall,
  parseSubscriptionCall,
  parseSubscriptionQuery,
  readUrls,
  type UrlAsked,
  type WellKnown,
} from "@rivulet/protocol";
import { answerEmpty, answerJson, answerPreflight, answerProblem, Refused } from "./mock-answers.js";
import { countOf, recordClicks, undoClick } from "./mock-clicks.js";
import { getConnect, postConnect } from "./mock-connect.js";
import { getBadge, getOembed } from "./mock-embeds.js";
import { readMe } from "./mock-me.js";
import { getSubmit } from "./mock-pages.js";
import { renew, subscribe, unsubscribe } from "./mock-subscriptions.js";
import { postRevoke, postToken, senderOf } from "./mock-tokens.js";
import { pathUnder } from "./path-under.js";
import type { Played } from "./played.js";
import { isOfType, readText } from "./read-text.js";

type Route = (played: Played, request: Request, path: string) => Promise<Response> | Response;

const FOR_A_WHILE = { "cache-control": "public, max-age=300" };
const COUNTS_FRESH = { "cache-control": "public, max-age=30, stale-while-revalidate=300" };

/** Every address that is played, with its methods; `{id}` is one more name. */
const ROUTES: Record<string, Partial<Record<string, Route>>> = {
  "/v1/counts": { GET: getCounts },
  "/v1/clicks": { POST: postClicks },
  "/v1/clicks/{id}": { DELETE: deleteClick },
  "/v1/me": { GET: getMe },
  "/v1/subscriptions": { PUT: putSubscription, DELETE: deleteSubscription },
  "/v1/token": { POST: postToken },
  "/v1/revoke": { POST: postRevoke },
  "/v1/openapi.json": { GET: ({ base }) => answerJson(openApiDocument(base)) },
  "/badge.svg": { GET: getBadge },
  "/oembed": { GET: getOembed },
  "/.well-known/rivulet": { GET: getWellKnown },
  "/.well-known/oauth-authorization-server": {
    GET: ({ base }) => answerJson(authorizationServerOf(base), 200, FOR_A_WHILE),
  },
  "/connect": { GET: getConnect, POST: postConnect },
  "/submit/auto": { GET: getSubmit },
};

/** The backend's answer to a request of its own; whatever is refused is a problem document. */
export async function answerRequest(played: Played, request: Request): Promise<Response> {
  const { base } = played;
  const path = pathUnder(base, request.url);
  const methods = ROUTES[path.replace(/^(\/v1\/clicks\/)[^/]+$/, "$1{id}")];
  if (request.method === "OPTIONS") return answerPreflight();
  if (!methods) return answerProblem(base, "not-found");
  const route = methods[request.method === "HEAD" ? "GET" : request.method];
  if (!route) {
    const allow = [...Object.keys(methods), "OPTIONS"].join(", ");
    return answerProblem(base, "method-not-allowed", { headers: { allow } });
  }
  try {
    renew(played);
    return await route(played, request, path);
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return answerProblem(base, thrown.code, { errors: thrown.errors });
  }
}

/** The raw query: its length and bytes are as they were sent. */
function queryOf({ url }: Request): string {
  const mark = url.indexOf("?");
  return mark === -1 ? "" : url.slice(mark + 1);
}

function urlsOf(request: Request): UrlAsked[] {
  const read = readUrls(queryOf(request));
  if (!read.ok) throw new Refused(read.code, read.errors);
  return read.urls;
}

function getCounts(played: Played, request: Request): Response {
  const entries = urlsOf(request).map(({ sent, canonical }) => [
    sent,
    canonical === null ? null : countOf(played, canonical),
  ]);
  const counts: Record<string, number | null> = Object.fromEntries(entries);
  const headers = { ...COUNTS_FRESH, etag: tagOf(JSON.stringify(counts)) };
  const isKnown = request.headers.get("if-none-match")?.includes(headers.etag);
  return isKnown ? answerEmpty(304, headers) : answerJson({ counts }, 200, headers);
}

/** A tag of an answer: FNV-1a, which is enough to tell one from another. */
function tagOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) as number), 0x01000193);
  return `"${text.length.toString(36)}-${(hash >>> 0).toString(36)}"`;
}

async function readJson(request: Request): Promise<string> {
  if (!isOfType(request, "application/json")) throw new Refused("unsupported-media-type");
  const text = await readText(request);
  if (text === null) throw new Refused("too-large");
  return text;
}

async function postClicks(played: Played, request: Request): Promise<Response> {
  const from = senderOf(played, request);
  const parsed = parseClickCall(await readJson(request));
  if (!parsed.ok) throw new Refused(parsed.code, parsed.errors);
  return answerJson(recordClicks(played, from, parsed.call.clicks));
}

function deleteClick(played: Played, request: Request, path: string): Response {
  undoClick(played, senderOf(played, request), path.slice("/v1/clicks/".length));
  return answerEmpty(204);
}

async function putSubscription(played: Played, request: Request): Promise<Response> {
  const from = senderOf(played, request, "subscribe");
  const parsed = parseSubscriptionCall(await readJson(request));
  if (!parsed.ok) throw new Refused(parsed.code, parsed.errors);
  return answerJson(subscribe(played, from, parsed.call));
}

function deleteSubscription(played: Played, request: Request): Response {
  const from = senderOf(played, request, "subscribe");
  const parsed = parseSubscriptionQuery(queryOf(request));
  if (!parsed.ok) throw new Refused(parsed.code, parsed.errors);
  unsubscribe(played, from, parsed.thing);
  return answerEmpty(204);
}

function getMe(played: Played, request: Request): Response {
  return answerJson(readMe(played, senderOf(played, request), urlsOf(request)));
}

function getWellKnown({ base }: Played): Response {
  const document: WellKnown = {
    version: 1,
    name: "A played backend",
    api: base,
    connect: `${base}/connect`,
    currency: "EUR",
    minimum_budget: "2.00",
    languages: ["en"],
    close_key: null,
    limits: { ...LIMITS },
  };
  return answerJson(document, 200, FOR_A_WHILE);
}
