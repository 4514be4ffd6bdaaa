import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { splitEvenly } from "./split.js";

/** A click that is not undone, in the order of the split. */
export type LiveClick = {
  id: Uint8Array;
  donor: bigint;
  thing: bigint;
  publisher: bigint;
  receivedAt: number;
  /** Its publisher is the donor's own person; it leaves the split. */
  void: boolean;
};

/** A click and its share, in micros. */
export type Share = LiveClick & { amount: bigint };

/**
 * The clicks of some donors in a period that are not undone: a donor after the other, each in the order of the split (by time
 * received in milliseconds, then by id).
 */
export async function liveClicks(
  db: Db,
  period: string,
  donors: bigint[],
): Promise<Map<bigint, LiveClick[]>> {
  const { rows } = await sql<{
    id: Uint8Array;
    donor: bigint;
    thing: bigint;
    publisher: bigint;
    received_at: bigint;
    own: bigint;
  }>`
    select c.id, c.donor, c.thing, t.publisher, c.received_at, p.person = d.person as own
    from json_each(${JSON.stringify(donors.map(Number))}) j
    cross join clicks c on c.period = ${period} and c.donor = j.value
    cross join donors d on d.id = c.donor
    cross join things t on t.id = c.thing
    cross join publishers p on p.id = t.publisher
    where not exists (select 1 from undone u where u.id = c.id)
    order by c.donor, c.received_at, c.id`.execute(db);
  const byDonor = new Map<bigint, LiveClick[]>(donors.map((donor) => [donor, []]));
  for (const { received_at, own, ...click } of rows) {
    byDonor.get(click.donor)?.push({ ...click, receivedAt: Number(received_at), void: own === 1n });
  }
  return byDonor;
}

/** The shares of what one donor gave, in the order of the split; void clicks have none. Gross, and never stored. */
export function sharesOf(given: bigint, clicks: LiveClick[]): Share[] {
  const live = clicks.filter((click) => !click.void);
  const amounts = splitEvenly(given, live.length);
  return live.map((click, place) => ({ ...click, amount: amounts[place] as bigint }));
}
