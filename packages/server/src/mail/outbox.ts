import type { Db } from "../store/open-store.js";

/** A mail that a demo would have sent. `sentAt` in milliseconds since 1970. */
export type OutboxMail = { id: bigint; to: string; subject: string; text: string; sentAt: number };

/** The last mails of a demo, the newest first. */
export async function readOutbox(db: Db, most = 20): Promise<OutboxMail[]> {
  const rows = await db.selectFrom("outbox").selectAll().orderBy("id", "desc").limit(most).execute();
  return rows.map((row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    sentAt: Number(row.created_at),
  }));
}
