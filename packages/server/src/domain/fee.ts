import { type Period, periodEndMs, periodOf, periodStartMs } from "@rivulet/protocol";
import type { Db, Tx } from "../store/open-store.js";

/**
 * The instance's fee on what a publisher received in a period, rounded down, once a publisher and period.
 * @param basisPoints 0 to 2,000
 * @example feeOf(999_999n, 250) // 24999n
 */
export function feeOf(gross: bigint, basisPoints: number): bigint {
  return (gross * BigInt(basisPoints)) / 10_000n;
}

/**
 * Notes the fee that is set, and from when it holds: the first at once, a fall from the next period on, a rise from the one after
 * it, since a rise is announced one period ahead (money.md, "Settlement"). The same fee again changes nothing.
 */
export async function noteFee(tx: Tx, basisPoints: number, now: number): Promise<void> {
  const last = await tx
    .selectFrom("fee_rates")
    .selectAll()
    .orderBy("noted_at", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last?.basis_points === BigInt(basisPoints)) return;
  const notedAt = Math.max(now, Number(last?.noted_at ?? -1n) + 1);
  const from = last ? await earliestStart(tx, basisPoints, notedAt) : 0;
  await tx
    .insertInto("fee_rates")
    .values({ noted_at: notedAt, from_at: from, basis_points: basisPoints })
    .execute();
}

async function earliestStart(tx: Tx, basisPoints: number, notedAt: number): Promise<number> {
  const next = periodOf(periodEndMs(periodOf(notedAt)));
  const isRise = basisPoints > (await feeInForce(tx, next, basisPoints));
  return isRise ? periodEndMs(next) : periodStartMs(next);
}

/**
 * The fee in force at a period's start: of those that hold by then, the one noted last.
 * @param unnoted what holds where none was noted
 */
export async function feeInForce(db: Db, period: Period, unnoted: number): Promise<number> {
  const row = await db
    .selectFrom("fee_rates")
    .select("basis_points")
    .where("from_at", "<=", BigInt(periodStartMs(period)))
    .orderBy("noted_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ? Number(row.basis_points) : unnoted;
}
