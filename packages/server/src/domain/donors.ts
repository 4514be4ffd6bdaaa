import { formatAmount, periodEndMs } from "@rivulet/protocol";
import { sql } from "kysely";
import { budgetInForce } from "../store/budget-in-force.js";
import { LARGEST_AMOUNT } from "../store/largest-amount.js";
import type { Db, Tx } from "../store/open-store.js";
import { randomId } from "./id.js";
import { makeAccount } from "./ledger.js";
import { lastClosing } from "./open-period.js";
import { Refusal } from "./refusal.js";
import type { Settings } from "./settings.js";

export { balanceOf } from "./ledger.js";

/** Somebody who gives. `account` is the id of the account in the ledger. */
export type Donor = { id: bigint; person: bigint; account: Uint8Array };

/** The donor that a person is, or null. */
export async function findDonor(db: Db, person: bigint): Promise<Donor | null> {
  const row = await db
    .selectFrom("donors")
    .select(["id", "person", "account"])
    .where("person", "=", person)
    .executeTakeFirst();
  return row ?? null;
}

/** The donor that a person is, made with an empty account when there is none. */
export async function donorFor(tx: Tx, person: bigint, now: number): Promise<Donor> {
  const known = await findDonor(tx, person);
  if (known) return known;
  const account = randomId();
  await makeAccount(tx, account, "donor");
  return await tx
    .insertInto("donors")
    .values({ person, account, created_at: now })
    .returning(["id", "person", "account"])
    .executeTakeFirstOrThrow();
}

/**
 * Sets the budget a month from now on; 0 pauses. The budget in force at a period's end counts for the whole period.
 * @throws Refusal `budget-too-small` (below the instance's minimum, and not 0), `budget-too-large`
 */
export async function setBudget(
  tx: Tx,
  donor: bigint,
  amount: bigint,
  settings: Pick<Settings, "minimumBudget">,
  now: number,
): Promise<void> {
  const last = await lastBudget(tx, donor);
  // A raised minimum binds new budgets only, so the amount that stands is not looked at again.
  if (last?.amount === amount) return;
  refuseBudget(amount, settings.minimumBudget);
  const closed = await lastClosing(tx);
  // Two in one millisecond, or one that finds its period closing, hold from the first instant at which they can.
  const earliest = Math.max(
    now,
    last ? Number(last.from_at) + 1 : now,
    closed === null ? now : periodEndMs(closed),
  );
  await tx.insertInto("budgets").values({ donor, from_at: earliest, amount }).execute();
}

function refuseBudget(amount: bigint, minimum: bigint): void {
  if (amount !== 0n && amount < minimum) {
    throw new Refusal(
      "budget-too-small",
      `A budget is at least ${formatAmount(minimum)} a month, or 0 to pause.`,
    );
  }
  if (amount > LARGEST_AMOUNT)
    throw new Refusal("budget-too-large", `A budget is at most ${formatAmount(LARGEST_AMOUNT)} a month.`);
}

async function lastBudget(db: Db, donor: bigint) {
  return await db
    .selectFrom("budgets")
    .select(["from_at", "amount"])
    .where("donor", "=", donor)
    .orderBy("from_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The budget in force at an instant, in micros; 0 while paused, null before the first one was set. */
export async function budgetAt(db: Db, donor: bigint, atMs: number): Promise<bigint | null> {
  const { rows } = await sql<{ amount: bigint | null }>`
    select ${budgetInForce(sql`${donor}`, atMs)} as amount`.execute(db);
  return rows[0]?.amount ?? null;
}
