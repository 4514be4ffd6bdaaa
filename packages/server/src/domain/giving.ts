import { sql } from "kysely";
import { pursesOf } from "../store/budget-in-force.js";
import type { Db } from "../store/open-store.js";
import { givenOf } from "./given.js";
import { type LiveClick, liveClicks } from "./split-of-donor.js";

/** What a donor gives for a period by the rule, and over which clicks. Amounts are micros. */
export type Giving = {
  donor: bigint;
  account: Uint8Array;
  budget: bigint;
  balance: bigint;
  given: bigint;
  /** Those that are not undone, void ones among them, in the order of the split. */
  clicks: LiveClick[];
};

/**
 * `atMs`: the budget that is in force at this instant counts. `minimum`: the instance's, in micros.
 * `taken`: what earlier periods that wait for their settlement would take from the balance first.
 */
export type GivingRule = { period: string; atMs: number; minimum: bigint; taken?: bigint };

/** What donors would give now for a period: their balance as it is, their budget as it stands at the instant of the rule. */
export async function readGiving(db: Db, donors: bigint[], rule: GivingRule): Promise<Giving[]> {
  const purses = await pursesOf(db, donors, rule.atMs);
  const clicks = await liveClicks(db, rule.period, donors);
  return purses.map((purse) =>
    givingOf(
      { ...purse, balance: purse.balance - (rule.taken ?? 0n), budget: purse.budget ?? 0n },
      clicks.get(purse.donor) ?? [],
      rule.minimum,
    ),
  );
}

function givingOf(donor: Omit<Giving, "given" | "clicks">, clicks: LiveClick[], minimum: bigint): Giving {
  const live = clicks.filter((click) => !click.void).length;
  const { budget, balance } = donor;
  return { ...donor, clicks, given: givenOf({ balance, budget, minimum, live }) };
}

/** What donors gave for a closing or settled period, as it was frozen. A donor without a row gave nothing yet. */
export async function readGiven(db: Db, period: string, donors: bigint[]): Promise<Map<bigint, bigint>> {
  const { rows } = await sql<{ donor: bigint; given: bigint }>`
    select s.donor, s.given from json_each(${JSON.stringify(donors.map(Number))}) j
    cross join donor_settlements s on s.period = ${period} and s.donor = j.value`.execute(db);
  return new Map(rows.map(({ donor, given }) => [donor, given]));
}
