import { type RawBuilder, sql } from "kysely";
import type { Db } from "./open-store.js";

/** The budget in force at an instant, as a part of a statement; null before the first. @param donor an expression of the donor's id */
export function budgetInForce(donor: RawBuilder<unknown>, atMs: number): RawBuilder<bigint | null> {
  return sql<bigint | null>`(select x.amount from budgets x
    where x.donor = ${donor} and x.from_at <= ${atMs} order by x.from_at desc limit 1)`;
}

/** What a donor holds, and the budget in force. Amounts are micros. */
export type Purse = { donor: bigint; account: Uint8Array; balance: bigint; budget: bigint | null };

/** Balance now and budget at an instant, of each donor. `cross join` makes SQLite begin with the short list. */
export async function pursesOf(db: Db, donors: bigint[], atMs: number): Promise<Purse[]> {
  const { rows } = await sql<Purse>`
    select d.id as donor, d.account, b.amount as balance, ${budgetInForce(sql`d.id`, atMs)} as budget
    from json_each(${JSON.stringify(donors.map(Number))}) j
    cross join donors d on d.id = j.value cross join balances b on b.account = d.account`.execute(db);
  return rows;
}
