import { askConnect, checkErrorPage, directiveOf, errorSentBack, openConnect } from "./ask-connect.js";
import { check, checkHeader, checkStatus, listOf } from "./check-answer.js";
import type { Probe } from "./probe.js";
import { type Rule, seen, unseen } from "./rule.js";

const DONOR = "needs a donor's own browser and press";

/** A rule that each of these requests is answered by a page of error, never by a redirect. */
function errorPages(
  id: string,
  title: string,
  changes: (probe: Probe) => Record<string, string | undefined>[],
): Rule {
  return seen(id, title, async (probe) => {
    for (const change of changes(probe)) checkErrorPage(await askConnect(probe, change));
  });
}

/** A rule that each of these requests sends this error to the site. */
function errors(
  id: string,
  title: string,
  error: string,
  changes: Record<string, string | undefined>[],
): Rule {
  return seen(id, title, async (probe) => {
    for (const change of changes) {
      const exchange = await askConnect(probe, change);
      const told = errorSentBack(exchange).get("error");
      check(told === error, exchange, `The error should be ${error}, it is ${told ?? "missing"}.`);
    }
  });
}

const ODD_STATE = "rivulet.a b&c=ü%2B+";

async function checkState(probe: Probe): Promise<void> {
  const exchange = await askConnect(probe, { scope: "everything", state: ODD_STATE });
  const state = errorSentBack(exchange).get("state");
  check(state === ODD_STATE, exchange, `state should come back as it was, it is ${state ?? "missing"}.`);
  for (const change of [{ state: undefined }, { state: "x".repeat(513) }]) {
    const refused = await askConnect(probe, change);
    check(
      errorSentBack(refused).get("error") === "invalid_request",
      refused,
      "A state is needed, of 512 characters at most.",
    );
  }
}

async function checkErrorAnswer(probe: Probe): Promise<void> {
  const exchange = await askConnect(probe, { scope: "everything" });
  const answer = errorSentBack(exchange);
  for (const name of ["error", "state", "iss"]) check(answer.has(name), exchange, `${name} is missing.`);
  check(!answer.has("code"), exchange, "An error has no code.");
  const byMessage = await askConnect(probe, { scope: "everything", response_mode: "web_message" });
  check(
    !byMessage.answer.headers.has("location"),
    byMessage,
    "In web_message mode the page tells its opener.",
  );
}

async function checkFormAction(probe: Probe): Promise<void> {
  const exchange = await openConnect(probe);
  const sources = directiveOf(exchange, "form-action") ?? [];
  const due = ["'self'", probe.target.site];
  const fits =
    due.every((source) => sources.includes(source)) && sources.every((source) => due.includes(source));
  check(fits, exchange, `form-action should be ${due.join(" ")}, it is ${sources.join(" ") || "missing"}.`);
}

async function checkFrames(probe: Probe): Promise<void> {
  const exchange = await openConnect(probe);
  checkStatus(exchange, 200);
  check(
    directiveOf(exchange, "frame-ancestors")?.join() === "'none'",
    exchange,
    "frame-ancestors is not 'none'.",
  );
}

export const CONNECT_RULES: readonly Rule[] = [
  errorPages("connect-client-id", "a client_id that is no site is an error page", (probe) => [
    { client_id: undefined },
    { client_id: "null" },
    { client_id: "http://anywhere.example", redirect_uri: "http://anywhere.example/" },
    { client_id: `${probe.target.site}/path` },
  ]),
  errorPages("connect-redirect-uri", "a redirect_uri elsewhere is an error page", ({ target: { site } }) => [
    { redirect_uri: undefined },
    { redirect_uri: "https://anywhere.example/" },
    { redirect_uri: `${site}.anywhere.example/` },
    { redirect_uri: `${site.replace("://", "://reader@")}/` },
    { redirect_uri: `${site}/#top` },
    { redirect_uri: "javascript:alert(1)" },
  ]),
  errors("connect-pkce", "plain or no challenge is invalid_request", "invalid_request", [
    { code_challenge: undefined },
    { code_challenge_method: "plain" },
    { code_challenge_method: undefined },
    { code_challenge: undefined, code_challenge_method: undefined },
  ]),
  errors("connect-response-type", "another response type is refused", "unsupported_response_type", [
    { response_type: "token" },
  ]),
  errors("connect-scope", "an unknown scope is refused", "invalid_scope", [
    { scope: "everything" },
    { scope: "click everything" },
  ]),
  errors("connect-response-mode", "another response mode is refused", "invalid_request", [
    { response_mode: "fragment" },
  ]),
  seen("connect-state", "state must be there, and comes back", checkState),
  seen("connect-error-answer", "an error reaches the site with state and iss", checkErrorAnswer),
  seen("connect-no-frame", "the page cannot be framed", checkFrames),
  seen("connect-opener", "the page keeps its opener", async (probe) => {
    checkHeader(await openConnect(probe), "cross-origin-opener-policy", "unsafe-none");
  }),
  seen("connect-form-action", "forms go to the backend and to the site alone", checkFormAction),
  seen("connect-no-store", "the page is no-store", async (probe) => {
    const exchange = await openConnect(probe);
    check(listOf(exchange, "cache-control").includes("no-store"), exchange, "Cache-Control is not no-store.");
  }),
  unseen("connect-press", "every connect needs one press", DONOR),
  unseen("connect-shows-site", "the page of consent shows the site", DONOR),
  unseen("connect-button-inert", "the button of consent waits for 500 ms of focus", DONOR),
  unseen("connect-message", "the popup posts to the site alone", DONOR),
  unseen("connect-redirect", "the redirect has code, state and iss", DONOR),
  unseen("connect-denied", "a refusal is access_denied", DONOR),
  unseen("connect-lost-opener", "without opener the page goes on by redirect", DONOR),
];
