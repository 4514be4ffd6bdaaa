import type { ClickSent } from "@rivulet/protocol";
import type { Tx } from "../store/open-store.js";
import {
  changeCounts,
  insertClicks,
  insertUndone,
  type NewClick,
  type NewUndone,
} from "../store/sqlite/click-sql.js";
import type { Thing } from "./click-facts.js";

const DAY_MS = 86_400_000;
const REMEMBERED_MS = 35 * DAY_MS;

/** What a group of calls adds to the store. */
export type Writes = {
  clicks: (Omit<NewClick, "thing"> & { thing: Thing })[];
  undone: NewUndone[];
  unseen: NewUndone[];
  /** What the first click from a verified site says of a thing. */
  described: Map<Thing, ClickSent>;
  counts: Map<Pick<Thing, "id">, number>;
};

export function noWrites(): Writes {
  return { clicks: [], undone: [], unseen: [], described: new Map(), counts: new Map() };
}

/** Writes it all. Things come first, since clicks point to them; undoings last, since they point to clicks. */
export async function write(tx: Tx, writes: Writes, now: number): Promise<void> {
  for (const { thing } of writes.clicks) {
    if (thing.id === null) await makeThing(tx, thing, now);
  }
  for (const [thing, sent] of writes.described) await describeThing(tx, thing, sent);
  if (writes.clicks.length > 0) {
    await insertClicks(
      tx,
      writes.clicks.map((click) => ({ ...click, thing: idOf(click.thing) })),
    );
  }
  if (writes.undone.length > 0) await insertUndone(tx, "undone", writes.undone);
  if (writes.unseen.length > 0) await rememberUnseen(tx, writes.unseen, now);
  await writeCounts(tx, writes.counts);
}

/** A click is refused as too old after 35 days, so its undoing need not be remembered longer. */
async function rememberUnseen(tx: Tx, rows: NewUndone[], now: number): Promise<void> {
  await tx
    .deleteFrom("undone_unseen")
    .where("undone_at", "<", BigInt(now - REMEMBERED_MS))
    .execute();
  await insertUndone(tx, "undone_unseen", rows);
}

async function writeCounts(tx: Tx, counts: Writes["counts"]): Promise<void> {
  const changes = new Map<bigint, number>();
  for (const [thing, change] of counts) changes.set(idOf(thing), (changes.get(idOf(thing)) ?? 0) + change);
  if (changes.size > 0) await changeCounts(tx, changes);
}

async function makeThing(tx: Tx, thing: Thing, now: number): Promise<void> {
  const { url, publisher } = thing;
  const made = await tx
    .insertInto("things")
    .values({ url, publisher, created_at: now })
    .returning("id")
    .executeTakeFirstOrThrow();
  thing.id = made.id;
}

async function describeThing(tx: Tx, thing: Thing, sent: ClickSent): Promise<void> {
  await tx
    .updateTable("things")
    .set({
      title: text(sent.title),
      category: text(sent.category),
      tags: sent.tags ? JSON.stringify(sent.tags.flatMap((tag) => text(tag) ?? [])) : null,
      language: text(sent.language),
      unlisted: sent.unlisted ? 1 : 0,
      described: 1,
    })
    .where("id", "=", idOf(thing))
    .execute();
}

/** Half a surrogate pair is no text; a NUL ends a text in SQL, and other control characters are six letters each in JSON. */
function text(value: string | undefined): string | null {
  const clean = value?.replace(/\p{Surrogate}/gu, "\u{fffd}").replace(/\p{Control}/gu, " ");
  return clean?.trim() || null;
}

function idOf({ id }: Pick<Thing, "id">): bigint {
  if (id === null) throw new Error("A thing is made before anything points to it.");
  return id;
}
