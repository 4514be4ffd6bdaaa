import type { Db } from "../store/open-store.js";
import { checkClicks } from "./check-clicks.js";
import { checkGuards } from "./check-guards.js";
import { checkLedger } from "./check-ledger.js";
import { checkSettlements } from "./check-settlements.js";
import { checkSubscriptions } from "./check-subscriptions.js";

/** The result of checking the books: each finding is a sentence that names the row which breaks a rule. */
export type Checked = { ok: boolean; findings: string[] };

/**
 * Proves on the live database that the books balance: transfers and entries sum to zero, balances are what entries say, each
 * settlement follows from the frozen rows, each click is in one state, counts are right, and no guard is missing.
 */
export async function checkBooks(db: Db): Promise<Checked> {
  const findings: string[] = [];
  for (const check of [checkGuards, checkLedger, checkClicks, checkSubscriptions, checkSettlements])
    findings.push(...(await check(db)));
  return { ok: findings.length === 0, findings };
}
