import { sql } from "kysely";
import type { Db, Tx } from "../store/open-store.js";
import { hashSecret, newSecret } from "./secret.js";

const DAY_MS = 86_400_000;
/** A token ends 90 days after its last use (protocol page, "Connect"). */
export const TOKEN_LIFE_MS = 90 * DAY_MS;
/** A token ends 365 days after it was issued, however much it is used. */
export const TOKEN_MOST_MS = 365 * DAY_MS;

/** Whom a token speaks for: a donor on one site. */
export type TokenHolder = { donor: bigint; person: bigint; connection: bigint; site: string; scope: string };

/**
 * Issues an opaque token for a connection; the store keeps its hash, so it can be shown this once only.
 * @param from the code that it comes from; its scope, `click` unless told
 */
export async function issueToken(
  tx: Tx,
  connection: bigint,
  now: number,
  from: { codeHash?: Uint8Array; scope?: string } = {},
): Promise<string> {
  const token = newSecret();
  await tx
    .insertInto("tokens")
    .values({
      hash: hashSecret(token),
      connection,
      scope: from.scope ?? "click",
      code_hash: from.codeHash ?? null,
      created_at: now,
      last_used_at: now,
    })
    .execute();
  return token;
}

/**
 * Whom a token speaks for, or null when it is unknown, revoked or at its end. Its last use is noted once a day.
 * @param reads the connection to read by, where it is another than that which writes
 */
export async function authenticate(
  db: Db,
  token: string,
  now: number,
  reads: Db = db,
): Promise<TokenHolder | null> {
  const hash = hashSecret(token);
  // As text, since to build a query of three tables takes as long as half of recording a click.
  const { rows } = await sql<TokenHolder & { last_used_at: bigint }>`
    select t.scope, t.last_used_at, t.connection, c.site, c.donor, d.person
    from tokens t join connections c on c.id = t.connection join donors d on d.id = c.donor
    where t.hash = ${hash} and t.revoked_at is null
      and t.last_used_at > ${BigInt(now - TOKEN_LIFE_MS)} and t.created_at > ${BigInt(now - TOKEN_MOST_MS)}`.execute(
    reads,
  );
  const row = rows[0];
  if (!row) return null;
  if (now - Number(row.last_used_at) >= DAY_MS) {
    await db.updateTable("tokens").set({ last_used_at: now }).where("hash", "=", hash).execute();
  }
  const { donor, person, connection, site, scope } = row;
  return { donor, person, connection, site, scope };
}

/** Revokes a token at once; an unknown one is no error (RFC 7009 section 2.2). */
export async function revokeToken(tx: Tx, token: string, now: number): Promise<void> {
  await tx
    .updateTable("tokens")
    .set({ revoked_at: now })
    .where("hash", "=", hashSecret(token))
    .where("revoked_at", "is", null)
    .execute();
}
