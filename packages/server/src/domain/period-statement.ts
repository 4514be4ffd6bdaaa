import type { Period } from "@rivulet/protocol";
import type { Db } from "../store/open-store.js";
import { readSettled, type Settled } from "./settlement.js";

/** A settled period as the operator sees it. Amounts are micros. */
export type PeriodStatement = Omit<Settled, "again" | "publishers"> & {
  publishers: { handle: string; gross: bigint; fee: bigint; net: bigint }[];
};

/** What was given in a settled period, and what each publisher received. @throws Refusal `not-settled` */
export async function periodStatement(db: Db, period: Period): Promise<PeriodStatement> {
  const settled = await readSettled(db, period);
  const publishers = await db
    .selectFrom("publisher_settlements as s")
    .innerJoin("publishers as p", "p.id", "s.publisher")
    .select(["p.handle", "s.gross", "s.fee", "s.net"])
    .where("s.period", "=", period)
    .orderBy("p.handle")
    .execute();
  return { ...settled, publishers };
}
