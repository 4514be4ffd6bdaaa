import { type Period, periodEndMs } from "@rivulet/protocol";
import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { budgetAt, type Donor } from "./donors.js";
import { isCovered } from "./given.js";
import { readGiving } from "./giving.js";
import { uuidText } from "./id.js";
import { balanceOf } from "./ledger.js";
import { lastClosing, openPeriodAfter, unclosedPeriods } from "./open-period.js";
import type { Settings } from "./settings.js";
import { sharesOf } from "./split-of-donor.js";

/** What a donor sees of the own giving. Amounts are micros, times milliseconds since 1970. */
export type DonorOverview = {
  /** null before the first budget was set, 0 while paused. */
  budget: bigint | null;
  balance: bigint;
  /** The balance covers the budget now. */
  funded: boolean;
  period: Period;
  /** What would be given for `period` if it ended now. */
  given: bigint;
  /** Those that are not undone and whose period is not closed, the last first; after a month's end two periods can be open. */
  clicks: OpenClick[];
  /** The last first. */
  settled: { period: Period; given: bigint; clicks: number }[];
};

/** A click that can be taken back. `worth`: its share of what its period would give if it ended now. */
export type OpenClick = {
  id: string;
  period: Period;
  url: string;
  title: string | null;
  handle: string;
  site: string;
  receivedAt: number;
  worth: bigint;
};

/** Reads what a donor has clicked in the periods that are open, what each click is worth now, and what was given before. */
export async function donorOverview(
  db: Db,
  donor: Donor,
  now: number,
  settings: Pick<Settings, "minimumBudget">,
): Promise<DonorOverview> {
  const closed = await lastClosing(db);
  const period = openPeriodAfter(closed, now);
  const periods = await unclosedPeriods(db, closed);
  const { gifts, worths } = await readWorths(db, donor.id, periods, { now, minimum: settings.minimumBudget });
  const budget = await budgetAt(db, donor.id, now);
  const balance = await balanceOf(db, donor.account);
  const clicks = await readClicks(db, donor.id, periods);
  return {
    budget,
    balance,
    funded: isCovered(budget, balance),
    period,
    given: gifts.get(period) ?? 0n,
    clicks: clicks.map((click) => ({ ...click, worth: worths.get(click.id) ?? 0n })),
    settled: await readSettledPeriods(db, donor.id),
  };
}

type Worths = { gifts: Map<Period, bigint>; worths: Map<string, bigint> };

/** What each period would give if it ended now at the latest, the oldest first; a later one has what the earlier leave. */
async function readWorths(
  db: Db,
  donor: bigint,
  periods: Period[],
  { now, minimum }: { now: number; minimum: bigint },
): Promise<Worths> {
  const gifts: Worths["gifts"] = new Map();
  const worths: Worths["worths"] = new Map();
  let taken = 0n;
  for (const period of periods) {
    const atMs = Math.min(now, periodEndMs(period) - 1);
    for (const { given, clicks } of await readGiving(db, [donor], { period, atMs, minimum, taken })) {
      gifts.set(period, given);
      taken += given;
      for (const share of sharesOf(given, clicks)) worths.set(uuidText(share.id), share.amount);
    }
  }
  return { gifts, worths };
}

async function readClicks(db: Db, donor: bigint, periods: Period[]): Promise<Omit<OpenClick, "worth">[]> {
  const { rows } = await sql<{
    id: Uint8Array;
    period: Period;
    url: string;
    title: string | null;
    handle: string;
    site: string;
    received_at: bigint;
  }>`
    select c.id, c.period, t.url, t.title, p.handle, k.site, c.received_at
    from json_each(${JSON.stringify(periods)}) j cross join clicks c on c.period = j.value and c.donor = ${donor}
    join things t on t.id = c.thing join publishers p on p.id = t.publisher join connections k on k.id = c.connection
    where not exists (select 1 from undone u where u.id = c.id)
    order by c.period desc, c.received_at desc, c.id desc`.execute(db);
  return rows.map(({ id, received_at, ...row }) => ({
    ...row,
    id: uuidText(id),
    receivedAt: Number(received_at),
  }));
}

async function readSettledPeriods(db: Db, donor: bigint) {
  const rows = await db
    .selectFrom("donor_settlements")
    .innerJoin("settlements", "settlements.period", "donor_settlements.period")
    .select(["donor_settlements.period", "donor_settlements.given", "donor_settlements.clicks"])
    .where("donor", "=", donor)
    .orderBy("donor_settlements.period", "desc")
    .execute();
  return rows.map((row) => ({ period: row.period as Period, given: row.given, clicks: Number(row.clicks) }));
}
