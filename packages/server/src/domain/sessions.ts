import type { Db, Tx } from "../store/open-store.js";
import type { Person } from "./people.js";
import { hashSecret, newSecret } from "./secret.js";

/** A session of the instance's own pages ends 30 days after its last use. */
export const SESSION_LIFE_MS = 30 * 86_400_000;
const DAY_MS = 86_400_000;

/** Begins a session; what it returns goes into the cookie. */
export async function startSession(tx: Tx, person: bigint, now: number): Promise<string> {
  await tx
    .deleteFrom("sessions")
    .where("last_used_at", "<=", BigInt(now - SESSION_LIFE_MS))
    .execute();
  const secret = newSecret();
  await tx
    .insertInto("sessions")
    .values({ hash: hashSecret(secret), person, created_at: now, last_used_at: now })
    .execute();
  return secret;
}

/** Whose session it is, or null; `renewed` about once a day, when the cookie should be sent again. */
export async function readSession(
  db: Db,
  secret: string,
  now: number,
): Promise<{ person: Person; renewed: boolean } | null> {
  const row = await db
    .selectFrom("sessions as s")
    .innerJoin("people as p", "p.id", "s.person")
    .select(["p.id", "p.mail", "s.last_used_at"])
    .where("s.hash", "=", hashSecret(secret))
    .where("s.last_used_at", ">", BigInt(now - SESSION_LIFE_MS))
    .executeTakeFirst();
  if (!row) return null;
  const renewed = now - Number(row.last_used_at) >= DAY_MS;
  if (renewed) {
    await db
      .updateTable("sessions")
      .set({ last_used_at: now })
      .where("hash", "=", hashSecret(secret))
      .execute();
  }
  return { person: { id: row.id, mail: row.mail }, renewed };
}

/** Ends a session at once; an unknown one is no error. */
export async function endSession(tx: Tx, secret: string): Promise<void> {
  await tx.deleteFrom("sessions").where("hash", "=", hashSecret(secret)).execute();
}
