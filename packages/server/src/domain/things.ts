import type { Tx } from "../store/open-store.js";

/** The id of a thing, made where there is none. @param wanted a canonical URL of at most 2,048 characters, and the publisher's id */
export async function thingFor(
  tx: Tx,
  { url, publisher }: { url: string; publisher: bigint },
  now: number,
): Promise<bigint> {
  await tx
    .insertInto("things")
    .values({ url, publisher, created_at: now })
    .onConflict((conflict) => conflict.columns(["url", "publisher"]).doNothing())
    .execute();
  const { id } = await tx
    .selectFrom("things")
    .select("id")
    .where("url", "=", url)
    .where("publisher", "=", publisher)
    .executeTakeFirstOrThrow();
  return id;
}
