import { isSite } from "@rivulet/protocol";
import type { Db, Tx } from "../store/open-store.js";
import { randomId } from "./id.js";
import { makeAccount } from "./ledger.js";
import { Refusal } from "./refusal.js";

/** Somebody who receives, named by a handle. `account` is the id of the account in the ledger. */
export type Publisher = { id: bigint; person: bigint; handle: string; account: Uint8Array; closed: boolean };

/** 2 to 32 of a to z, 0 to 9, `_` and `-`; the same as the store's rule. */
const HANDLE = /^[a-z0-9_-]{2,32}$/;

const COLUMNS = ["id", "person", "handle", "account", "closed_at"] as const;
type Row = { id: bigint; person: bigint; handle: string; account: Uint8Array; closed_at: bigint | null };

function publisherOf({ closed_at, ...row }: Row): Publisher {
  return { ...row, closed: closed_at !== null };
}

/** The publisher with a handle, or null. */
export async function findPublisher(db: Db, handle: string): Promise<Publisher | null> {
  const row = await db
    .selectFrom("publishers")
    .select(COLUMNS)
    .where("handle", "=", handle)
    .executeTakeFirst();
  return row ? publisherOf(row) : null;
}

/** The publishers that a person has, by handle. */
export async function publishersOf(db: Db, person: bigint): Promise<Publisher[]> {
  const rows = await db
    .selectFrom("publishers")
    .select(COLUMNS)
    .where("person", "=", person)
    .orderBy("handle")
    .execute();
  return rows.map(publisherOf);
}

/**
 * Adds a publisher whose sites are verified. The same handle for the same person again only adds the sites.
 * @throws Refusal `invalid-handle`, `handle-taken`, `invalid-site`
 */
export async function addPublisher(
  tx: Tx,
  wanted: { handle: string; person: bigint; sites: string[] },
  now: number,
): Promise<Publisher> {
  const publisher = (await ownPublisher(tx, wanted)) ?? (await makePublisher(tx, wanted, now));
  for (const site of wanted.sites) await verifySite(tx, publisher.id, site, now);
  return publisher;
}

async function ownPublisher(tx: Tx, wanted: { handle: string; person: bigint }): Promise<Publisher | null> {
  if (!HANDLE.test(wanted.handle)) {
    throw new Refusal("invalid-handle", "A handle has 2 to 32 characters: a to z, 0 to 9, _ and -.");
  }
  const known = await findPublisher(tx, wanted.handle);
  if (known && known.person !== wanted.person) {
    throw new Refusal("handle-taken", `The handle "${wanted.handle}" is taken.`);
  }
  return known;
}

async function makePublisher(
  tx: Tx,
  wanted: { handle: string; person: bigint },
  now: number,
): Promise<Publisher> {
  const account = randomId();
  await makeAccount(tx, account, "publisher");
  const { handle, person } = wanted;
  const row = await tx
    .insertInto("publishers")
    .values({ person, handle, account, created_at: now })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return publisherOf(row);
}

/** Marks an origin as the publisher's own. @throws Refusal `invalid-site` */
export async function verifySite(tx: Tx, publisher: bigint, origin: string, now: number): Promise<void> {
  if (!isSite(origin)) {
    throw new Refusal(
      "invalid-site",
      `"${origin}" is no site; write an origin such as https://blog.example.org.`,
    );
  }
  await tx
    .insertInto("publisher_sites")
    .values({ publisher, origin, verified_at: now })
    .onConflict((conflict) => conflict.columns(["origin", "publisher"]).doNothing())
    .execute();
}

/** Whether an origin is verified as the publisher's own. */
export async function isVerified(db: Db, publisher: bigint, origin: string): Promise<boolean> {
  const row = await db
    .selectFrom("publisher_sites")
    .select("origin")
    .where("origin", "=", origin)
    .where("publisher", "=", publisher)
    .executeTakeFirst();
  return row !== undefined;
}

/** The origins that are verified as the publisher's own, in their order. */
export async function sitesOf(db: Db, publisher: bigint): Promise<string[]> {
  const rows = await db
    .selectFrom("publisher_sites")
    .select("origin")
    .where("publisher", "=", publisher)
    .orderBy("origin")
    .execute();
  return rows.map((row) => row.origin);
}
