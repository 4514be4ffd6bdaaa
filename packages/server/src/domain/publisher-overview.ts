import type { Period } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";
import { donorsOfPublisher } from "./donors-of-period.js";
import { readGiving } from "./giving.js";
import { balanceOf } from "./ledger.js";
import { openPeriod } from "./open-period.js";
import type { Publisher } from "./publishers.js";
import type { Settings } from "./settings.js";
import { sharesOf } from "./split-of-donor.js";

/** What a publisher sees of the own receipts. Amounts are micros. */
export type PublisherOverview = {
  handle: string;
  balance: bigint;
  period: Period;
  /** The open period. `worth` is the gross if it ended now. */
  open: { clicks: number; worth: bigint };
  /** The open period's things, the most valuable first. */
  things: { url: string; title: string | null; clicks: number; worth: bigint }[];
  /** The last first. */
  settled: { period: Period; gross: bigint; fee: bigint; net: bigint }[];
};

/** Reads what a publisher's things are clicked in the open period, what that is worth now, and what was received before. */
export async function publisherOverview(
  db: Db,
  publisher: Publisher,
  now: number,
  settings: Pick<Settings, "minimumBudget">,
): Promise<PublisherOverview> {
  const period = await openPeriod(db, now);
  const rule = { period, atMs: now, minimum: settings.minimumBudget };
  const things = await readThings(db, publisher.id, rule);
  return {
    handle: publisher.handle,
    balance: await balanceOf(db, publisher.account),
    period,
    open: {
      clicks: things.reduce((sum, thing) => sum + thing.clicks, 0),
      worth: things.reduce((sum, thing) => sum + thing.worth, 0n),
    },
    things,
    settled: await readSettledPeriods(db, publisher.id),
  };
}

async function readThings(db: Db, publisher: bigint, rule: Parameters<typeof readGiving>[2]) {
  const sums = new Map<bigint, { clicks: number; worth: bigint }>();
  for (const donors of await donorsOfPublisher(db, rule.period, publisher)) {
    for (const { given, clicks } of await readGiving(db, donors, rule)) {
      for (const share of sharesOf(given, clicks)) {
        if (share.publisher !== publisher) continue;
        const sum = sums.get(share.thing) ?? { clicks: 0, worth: 0n };
        sums.set(share.thing, { clicks: sum.clicks + 1, worth: sum.worth + share.amount });
      }
    }
  }
  const rows = await db
    .selectFrom("things")
    .select(["id", "url", "title"])
    .where("publisher", "=", publisher)
    .execute();
  return rows
    .flatMap(({ id, ...thing }) => {
      const sum = sums.get(id);
      return sum ? [{ ...thing, ...sum }] : [];
    })
    .sort((a, b) => (a.worth === b.worth ? b.clicks - a.clicks : a.worth < b.worth ? 1 : -1));
}

async function readSettledPeriods(db: Db, publisher: bigint) {
  const rows = await db
    .selectFrom("publisher_settlements")
    .innerJoin("settlements", "settlements.period", "publisher_settlements.period")
    .select(["publisher_settlements.period", "gross", "publisher_settlements.fee", "net"])
    .where("publisher", "=", publisher)
    .orderBy("publisher_settlements.period", "desc")
    .execute();
  return rows.map(({ period, ...row }) => ({ ...row, period: period as Period }));
}
