import * as v from "valibot";
import { formatAmount, parseAmount } from "../amount.js";
import { authorizationServer } from "../authorization-server.js";
import { LIMITS, wellKnown } from "../well-known.js";
import { askConnect, errorSentBack } from "./ask-connect.js";
import { answerOf, check, checkStatus } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { type Rule, seen } from "./rule.js";

const askWellKnown = (probe: Probe) =>
  probe.once("well-known", () => probe.ask({ path: "/.well-known/rivulet" }));

const askMetadata = (probe: Probe) =>
  probe.once("metadata", () => probe.ask({ path: "/.well-known/oauth-authorization-server" }));

/** The fields apart from limits and money, which are rules of their own. */
const about = v.omit(wellKnown, ["limits", "minimum_budget", "currency"]);

async function checkWellKnown(probe: Probe): Promise<void> {
  const exchange = await askWellKnown(probe);
  checkStatus(exchange, 200);
  const { api, connect, languages } = answerOf(exchange, about);
  for (const address of [api, connect]) {
    check(URL.canParse(address), exchange, `${address} is no address.`);
  }
  check(languages.length > 0, exchange, "There is no language.");
}

async function checkLimits(probe: Probe): Promise<void> {
  const exchange = await askWellKnown(probe);
  const { limits } = answerOf(exchange, v.looseObject({ limits: v.looseObject({}) }));
  for (const [name, due] of Object.entries(LIMITS)) {
    check(limits[name] === due, exchange, `${name} should be ${due}, it is ${String(limits[name])}.`);
  }
}

async function checkMoney(probe: Probe): Promise<void> {
  const exchange = await askWellKnown(probe);
  const { minimum_budget, currency } = answerOf(
    exchange,
    v.looseObject({ minimum_budget: v.string(), currency: v.string() }),
  );
  const micros = parseAmount(minimum_budget);
  check(
    micros !== null && formatAmount(micros) === minimum_budget,
    exchange,
    `${minimum_budget} is not how money is written.`,
  );
  check(/^[A-Z]{3}$/.test(currency), exchange, `${currency} is no currency's code.`);
}

async function checkMetadata(probe: Probe): Promise<void> {
  const exchange = await askMetadata(probe);
  checkStatus(exchange, 200);
  answerOf(exchange, authorizationServer);
}

async function checkIssuer(probe: Probe): Promise<void> {
  const exchange = await askMetadata(probe);
  const { issuer } = answerOf(exchange, v.looseObject({ issuer: v.string() }));
  const refused = await askConnect(probe, { scope: "everything" });
  const iss = errorSentBack(refused).get("iss");
  check(iss === issuer, refused, `iss should be the issuer ${issuer}, it is ${iss ?? "missing"}.`);
}

const PATHS = [
  "/v1/counts",
  "/v1/clicks",
  "/v1/clicks/{id}",
  "/v1/me",
  "/v1/subscriptions",
  "/v1/token",
  "/v1/revoke",
  "/badge.svg",
  "/oembed",
];

async function checkOpenApi(probe: Probe): Promise<void> {
  const exchange: Exchange = await probe.ask({ path: "/v1/openapi.json" });
  checkStatus(exchange, 200);
  const { openapi, paths } = answerOf(
    exchange,
    v.looseObject({ openapi: v.string(), paths: v.looseObject({}) }),
  );
  check(openapi.startsWith("3.1."), exchange, `${openapi} is not OpenAPI 3.1.`);
  for (const path of PATHS) check(path in paths, exchange, `${path} is missing.`);
}

export const ABOUT_RULES: readonly Rule[] = [
  seen("well-known", "the well-known document has its fields", checkWellKnown),
  seen("well-known-limits", "its limits are those of version 1", checkLimits),
  seen("well-known-money", "its minimum budget is written as money", checkMoney),
  seen("oauth-metadata", "the RFC 8414 metadata has its fields", checkMetadata),
  seen("oauth-issuer", "issuer is the iss of a connect", checkIssuer),
  seen("openapi", "there is an OpenAPI 3.1 document with every path", checkOpenApi),
];
