import { PROBLEMS, type Problem, type ProblemCode, type WellKnown } from "@rivulet/protocol";
import { newClickId } from "../src/domain/click-id.js";
import { API_HEADERS } from "../src/routes/api/api-answer.js";
import { at, both, type Fault, header, instead, json, nameOf, sent, status, text } from "./faults.js";
import { PUBLISHER } from "./serve-instance.js";

/** A fault, and the rules of the protocol's page that it breaks. */
export type Broken = { fault: Fault; breaks: string[] };

export const onProblem = (code: ProblemCode, spoil: (problem: Problem) => object) =>
  json<Problem>(
    (problem) => (problem.code === code ? spoil(problem) : problem),
    ({ response }) =>
      response.status === PROBLEMS[code].status && /problem/.test(response.headers.get("content-type") ?? ""),
  );

const onWellKnown = (spoil: (document: WellKnown) => object) =>
  json<WellKnown>(spoil, at("GET /.well-known/rivulet"));

/** An empty answer of the API, which breaks no rule by its headers. */
export const empty = (code: number, more: Record<string, string> = {}) =>
  new Response(null, { status: code, headers: { ...API_HEADERS, ...more } });

export const HEADERS: Broken[] = [
  { fault: header("access-control-allow-origin", null, status(304)), breaks: ["cors-any-origin"] },
  {
    fault: header("access-control-allow-credentials", "true", at("GET /v1/me")),
    breaks: ["cors-no-credentials"],
  },
  {
    fault: header("access-control-expose-headers", null, at("POST /v1/clicks")),
    breaks: ["cors-expose-retry-after"],
  },
  { fault: header("access-control-max-age", null), breaks: ["cors-preflight"] },
  { fault: header("set-cookie", "a=b", at("POST /v1/revoke")), breaks: ["no-cookie"] },
  { fault: header("cross-origin-resource-policy", "same-origin", status(413)), breaks: ["resource-policy"] },
  { fault: header("cache-control", "max-age=60", both(at("GET /v1/me"), status(200))), breaks: ["no-store"] },
  {
    fault: header("content-type", "application/json; charset=latin1", at("GET /v1/openapi.json")),
    breaks: ["media-types"],
  },
  { fault: header("vary", "Origin", at("GET /v1/counts")), breaks: ["counts-query-alone"] },
  { fault: header("cache-control", "no-store", at("GET /v1/counts")), breaks: ["counts-cache"] },
  { fault: header("www-authenticate", "Bearer"), breaks: ["unauthorized-challenge"] },
  { fault: header("cross-origin-opener-policy", "same-origin"), breaks: ["connect-opener"] },
  {
    fault: header("content-security-policy", null),
    breaks: ["connect-no-frame", "connect-form-action", "badge-policy"],
  },
];

export const PROBLEM_FAULTS: Broken[] = [
  { fault: header("content-type", "application/json", status(414)), breaks: ["problem-document"] },
  {
    fault: onProblem("too-large", (problem) => ({ ...problem, type: "about:blank" })),
    breaks: ["problem-type"],
  },
  {
    fault: onProblem("unsupported-media-type", (problem) => ({ ...problem, code: "rate-limited" })),
    breaks: ["problem-type", "problem-closed-list", "code-unsupported-media-type"],
  },
  {
    fault: onProblem("invalid-request", ({ errors: _, ...problem }) => problem),
    breaks: ["problem-pointers", "click-bounds", "undo-bad-id", "subscription-shape"],
  },
  {
    fault: onProblem("invalid-json", (problem) => ({
      ...problem,
      detail: "Error\n    at read (/srv/app.js:1:2)",
    })),
    breaks: ["problem-no-trace"],
  },
  {
    fault: header("content-type", "application/problem+json", at("POST /v1/token")),
    breaks: ["token-error-shape"],
  },
  {
    fault: text((given) => given.replace("invalid_grant", "invalid_request"), at("POST /v1/token")),
    breaks: ["token-unknown-code"],
  },
  { fault: header("allow", null), breaks: ["code-method-not-allowed"] },
  {
    fault: instead(async (request) =>
      nameOf(request) === "GET /v1/rivulet-conformance" ? empty(302, { location: "/" }) : null,
    ),
    breaks: ["no-redirect", "code-not-found"],
  },
  {
    fault: sent("POST /v1/revoke", () => ""),
    breaks: ["revoke-any"],
  },
];

export const COUNTS_FAULTS: Broken[] = [
  {
    fault: text((given) => given.replaceAll(":null", ":0"), at("GET /v1/counts")),
    breaks: ["canonical-http-only", "canonical-vectors", "counts-null-for-unreadable", "counts-base"],
  },
  {
    fault: (send) => (request) => {
      const headers = new Headers(request.headers);
      headers.delete("if-none-match");
      return send(new Request(request, { headers }));
    },
    breaks: ["counts-etag", "badge-cache"],
  },
];

export const NO_ETAG: Broken[] = [{ fault: header("etag", null), breaks: ["counts-etag", "badge-cache"] }];

