import { checkCount } from "./ask-clicks.js";
import { checkErrorPage } from "./ask-connect.js";
import { check, checkStatus } from "./check-answer.js";
import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";
import { CannotSee, type Rule, seen, unseen } from "./rule.js";

function askSubmit(
  probe: Probe,
  query: Record<string, string>,
  headers?: Record<string, string>,
): Promise<Exchange> {
  const path = `/submit/auto?${new URLSearchParams({ user_id: probe.target.publisher, ...query })}`;
  return probe.ask({ path, ...(headers ? { headers } : {}) });
}

/** Checks that the page for a stranger names these; a backend that first asks for a sign-in shows it later. */
function checkPage(exchange: Exchange, words: readonly string[]): void {
  if (exchange.answer.headers.has("location"))
    throw new CannotSee("needs a donor's own browser: a sign-in comes first");
  checkStatus(exchange, 200);
  for (const word of words)
    check(exchange.answer.text.includes(word), exchange, `The page should show ${word}.`);
}

async function checkNeverCounts(probe: Probe): Promise<void> {
  const url = probe.freshUrl();
  const { site, token } = probe.target;
  await askSubmit(probe, { url, title: "A page", hidden: "0" });
  await askSubmit(probe, { url, confirm: "1" }, { origin: site, authorization: `Bearer ${token}` });
  await checkCount(probe, url, 0, "The page was only opened.");
}

async function checkUnknown(probe: Probe): Promise<void> {
  checkErrorPage(await askSubmit(probe, { url: probe.freshUrl(), user_id: probe.unknownHandle }));
  checkErrorPage(await askSubmit(probe, { url: "javascript:alert(1)" }));
}

export const SUBMIT_RULES: readonly Rule[] = [
  seen("submit-asks", "the page shows handle and host", async (probe) => {
    const url = probe.freshUrl();
    checkPage(await askSubmit(probe, { url }), [probe.target.publisher, new URL(url).hostname]);
  }),
  seen("submit-get-never-counts", "a GET never counts", checkNeverCounts),
  unseen("submit-once", "a double POST counts once", "needs a donor's own browser"),
  seen("submit-without-url", "without url it shows the publisher", async (probe) => {
    checkPage(await askSubmit(probe, {}), [probe.target.publisher]);
  }),
  unseen("submit-verified", "url-not-allowed applies", "needs a site that another publisher has verified"),
  seen("submit-unknown-publisher", "an unknown handle or a bad url is an error page", checkUnknown),
];
