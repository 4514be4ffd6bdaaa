import type { Period } from "@rivulet/protocol";
import { periodOf } from "@rivulet/protocol";
import type { Tx } from "../store/open-store.js";
import { dataVersion, type TallyRow, talliesOf } from "../store/sqlite/click-sql.js";

/** How often a donor has clicked: what a site may be told, and what the caps of a day look at. */
export type Tally = {
  readonly period: Period;
  readonly dayStartMs: number;
  readonly sites: Map<bigint, SiteTally>;
  /** Clicks received today, undone ones too; by `thingKey`. */
  readonly thingsToday: Map<string, number>;
};

/** `live`: clicks of the period that are not undone. `today`: received today, undone ones too. */
export type SiteTally = { live: number; today: number; readonly liveByUrl: Map<string, number> };

/** The tallies of the donors who clicked last, so that a click does not read all of its donor's clicks again. */
export type Tallies = {
  /** The tallies of donors; the caller changes them as it writes. Inside the transaction that writes. */
  read(tx: Tx, donors: bigint[], at: { period: Period; now: number }): Promise<Map<bigint, Tally>>;
  /** What was changed was not committed. */
  forget(donors: Iterable<bigint>): void;
  /** Clicks were written beside the recorder. */
  forgetAll(): void;
};

const DAY_MS = 86_400_000;
const KEPT_DONORS = 5_000;

/** Only for the one recorder of a connection: the connection's own writes to clicks are known to it alone. */
export function createTallies(keptDonors = KEPT_DONORS): Tallies {
  const kept = new Map<bigint, Tally>();
  let version: bigint | null = null;

  async function load(tx: Tx, donors: bigint[], period: Period, dayStartMs: number): Promise<void> {
    if (donors.length === 0) return;
    for (const donor of donors)
      kept.set(donor, { period, dayStartMs, sites: new Map(), thingsToday: new Map() });
    const month = periodOf(dayStartMs);
    for (const row of await talliesOf(tx, donors, { period, month, dayStartMs })) {
      addRow(kept.get(row.donor) as Tally, row);
    }
  }

  return {
    async read(tx, donors, { period, now }) {
      const current = await dataVersion(tx);
      // Another connection has written, perhaps clicks.
      if (current !== version) kept.clear();
      version = current;
      const dayStartMs = now - (now % DAY_MS);
      const isStale = (tally: Tally | undefined) =>
        tally?.period !== period || tally.dayStartMs !== dayStartMs;
      await load(
        tx,
        donors.filter((donor) => isStale(kept.get(donor))),
        period,
        dayStartMs,
      );
      const tallies = new Map(donors.map((donor) => [donor, kept.get(donor) as Tally]));
      for (const donor of kept.keys()) {
        if (kept.size <= keptDonors) break;
        kept.delete(donor);
      }
      return tallies;
    },
    forget(donors) {
      for (const donor of donors) kept.delete(donor);
    },
    forgetAll() {
      kept.clear();
    },
  };
}

/** The name of a thing among a day's tallies, which it has before it is made. */
export function thingKey({ publisher, url }: { publisher: bigint; url: string }): string {
  return `${publisher} ${url}`;
}

function addRow(tally: Tally, row: TallyRow): void {
  const site = siteTally(tally, row.connection);
  const [live, today] = [Number(row.live), Number(row.today)];
  site.live += live;
  site.today += today;
  add(site.liveByUrl, row.url, live);
  add(tally.thingsToday, thingKey(row), today);
}

/** The part of a tally that is about one site; made when it is not there. */
export function siteTally(tally: Tally, connection: bigint): SiteTally {
  const known = tally.sites.get(connection);
  if (known) return known;
  const site = { live: 0, today: 0, liveByUrl: new Map<string, number>() };
  tally.sites.set(connection, site);
  return site;
}

/** Adds to one of the sums of a tally. */
export function add<K>(sums: Map<K, number>, key: K, change: number): void {
  sums.set(key, (sums.get(key) ?? 0) + change);
}