/** A backend that compares the names of parameters as they stand. */
export const ENCODED_NAMES: Broken[] = [
  {
    fault: json<{ counts: object }>(
      ({ counts }) => ({
        counts: Object.fromEntries(
          Object.entries(counts).map(([url, count]) => [url, /utm%5F|%66bclid/.test(url) ? 0 : count]),
        ),
      }),
      both(at("GET /v1/counts"), status(200)),
    ),
    breaks: ["canonical-name-decoded", "canonical-vectors"],
  },
];

export const ABOUT_FAULTS: Broken[] = [
  {
    fault: onWellKnown((document) => ({ ...document, limits: { ...document.limits, urls_per_call: 10 } })),
    breaks: ["well-known-limits"],
  },
  { fault: onWellKnown((document) => ({ ...document, minimum_budget: "2" })), breaks: ["well-known-money"] },
  { fault: onWellKnown(({ close_key: _, ...document }) => document), breaks: ["well-known"] },
  {
    fault: text(
      (given) => given.replace('["S256"]', '["S256","plain"]'),
      at("GET /.well-known/oauth-authorization-server"),
    ),
    breaks: ["oauth-metadata"],
  },
  {
    fault: text((given) => given.replace('"/v1/me"', '"/v1/you"'), at("GET /v1/openapi.json")),
    breaks: ["openapi"],
  },
  {
    fault: (send) => (request) =>
      send(/=plain/.test(request.url) ? new Request(request.url.replace("=plain", "=S256")) : request),
    breaks: ["connect-pkce"],
  },
  {
    fault: instead(async ({ url }) =>
      /redirect_uri=https%3A%2F%2Fanywhere/.test(url)
        ? empty(303, { location: "https://anywhere.example/" })
        : null,
    ),
    breaks: ["connect-redirect-uri"],
  },
  {
    fault: (send) => async (request) => {
      const response = await send(request);
      if (response.status !== 400) return response;
      return new Response((await response.text()).replace(/&amp;iss=[^&"]*/, ""), response);
    },
    breaks: ["oauth-issuer", "connect-error-answer"],
  },
  {
    fault: instead(async (request, send) => {
      const url = new URL(request.url).searchParams.get("url");
      if (nameOf(request) !== "GET /submit/auto" || !request.headers.has("authorization")) return null;
      const clicked_at = new Date().toISOString();
      const clicks = [{ id: newClickId(Date.now()), publisher: PUBLISHER, url, clicked_at }];
      const headers = { ...Object.fromEntries(request.headers), "content-type": "application/json" };
      return await send(
        new Request(new URL("/v1/clicks", request.url), {
          method: "POST",
          headers,
          body: JSON.stringify({ clicks }),
        }),
      );
    }),
    breaks: ["submit-get-never-counts"],
  },
];

/** A backend that takes every token for a subscription, and forgets what it has made. */
export const SUBSCRIPTION_FAULTS: Broken[] = [
  {
    fault: instead(async (request) =>
      nameOf(request) === "PUT /v1/subscriptions" && (await request.clone().text()).includes('"months":5')
        ? empty(204)
        : null,
    ),
    breaks: ["subscription-shape"],
  },
  {
    fault: json<{ mine: Record<string, object> }>(
      ({ mine, ...rest }) => ({
        ...rest,
        mine: Object.fromEntries(
          Object.entries(mine).map(([url, entry]) => [url, { ...entry, subscription: null }]),
        ),
      }),
      both(at("GET /v1/me"), status(200)),
    ),
    breaks: ["me-subscription", "subscription-rejected", "subscription-change"],
  },
  {
    fault: onProblem("insufficient-scope", (problem) => ({ ...problem, code: "invalid-token" })),
    breaks: ["code-insufficient-scope", "subscription-scope", "problem-type", "problem-closed-list"],
  },
  {
    fault: text((given) => given.replace(/"until":"\d{4}/, '"until":"1999'), at("PUT /v1/subscriptions")),
    breaks: ["subscription-until"],
  },
];

/** Embeds that could carry what they were asked for. */
export const EMBED_FAULTS: Broken[] = [
  { fault: header("content-security-policy", "sandbox", at("GET /badge.svg")), breaks: ["badge-policy"] },
  { fault: header("etag", null, at("GET /badge.svg")), breaks: ["badge-cache"] },
  {
    fault: (send) => async (request) => {
      const response = await send(request);
      if (nameOf(request) !== "GET /badge.svg" || response.status !== 200) return response;
      const asked = new URL(request.url).searchParams.get("url");
      return new Response((await response.text()).replace("</svg>", `${asked}</svg>`), response);
    },
    breaks: ["badge-inert"],
  },
  {
    fault: text((given) => given.replace('</a>"', '</a><script></script>"'), at("GET /oembed")),
    breaks: ["oembed-link"],
  },
  {
    fault: instead(async (request) =>
      nameOf(request) === "GET /oembed" && request.url.includes("format=xml") ? empty(200) : null,
    ),
    breaks: ["oembed-refusals"],
  },
];
