import { randomBytes } from "node:crypto";
import type { Db, Tx } from "../store/open-store.js";
import { endSubscriptions } from "./subscriptions.js";
import { TOKEN_LIFE_MS, TOKEN_MOST_MS } from "./tokens.js";

/** A donor's connection to a site; `sub` names the donor there, and nowhere else. */
export type Connection = { id: bigint; sub: string };

/** The connection of a donor with a site, made where there is none; the same `sub` for ever. */
export async function connectionFor(tx: Tx, donor: bigint, site: string, now: number): Promise<Connection> {
  await tx
    .insertInto("connections")
    .values({ donor, site, sub: randomBytes(16).toString("base64url"), created_at: now })
    .onConflict((conflict) => conflict.columns(["donor", "site"]).doNothing())
    .execute();
  return tx
    .selectFrom("connections")
    .select(["id", "sub"])
    .where("donor", "=", donor)
    .where("site", "=", site)
    .executeTakeFirstOrThrow();
}

/** A site that holds a token of the donor now. Times in milliseconds since 1970, by the real clock. */
export type ConnectedSite = { id: bigint; site: string; since: number; lastUsed: number };

/** The sites that can send clicks of this donor now, the latest first. */
export async function connectionsOf(db: Db, donor: bigint, now: number): Promise<ConnectedSite[]> {
  const rows = await db
    .selectFrom("connections as c")
    .innerJoin("tokens as t", "t.connection", "c.id")
    .select((e) => ["c.id", "c.site", "c.created_at", e.fn.max("t.last_used_at").as("last_used_at")])
    .where("c.donor", "=", donor)
    .where("t.revoked_at", "is", null)
    .where("t.last_used_at", ">", BigInt(now - TOKEN_LIFE_MS))
    .where("t.created_at", ">", BigInt(now - TOKEN_MOST_MS))
    .groupBy(["c.id", "c.site", "c.created_at"])
    .orderBy("last_used_at", "desc")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    site: row.site,
    since: Number(row.created_at),
    lastUsed: Number(row.last_used_at),
  }));
}

/** Whether a site holds a token through a connection that nobody has revoked. */
export async function isConnected(db: Db, connection: bigint): Promise<boolean> {
  const row = await db
    .selectFrom("tokens")
    .select("hash")
    .where("connection", "=", connection)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** The connection of this donor with a site, or null: also one whose tokens are all gone. */
export async function findConnection(db: Db, donor: bigint, site: string): Promise<Connection | null> {
  const row = await db
    .selectFrom("connections")
    .select(["id", "sub"])
    .where("donor", "=", donor)
    .where("site", "=", site)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Takes every token of a donor's connection back, and every code that could still become one, and ends its subscriptions.
 * @param at milliseconds since 1970 by the real clock, and by the instance's for the subscriptions
 */
export async function revokeConnection(
  tx: Tx,
  donor: bigint,
  connection: bigint,
  at: { real: number; now: number },
): Promise<void> {
  const own = await tx
    .selectFrom("connections")
    .select("id")
    .where("id", "=", connection)
    .where("donor", "=", donor)
    .executeTakeFirst();
  if (!own) return;
  await tx
    .updateTable("tokens")
    .set({ revoked_at: at.real })
    .where("connection", "=", connection)
    .where("revoked_at", "is", null)
    .execute();
  await tx
    .updateTable("codes")
    .set({ used_at: at.real })
    .where("connection", "=", connection)
    .where("used_at", "is", null)
    .execute();
  await endSubscriptions(tx, { donor, connection }, at.now);
}
