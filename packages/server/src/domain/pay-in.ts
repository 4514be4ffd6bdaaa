import { formatAmount } from "@rivulet/protocol";
import { LARGEST_AMOUNT } from "../store/largest-amount.js";
import type { Tx } from "../store/open-store.js";
import type { Donor } from "./donors.js";
import { derivedId } from "./id.js";
import { bookTransfer, ensureAccount } from "./ledger.js";
import { Refusal } from "./refusal.js";

/**
 * Money that has come in. `reference` is the bank's entry reference, which is booked once, however it is spaced; `amount` is
 * micros.
 */
export type PayIn = { donor: Donor; amount: bigint; reference: string };

/**
 * Books a pay-in to a donor's balance. The same again, at any time, changes nothing.
 * @throws Refusal `reference-taken` (booked for another donor or amount), `invalid-amount`, `invalid-reference`
 */
export async function payIn(
  tx: Tx,
  { donor, amount, reference: written }: PayIn,
  now: number,
): Promise<"booked" | "known"> {
  if (amount < 1n || amount > LARGEST_AMOUNT) {
    throw new Refusal("invalid-amount", `An amount is above 0 and at most ${formatAmount(LARGEST_AMOUNT)}.`);
  }
  const reference = readReference(written);
  if (await isBooked(tx, { donor, amount, reference })) return "known";
  const id = derivedId("transfer", "pay-in", reference);
  const bank = await ensureAccount(tx, "bank");
  await bookTransfer(tx, { id, kind: "pay-in", from: bank, to: donor.account, amount, period: null }, now);
  await tx.insertInto("pay_ins").values({ reference, donor: donor.id, transfer: id }).execute();
  return "booked";
}

/**
 * A reference as it is kept: what people type with other blanks is the same one.
 * @throws Refusal `invalid-reference`
 * @example readReference(" RF18  5390 ") // "RF18 5390"
 */
export function readReference(text: string): string {
  const reference = text.trim().replace(/\s+/g, " ");
  if (reference.length < 1 || reference.length > 140 || /[\p{Cc}\p{Cs}]/u.test(reference)) {
    throw new Refusal("invalid-reference", "A reference has 1 to 140 characters.");
  }
  return reference;
}

async function isBooked(tx: Tx, { donor, amount, reference }: PayIn): Promise<boolean> {
  const known = await tx
    .selectFrom("pay_ins")
    .innerJoin("transfers", "transfers.id", "pay_ins.transfer")
    .select(["pay_ins.donor", "transfers.amount"])
    .where("reference", "=", reference)
    .executeTakeFirst();
  if (known && (known.donor !== donor.id || known.amount !== amount)) {
    throw new Refusal(
      "reference-taken",
      `The reference "${reference}" is booked for another donor or amount.`,
    );
  }
  return known !== undefined;
}
