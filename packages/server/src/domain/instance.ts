import type { Db } from "../store/open-store.js";

/** The instance's own row: whether it is a demo, and how far its clock is ahead of the real one. */
export type Instance = { demo: boolean; clockAheadMs: number };

/** Reads the instance's row; an instance that nobody has marked is no demo. */
export async function readInstance(db: Db): Promise<Instance> {
  const row = await db.selectFrom("instance").select(["demo", "clock_ahead_ms"]).executeTakeFirst();
  return { demo: row?.demo === 1n, clockAheadMs: Number(row?.clock_ahead_ms ?? 0n) };
}

/**
 * Marks the instance at its first start. A later call changes nothing: a demo stays one for good, and what is none becomes none.
 * @param realNow milliseconds since 1970 by the real clock.
 */
export async function markInstance(db: Db, mark: { demo: boolean }, realNow: number): Promise<void> {
  await db
    .insertInto("instance")
    .values({ id: 1, demo: mark.demo ? 1 : 0, created_at: realNow })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}
