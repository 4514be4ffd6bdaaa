import { check, checkHeader, checkList, checkStatus, listOf } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { always, type Rule, seen, unseen } from "./rule.js";

const REDIRECTS = [301, 302, 303, 307, 308];

/** An answer under `/v1/`. */
export const isApi = ({ request }: Exchange, probe: Probe) => request.url.startsWith(`${probe.base}/v1/`);

const isPreflight = ({ request }: Exchange) => request.method === "OPTIONS";

const isCacheable = ({ request, answer }: Exchange) =>
  answer.status < 400 && /\/v1\/(counts|openapi\.json)\b/.test(request.url);

const hasJson = ({ request, answer }: Exchange, probe: Probe) =>
  request.url.startsWith(probe.base) &&
  /\/v1\/|\/\.well-known\//.test(request.url) &&
  answer.status === 200 &&
  answer.text !== "";

async function checkPreflight(probe: Probe): Promise<void> {
  for (const path of [
    "/v1/clicks",
    "/v1/clicks/019ac0de-7a1b-7c3d-8e4f-001122334455",
    "/v1/me",
    "/v1/token",
  ]) {
    const headers = {
      origin: "https://anywhere.example",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    };
    const exchange = await probe.ask({ method: "OPTIONS", path, headers });
    checkStatus(exchange, 204);
    checkHeader(exchange, "access-control-allow-origin", "*");
    checkList(exchange, "access-control-allow-methods", ["GET", "POST", "PUT", "DELETE"]);
    checkList(exchange, "access-control-allow-headers", ["authorization", "content-type"]);
    checkHeader(exchange, "access-control-max-age", "7200");
  }
}

async function askFromAnywhere(probe: Probe): Promise<void> {
  for (const origin of ["null", "http://anywhere.example", probe.target.site]) {
    const path = `/v1/counts?url=${encodeURIComponent(probe.freshUrl())}`;
    const exchange = await probe.ask({ path, headers: { origin } });
    checkHeader(exchange, "access-control-allow-origin", "*");
  }
}

async function checkCookieIgnored(probe: Probe): Promise<void> {
  const exchange = await probe.ask({
    path: "/v1/me",
    headers: {
      origin: probe.target.site,
      cookie: "session=rivulet-conformance",
    },
  });
  checkStatus(exchange, 401);
  for (const one of probe.exchanges.filter((each) => isApi(each, probe))) {
    check(!one.answer.headers.has("set-cookie"), one, "A cookie is set.");
  }
}

const anyOrigin = always("cors-any-origin", "every answer under /v1/ allows any origin", isApi, (exchange) =>
  checkHeader(exchange, "access-control-allow-origin", "*"),
);

export const EVERY_ANSWER_RULES: readonly Rule[] = [
  unseen(
    "base-separate-pages",
    "pages stand on an origin without foreign scripts",
    "not a matter of one request",
  ),
  {
    ...anyOrigin,
    run: async (probe) => {
      await askFromAnywhere(probe);
      await anyOrigin.run(probe);
    },
  },
  always("cors-no-credentials", "no answer under /v1/ allows credentials", isApi, (exchange) => {
    check(
      !exchange.answer.headers.has("access-control-allow-credentials"),
      exchange,
      "Credentials are allowed.",
    );
  }),
  always("cors-expose-retry-after", "every answer under /v1/ exposes Retry-After", isApi, (exchange) => {
    checkHeader(exchange, "access-control-expose-headers", /(^|[\s,])retry-after($|[\s,])/i);
  }),
  seen("cors-preflight", "OPTIONS is 204 with methods, headers and age", checkPreflight),
  always("no-redirect", "nothing under /v1/ redirects", isApi, (exchange) => {
    check(!REDIRECTS.includes(exchange.answer.status), exchange, "It redirects.");
  }),
  {
    id: "no-cookie",
    title: "nothing under /v1/ sets or uses a cookie",
    needs: [],
    last: true,
    run: checkCookieIgnored,
  },
  always(
    "resource-policy",
    "answers under /v1/ may be used by any page",
    (exchange, probe) => isApi(exchange, probe) && !isPreflight(exchange),
    (exchange) => checkHeader(exchange, "cross-origin-resource-policy", "cross-origin"),
  ),
  always(
    "no-store",
    "what is not meant for caches is no-store",
    (exchange, probe) => isApi(exchange, probe) && !isPreflight(exchange) && !isCacheable(exchange),
    (exchange) => {
      check(
        listOf(exchange, "cache-control").includes("no-store"),
        exchange,
        "Cache-Control is not no-store.",
      );
    },
  ),
  always("media-types", "JSON is application/json in UTF-8", hasJson, (exchange) => {
    checkHeader(exchange, "content-type", /^application\/json(\s*;\s*charset="?utf-8"?)?$/i);
  }),
];
