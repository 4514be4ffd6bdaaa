import type { Db, Tx } from "../store/open-store.js";
import { noteFee } from "./fee.js";
import { Refusal } from "./refusal.js";
import type { Settings } from "./settings.js";

/** What an instance promises its people about money. `minimumBudget` is micros a month. */
export type Terms = Pick<Settings, "currency" | "minimumBudget" | "feeBasisPoints">;

/**
 * Notes the terms that are set; the same again changes nothing. Called at each start of the server and by nothing else, since a
 * command can run in a shell without the service's environment, and must not change what people were promised.
 * @throws Refusal `other-currency` when money has moved in another one
 */
export async function noteTerms(tx: Tx, terms: Terms, now: number): Promise<void> {
  const { currency, minimumBudget } = terms;
  const last = await lastTerms(tx);
  if (last && last.currency !== currency && (await hasMoney(tx)))
    throw otherCurrency(last.currency, currency);
  if (last?.currency !== currency || last.minimum_budget !== minimumBudget) {
    const notedAt = Math.max(now, Number(last?.noted_at ?? -1n) + 1);
    await tx
      .insertInto("terms")
      .values({ noted_at: notedAt, currency, minimum_budget: minimumBudget })
      .execute();
  }
  await noteFee(tx, terms.feeBasisPoints, now);
}

/**
 * The settings with the terms that the server has noted; where none is noted, those of the caller.
 * @param currencyIsTold the caller's environment names a currency, so another one is a mistake
 * @throws Refusal `other-currency`
 */
export async function withNotedTerms(db: Db, own: Settings, currencyIsTold: boolean): Promise<Settings> {
  const noted = await lastTerms(db);
  if (!noted) return own;
  if (currencyIsTold && noted.currency !== own.currency) throw otherCurrency(noted.currency, own.currency);
  return { ...own, currency: noted.currency, minimumBudget: noted.minimum_budget };
}

/** The minimum that a closing freezes, in micros. @param unnoted what holds where none was noted */
export async function minimumInForce(db: Db, unnoted: bigint): Promise<bigint> {
  return (await lastTerms(db))?.minimum_budget ?? unnoted;
}

async function lastTerms(db: Db) {
  return await db.selectFrom("terms").selectAll().orderBy("noted_at", "desc").limit(1).executeTakeFirst();
}

async function hasMoney(db: Db): Promise<boolean> {
  return (await db.selectFrom("transfers").select("id").limit(1).executeTakeFirst()) !== undefined;
}

function otherCurrency(noted: string, told: string): Refusal {
  return new Refusal(
    "other-currency",
    `RIVULET_CURRENCY must be ${noted}, since the money of this instance is, not ${told}.`,
  );
}
