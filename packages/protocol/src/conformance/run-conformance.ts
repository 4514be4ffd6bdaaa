import { countedIds } from "./ask-clicks.js";
import type { Exchange } from "./exchange.js";
import { Probe } from "./probe.js";
import { BrokenRule, CannotSee, type Mean, type Rule } from "./rule.js";
import { RULES } from "./rules.js";
import type { Target } from "./target.js";

/** How one rule fared. `exchange` is the request and answer that show a failure, where one does. */
export type RuleResult = { id: string; title: string } & (
  | { outcome: "passed" }
  | { outcome: "failed"; reason: string; exchange: Exchange | null }
  | { outcome: "skipped"; reason: string }
);

/** The command line's word for each mean. */
const MEANS: Record<Mean, string> = {
  otherToken: "--other-token",
  otherSiteToken: "--other-site-token",
  otherSite: "--other-site",
  settledClick: "--settled-click",
};

/**
 * Checks a backend against the protocol's page: one result a rule, in the page's order. It counts about ten clicks on pages
 * that it makes up under `site`, and takes them back.
 * @example
 * const results = await runConformance({ backend: "https://give.example", site: "https://blog.example", publisher: "marothro", token });
 * results.filter(({ outcome }) => outcome === "failed");
 */
export async function runConformance(target: Target): Promise<RuleResult[]> {
  const probe = new Probe(target);
  const results = new Map<string, RuleResult>();
  const inOrder = [...RULES.filter(({ last }) => !last), ...RULES.filter(({ last }) => last)];
  try {
    for (const rule of inOrder) results.set(rule.id, await runRule(rule, probe));
  } finally {
    await takeBack(probe);
  }
  return RULES.flatMap(({ id }) => results.get(id) ?? []);
}

async function runRule(rule: Rule, probe: Probe): Promise<RuleResult> {
  const { id, title } = rule;
  const missing = rule.needs.filter((mean) => !probe.target[mean]);
  if (missing.length > 0) {
    return {
      id,
      title,
      outcome: "skipped",
      reason: `needs ${missing.map((mean) => MEANS[mean]).join(", ")}`,
    };
  }
  try {
    await rule.run(probe);
    return { id, title, outcome: "passed" };
  } catch (failure) {
    return { id, title, ...judge(failure) };
  }
}

/** A rule that could not be asked at all, because the network or the answer failed, is a rule that fails. */
function judge(failure: unknown) {
  if (failure instanceof CannotSee) return { outcome: "skipped", reason: failure.message } as const;
  if (failure instanceof BrokenRule) {
    return { outcome: "failed", reason: failure.message, exchange: failure.exchange } as const;
  }
  const cause = failure instanceof Error && failure.cause ? ` (${String(failure.cause)})` : "";
  return { outcome: "failed", reason: `No answer: ${String(failure)}${cause}`, exchange: null } as const;
}

async function takeBack(probe: Probe): Promise<void> {
  for (const [id, headers] of countedIds(probe)) {
    // What cannot be undone stays counted; the rules of undo have said so.
    await probe.ask({ method: "DELETE", path: `/v1/clicks/${id}`, headers }).catch(() => null);
  }
}
