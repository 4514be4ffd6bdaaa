import { periodEndMs } from "@rivulet/protocol";
import type { Tx } from "../store/open-store.js";
import type { Closing } from "./closing.js";
import { type Giving, readGiven, readGiving } from "./giving.js";
import { derivedId } from "./id.js";
import { bookTransfer, ensureAccount } from "./ledger.js";

/**
 * Takes what donors give for a closing period into its clearing account, one transfer a donor, and freezes the row that says how
 * it came about. Donors that have their row are left as they are.
 */
export async function settleDonors(tx: Tx, closing: Closing, donors: bigint[], now: number): Promise<void> {
  const settled = await readGiven(tx, closing.period, donors);
  const left = donors.filter((donor) => !settled.has(donor));
  const clearing = await ensureAccount(tx, "clearing", closing.period);
  const rule = { period: closing.period, atMs: periodEndMs(closing.period) - 1, minimum: closing.minimum };
  for (const giving of await readGiving(tx, left, rule)) {
    // Who took every click back has nothing to settle.
    if (giving.clicks.length > 0) await settleDonor(tx, closing, giving, clearing, now);
  }
}

async function settleDonor(
  tx: Tx,
  { period }: Closing,
  giving: Giving,
  clearing: Buffer,
  now: number,
): Promise<void> {
  const { donor, account, budget, balance, given, clicks } = giving;
  const transfer = given > 0n ? derivedId("transfer", "given", period, `${donor}`) : null;
  if (transfer) {
    await bookTransfer(
      tx,
      { id: transfer, kind: "given", from: account, to: clearing, amount: given, period },
      now,
    );
  }
  const voided = clicks.filter((click) => click.void).length;
  await tx
    .insertInto("donor_settlements")
    .values({ period, donor, budget, balance, given, clicks: clicks.length, void: voided, transfer })
    .execute();
}
