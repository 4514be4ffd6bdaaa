import type { Tx } from "../store/open-store.js";
import type { Closing } from "./closing.js";
import { feeOf } from "./fee.js";
import { derivedId } from "./id.js";
import { bookTransfer, ensureAccount } from "./ledger.js";

/** Pays publishers out of the clearing account, net and fee apart, and writes what it came from. Those that have their row are left. */
export async function settlePublishers(
  tx: Tx,
  closing: Closing,
  gross: [publisher: bigint, gross: bigint][],
  now: number,
): Promise<void> {
  const { period } = closing;
  for (const [publisher, amount] of gross) {
    const row = await tx
      .selectFrom("publishers")
      .leftJoin("publisher_settlements as s", (join) =>
        join.onRef("s.publisher", "=", "publishers.id").on("s.period", "=", period),
      )
      .select(["publishers.account", "s.gross"])
      .where("publishers.id", "=", publisher)
      .executeTakeFirstOrThrow();
    if (row.gross === null)
      await settlePublisher(tx, closing, { publisher, account: row.account, gross: amount }, now);
  }
}

type Receiver = { publisher: bigint; account: Uint8Array; gross: bigint };

async function settlePublisher(
  tx: Tx,
  closing: Closing,
  { publisher, account, gross }: Receiver,
  now: number,
) {
  const { period } = closing;
  const fee = feeOf(gross, closing.feeBasisPoints);
  const net = gross - fee;
  const from = await ensureAccount(tx, "clearing", period);
  const transfer = derivedId("transfer", "received", period, `${publisher}`);
  await bookTransfer(tx, { id: transfer, kind: "received", from, to: account, amount: net, period }, now);
  const feeTransfer = fee > 0n ? derivedId("transfer", "fee", period, `${publisher}`) : null;
  if (feeTransfer) {
    const to = await ensureAccount(tx, "fees");
    await bookTransfer(tx, { id: feeTransfer, kind: "fee", from, to, amount: fee, period }, now);
  }
  await tx
    .insertInto("publisher_settlements")
    .values({ period, publisher, gross, fee, net, transfer, fee_transfer: feeTransfer })
    .execute();
}
