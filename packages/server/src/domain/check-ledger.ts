import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { type BookRule, findBreaks } from "./findings.js";

const RULES: BookRule[] = [
  {
    sentence: "All entries together do not sum to zero",
    breaks: sql`select 'their sum is ' || total as name from (select coalesce(sum(amount), 0) as total from entries) where total <> 0`,
  },
  {
    sentence: "A transfer has not its two entries",
    breaks: sql`select 'transfer ' || lower(hex(t.id)) as name from transfers t
      left join entries f on f.transfer = t.id and f.side = 0 left join entries o on o.transfer = t.id and o.side = 1
      where f.account is not t.from_account or f.amount is not -t.amount or o.account is not t.to_account or o.amount is not t.amount`,
  },
  {
    sentence: "An entry has no transfer",
    breaks: sql`select 'entry of ' || lower(hex(e.transfer)) as name from entries e
      where not exists (select 1 from transfers t where t.id = e.transfer)`,
  },
  {
    sentence: "A transfer runs between accounts that are not of its kind",
    breaks: sql`select 'transfer ' || lower(hex(t.id)) as name from transfers t
      left join accounts f on f.id = t.from_account left join accounts o on o.id = t.to_account
      where not coalesce(case t.kind
        when 'pay-in' then f.kind = 'bank' and o.kind = 'donor'
        when 'given' then f.kind = 'donor' and o.kind = 'clearing' and o.period = t.period
        when 'received' then f.kind = 'clearing' and f.period = t.period and o.kind = 'publisher'
        when 'fee' then f.kind = 'clearing' and f.period = t.period and o.kind = 'fees' end, 0)`,
  },
  {
    sentence: "A balance is not the sum of its account's entries",
    breaks: sql`select 'account ' || lower(hex(a.id)) as name from accounts a left join balances b on b.account = a.id
      where b.amount is not (select coalesce(sum(e.amount), 0) from entries e where e.account = a.id) or b.kind is not a.kind`,
  },
  {
    sentence: "A balance is below zero where its kind forbids it",
    breaks: sql`select a.kind || ' account ' || lower(hex(a.id)) as name from accounts a join balances b on b.account = a.id
      where case a.kind when 'bank' then b.amount > 0 else b.amount < 0 end`,
  },
  {
    sentence: "A pay-in is no transfer to its donor",
    breaks: sql`select 'reference ' || p.reference as name from pay_ins p
      where not exists (select 1 from transfers t join donors d on d.account = t.to_account
        where t.id = p.transfer and t.kind = 'pay-in' and d.id = p.donor)`,
  },
  {
    sentence: "Money came in without a reference",
    breaks: sql`select 'transfer ' || lower(hex(t.id)) as name from transfers t
      where t.kind = 'pay-in' and not exists (select 1 from pay_ins p where p.transfer = t.id)`,
  },
];

/** Transfers, entries and balances. */
export async function checkLedger(db: Db): Promise<string[]> {
  return await findBreaks(db, RULES);
}
