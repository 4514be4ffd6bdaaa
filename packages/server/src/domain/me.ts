import type { DonorState } from "@rivulet/protocol";
import { sql } from "kysely";
import { pursesOf } from "../store/budget-in-force.js";
import type { Db } from "../store/open-store.js";
import { isCovered } from "./given.js";
import { uuidText } from "./id.js";
import { openPeriod } from "./open-period.js";
import type { Sender } from "./sender.js";

/** The donor's own clicks on a URL through this site in this period, and the id of the last one. */
export type Mine = { clicks: number; last: string | null };

/** What a site may know of its donor now (protocol page, `GET /v1/me`); every URL asked for is answered. */
export async function readMe(
  db: Db,
  from: Sender,
  canonicalUrls: string[],
  now: number,
): Promise<{ donor: DonorState; mine: Map<string, Mine> }> {
  const period = await openPeriod(db, now);
  const { rows } = await sql<{ url: string; clicks: bigint; last: Uint8Array }>`
    select t.url, count(*) as clicks, max(c.id) as last
    from clicks c join things t on t.id = c.thing
    where c.period = ${period} and c.donor = ${from.donor} and c.connection = ${from.connection}
      and not exists (select 1 from undone u where u.id = c.id)
    group by t.url`.execute(db);
  const known = new Map(
    rows.map((row) => [row.url, { clicks: Number(row.clicks), last: uuidText(row.last) }]),
  );
  const clicks = rows.reduce((sum, row) => sum + Number(row.clicks), 0);
  return {
    donor: { clicks, funded: await isFunded(db, from.donor, now) },
    mine: new Map(canonicalUrls.map((url) => [url, known.get(url) ?? { clicks: 0, last: null }])),
  };
}

/** Whether a donor has a budget, and the balance covers it now. */
export async function isFunded(db: Db, donor: bigint, now: number): Promise<boolean> {
  const [purse] = await pursesOf(db, [donor], now);
  return purse !== undefined && isCovered(purse.budget, purse.balance);
}
