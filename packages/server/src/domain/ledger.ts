import type { Db, Tx } from "../store/open-store.js";
import type { AccountKind, TransferKind } from "../store/schema.js";
import { derivedId } from "./id.js";
import { Refusal } from "./refusal.js";

/** One movement of money. Its id follows from what it is for, so that booking it again writes the same row. */
export type Transfer = {
  id: Buffer;
  kind: TransferKind;
  from: Uint8Array;
  to: Uint8Array;
  /** Micros, above 0. */
  amount: bigint;
  /** null for a pay-in alone. */
  period: string | null;
};

/**
 * Books a transfer; the store writes its two entries and both balances. The same transfer again changes nothing.
 * @returns whether it was booked now, or known already.
 * @throws Refusal `transfer-differs` when its id is booked with another content
 */
export async function bookTransfer(tx: Tx, transfer: Transfer, now: number): Promise<"booked" | "known"> {
  const known = await tx.selectFrom("transfers").selectAll().where("id", "=", transfer.id).executeTakeFirst();
  if (known) {
    if (isSame(known, transfer)) return "known";
    throw new Refusal(
      "transfer-differs",
      "This is booked already, with another amount or between other accounts.",
    );
  }
  const { id, kind, from, to, amount, period } = transfer;
  await tx
    .insertInto("transfers")
    .values({ id, kind, from_account: from, to_account: to, amount, period, booked_at: now })
    .execute();
  return "booked";
}

type Row = {
  kind: string;
  from_account: Uint8Array;
  to_account: Uint8Array;
  amount: bigint;
  period: string | null;
};

function isSame(row: Row, transfer: Transfer): boolean {
  return (
    row.kind === transfer.kind &&
    row.amount === transfer.amount &&
    row.period === transfer.period &&
    Buffer.compare(row.from_account, transfer.from) === 0 &&
    Buffer.compare(row.to_account, transfer.to) === 0
  );
}

/** The instance's own account of a kind, or the clearing account of a period; made when it is not there. */
export async function ensureAccount(
  tx: Tx,
  kind: "bank" | "fees" | "clearing",
  period: string | null = null,
): Promise<Buffer> {
  const id = period === null ? derivedId("account", kind) : derivedId("account", kind, period);
  await makeAccount(tx, id, kind, period);
  return id;
}

/** Makes an account with a given id; one that is there already stays. */
export async function makeAccount(
  tx: Tx,
  id: Buffer,
  kind: AccountKind,
  period: string | null = null,
): Promise<void> {
  const known = await tx.selectFrom("accounts").select("id").where("id", "=", id).executeTakeFirst();
  if (!known) await tx.insertInto("accounts").values({ id, kind, period }).execute();
}

/** What an account holds, in micros. The bank's is below 0 by what people have paid in. */
export async function balanceOf(db: Db, account: Uint8Array): Promise<bigint> {
  const row = await db
    .selectFrom("balances")
    .select("amount")
    .where("account", "=", account)
    .executeTakeFirstOrThrow();
  return row.amount;
}
