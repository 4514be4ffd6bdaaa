import { tokenRefusal } from "../token.js";
import { answerOf, check, checkHeader, checkProblem, checkStatus, listOf } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { type Rule, seen, unseen } from "./rule.js";

const CODE = "needs a code, and so a donor's own browser and press";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

type Fields = Record<string, string | undefined>;

function post(
  probe: Probe,
  path: string,
  fields: Fields,
  headers: Record<string, string> = FORM,
): Promise<Exchange> {
  const given = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const body = new URLSearchParams(given).toString();
  return probe.ask({ method: "POST", path, headers: { origin: probe.target.site, ...headers }, body });
}

/** Asks for a token with a code that nobody has issued. */
function askToken(probe: Probe, change: Fields = {}, headers?: Record<string, string>): Promise<Exchange> {
  const { site } = probe.target;
  const fields = {
    grant_type: "authorization_code",
    code: "rivulet-conformance-nobody-issued-this",
    code_verifier: "rivulet-conformance".repeat(3),
    client_id: site,
    redirect_uri: `${site}/`,
    ...change,
  };
  return post(probe, "/v1/token", fields, headers);
}

function checkRefusal(exchange: Exchange, error: string): void {
  const told = answerOf(exchange, tokenRefusal).error;
  check(told === error, exchange, `The error should be ${error}, it is ${told}.`);
}

const refusals = (probe: Probe) =>
  probe.once("token refusals", async () => [
    await askToken(probe),
    await askToken(probe, { code: undefined }),
    await askToken(probe, { grant_type: "password" }),
    await post(probe, "/v1/revoke", {}),
  ]);

async function checkErrorShape(probe: Probe): Promise<void> {
  for (const exchange of await refusals(probe)) {
    checkStatus(exchange, 400);
    checkHeader(exchange, "content-type", /^application\/json\b/i);
    answerOf(exchange, tokenRefusal);
  }
}

async function checkNoStore(probe: Probe): Promise<void> {
  for (const exchange of await refusals(probe)) {
    check(listOf(exchange, "cache-control").includes("no-store"), exchange, "Cache-Control is not no-store.");
  }
}

async function checkMissingField(probe: Probe): Promise<void> {
  for (const name of ["grant_type", "code", "code_verifier", "client_id", "redirect_uri"]) {
    checkRefusal(await askToken(probe, { [name]: undefined }), "invalid_request");
  }
  checkRefusal(await askToken(probe, {}, { "content-type": "application/json" }), "invalid_request");
}

async function checkOrigin(probe: Probe): Promise<void> {
  const { token } = probe.target;
  const authorization = `Bearer ${token}`;
  checkProblem(await probe.ask({ path: "/v1/me", headers: { authorization } }), "wrong-origin");
  for (const origin of ["null", "https://anywhere.example"]) {
    checkProblem(await probe.ask({ path: "/v1/me", headers: { authorization, origin } }), "wrong-origin");
  }
}

async function checkOneSite(probe: Probe): Promise<void> {
  checkProblem(await probe.askFromSite({ path: "/v1/me" }, probe.target.otherSiteToken), "wrong-origin");
}

async function checkRevokeAny(probe: Probe): Promise<void> {
  checkStatus(await post(probe, "/v1/revoke", { token: "rivulet-conformance-nobody-issued-this" }), 200);
  const hinted = { token: "another", token_type_hint: "refresh_token" };
  checkStatus(await post(probe, "/v1/revoke", hinted), 200);
}

export const TOKEN_RULES: readonly Rule[] = [
  unseen("token-answer", "a good exchange answers a token", CODE),
  unseen("token-sub", "sub is another for each site", CODE),
  seen("token-error-shape", "a refusal is 400 with RFC 6749's JSON", checkErrorShape),
  seen("token-error-no-store", "a refusal is no-store", checkNoStore),
  seen("token-grant-type", "another grant is unsupported_grant_type", async (probe) => {
    checkRefusal(await askToken(probe, { grant_type: "password" }), "unsupported_grant_type");
  }),
  seen("token-missing-field", "a missing field, or another form, is invalid_request", checkMissingField),
  seen("token-unknown-code", "an unknown code is invalid_grant", async (probe) => {
    checkRefusal(await askToken(probe), "invalid_grant");
  }),
  unseen("token-code-once", "a code works once", CODE),
  unseen("token-code-replayed", "a replayed code revokes its token", CODE),
  seen("revoke-any", "revoking an unknown token is 200", checkRevokeAny),
  seen("revoke-missing-token", "revoking nothing is invalid_request", async (probe) => {
    checkRefusal(await post(probe, "/v1/revoke", {}), "invalid_request");
  }),
  unseen("revoke-ends", "a revoked token is good for nothing", "would end the token that was given"),
  unseen("revoke-by-donor", "the donor can revoke a site", "needs a donor's own browser and press"),
  unseen("token-power", "a token can do nothing but this", "what a token cannot do has no address to ask"),
  unseen("token-life", "a token ends", "takes 90 days"),
  seen("token-origin", "a token works from its site alone", checkOrigin),
  seen("token-one-site", "a token of another site is refused here", checkOneSite, ["otherSiteToken"]),
  unseen(
    "token-same-origin-get",
    "the backend's own pages may read without Origin",
    "needs a token of the backend's own origin",
  ),
];
