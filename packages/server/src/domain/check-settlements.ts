import type { Period } from "@rivulet/protocol";
import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { donorsOfPeriod } from "./donors-of-period.js";
import { type BookRule, findBreaks } from "./findings.js";
import { readGiven } from "./giving.js";
import { addGross } from "./gross.js";
import { type LiveClick, liveClicks, sharesOf } from "./split-of-donor.js";

const RULES: BookRule[] = [
  {
    sentence: "What a donor gave is not what the rule says",
    breaks: sql`select s.period || ', donor ' || s.donor as name from donor_settlements s join closings k on k.period = s.period
      where s.given <> case when s.clicks = s.void then 0
        when min(s.balance, s.budget) < min(k.minimum_budget, s.budget) then 0 else min(s.balance, s.budget) end`,
  },
  {
    sentence: "The budget of a settled donor is not the one in force at the period's end",
    breaks: sql`select s.period || ', donor ' || s.donor as name from donor_settlements s
      where s.budget <> coalesce((select b.amount from budgets b where b.donor = s.donor
        and b.from_at < unixepoch(s.period || '-01', '+1 month') * 1000 order by b.from_at desc limit 1), 0)`,
  },
  {
    sentence: "What a donor gave was not transferred",
    breaks: sql`select s.period || ', donor ' || s.donor as name from donor_settlements s
      where s.given > 0 and not exists (select 1 from transfers t join donors d on d.account = t.from_account
        where t.id = s.transfer and t.kind = 'given' and t.period = s.period and t.amount = s.given and d.id = s.donor)`,
  },
  {
    sentence: "What a publisher received, or the fee, was not transferred",
    breaks: sql`select s.period || ', publisher ' || s.publisher as name from publisher_settlements s
      where not exists (select 1 from transfers t join publishers p on p.account = t.to_account
          where t.id = s.transfer and t.kind = 'received' and t.period = s.period and t.amount = s.net and p.id = s.publisher)
        or (s.fee > 0 and not exists (select 1 from transfers t
          where t.id = s.fee_transfer and t.kind = 'fee' and t.period = s.period and t.amount = s.fee))`,
  },
  {
    sentence: "A fee is not the frozen one, rounded down",
    breaks: sql`select s.period || ', publisher ' || s.publisher as name from publisher_settlements s
      join closings k on k.period = s.period where s.net <> s.gross - s.fee
        or s.fee <> s.gross / 10000 * k.fee_basis_points + s.gross % 10000 * k.fee_basis_points / 10000`,
  },
  {
    sentence: "A transfer of a period belongs to no settlement, so something was settled twice",
    breaks: sql`select 'transfer ' || lower(hex(t.id)) as name from transfers t where t.period is not null
      and not exists (select 1 from donor_settlements s where s.transfer = t.id)
      and not exists (select 1 from publisher_settlements s where s.transfer = t.id or s.fee_transfer = t.id)`,
  },
  {
    sentence: "Money is left in the clearing account of a settled period",
    breaks: sql`select a.period as name from accounts a join balances b on b.account = a.id join settlements s on s.period = a.period
      where a.kind = 'clearing' and b.amount <> 0`,
  },
  {
    sentence: "The totals of a settled period are not the sums of its rows",
    breaks: sql`select s.period as name from settlements s
      where s.given <> (select coalesce(sum(d.given), 0) from donor_settlements d where d.period = s.period)
        or s.given <> (select coalesce(sum(p.gross), 0) from publisher_settlements p where p.period = s.period)
        or s.fee <> (select coalesce(sum(p.fee), 0) from publisher_settlements p where p.period = s.period)`,
  },
  {
    sentence: "A period was closed out of order",
    breaks: sql`select k.period as name from closings k
      where exists (select 1 from closings e where e.period < k.period and not exists (select 1 from settlements s where s.period = e.period))`,
  },
];

/** Settlements: every rule about rows, and for each settled period the split of every donor once more. */
export async function checkSettlements(db: Db): Promise<string[]> {
  const findings = await findBreaks(db, RULES);
  const settled = await db.selectFrom("settlements").select("period").orderBy("period").execute();
  for (const { period } of settled) findings.push(...(await checkSplits(db, period as Period)));
  return findings;
}

async function checkSplits(db: Db, period: Period): Promise<string[]> {
  const findings: string[] = [];
  const gross = new Map<bigint, bigint>();
  for await (const donors of donorsOfPeriod(db, period)) {
    const given = await readGiven(db, period, donors);
    const clicks = await liveClicks(db, period, donors);
    const rows = await frozenRows(db, period, donors);
    for (const row of rows) findings.push(...checkSplit(period, row, clicks.get(row.donor) ?? []));
    await addGross(db, period, given, gross);
  }
  return [...findings, ...(await checkGross(db, period, gross))];
}

type FrozenRow = { donor: bigint; given: bigint; clicks: bigint; void: bigint };

async function frozenRows(db: Db, period: string, donors: bigint[]): Promise<FrozenRow[]> {
  return await db
    .selectFrom("donor_settlements")
    .select(["donor", "given", "clicks", "void"])
    .where("period", "=", period)
    .where("donor", "in", donors)
    .execute();
}

function checkSplit(period: string, row: FrozenRow, clicks: LiveClick[]): string[] {
  const name = `${period}, donor ${row.donor}`;
  const voided = clicks.filter((click) => click.void).length;
  const sum = sharesOf(row.given, clicks).reduce((total, share) => total + share.amount, 0n);
  const findings: string[] = [];
  if (BigInt(clicks.length) !== row.clicks || BigInt(voided) !== row.void) {
    findings.push(`The clicks of a settled donor are not those that were frozen: ${name}.`);
  }
  if (sum !== row.given) findings.push(`The shares of a donor do not sum to what was given: ${name}.`);
  return findings;
}

async function checkGross(db: Db, period: string, gross: Map<bigint, bigint>): Promise<string[]> {
  const rows = await db
    .selectFrom("publisher_settlements")
    .select(["publisher", "gross"])
    .where("period", "=", period)
    .execute();
  const booked = new Map(rows.map((row) => [row.publisher, row.gross]));
  return [...new Set([...gross.keys(), ...booked.keys()])]
    .filter((publisher) => booked.get(publisher) !== gross.get(publisher))
    .map(
      (publisher) => `A publisher's gross is not the sum of the shares: ${period}, publisher ${publisher}.`,
    );
}
