import { sql } from "kysely";
import type { Db } from "../store/open-store.js";

const DONORS_A_PAGE = 100n;
const CLICKS_A_PAGE = 2_000n;

/**
 * The donors with clicks in a period, in pages by id, so that nothing holds a whole period at once. A page ends by its donors or by
 * their clicks, since one donor can have thousands.
 */
export async function* donorsOfPeriod(db: Db, period: string): AsyncGenerator<bigint[]> {
  for (let after = 0n; ; ) {
    const donors = await nextDonors(db, period, after);
    if (donors.length === 0) return;
    yield donors;
    after = donors.at(-1) as bigint;
  }
}

/** Each step seeks the next donor in the index of clicks, and adds up the clicks of the one before. */
async function nextDonors(db: Db, period: string, after: bigint): Promise<bigint[]> {
  const { rows } = await sql<{ donor: bigint }>`
    with recursive page (place, donor, clicks) as (
      select 0, ${after}, 0
      union all
      select place + 1,
        (select k.donor from clicks k where k.period = ${period} and k.donor > page.donor order by k.donor limit 1),
        clicks + (select count(*) from clicks k where k.period = ${period} and k.donor = page.donor)
      from page where page.donor is not null and place < ${DONORS_A_PAGE} and clicks < ${CLICKS_A_PAGE}
    ) select donor from page where place > 0 and donor is not null`.execute(db);
  return rows.map(({ donor }) => donor);
}

/** The donors who have clicked a publisher's things in a period, also those who took it back; in pages. */
export async function donorsOfPublisher(db: Db, period: string, publisher: bigint): Promise<bigint[][]> {
  const { rows } = await sql<{ donor: bigint }>`
    select distinct c.donor from clicks c
    where c.period = ${period} and c.thing in (select t.id from things t where t.publisher = ${publisher})
    order by c.donor`.execute(db);
  const pages: bigint[][] = [];
  for (let start = 0; start < rows.length; start += Number(DONORS_A_PAGE)) {
    pages.push(rows.slice(start, start + Number(DONORS_A_PAGE)).map(({ donor }) => donor));
  }
  return pages;
}
