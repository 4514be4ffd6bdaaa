import { CompiledQuery } from "kysely";
import type { Db, Tx } from "../open-store.js";

/**
 * The bulk reads and writes of the click recorder: one statement for a whole group of calls, its rows handed over as JSON, so
 * that a commit costs a handful of statements however many clicks it holds. Ids travel as 32 hexadecimal digits.
 * `cross join` keeps SQLite from walking a large table to look up a short list.
 */
async function rowsOf<R>(db: Db, text: string, ...parameters: unknown[]): Promise<R[]> {
  return (await db.executeQuery<R>(CompiledQuery.raw(text, parameters))).rows;
}

export type KnownRow = {
  id: string;
  donor: bigint;
  connection: bigint;
  thing: bigint;
  period: string;
  url: string;
  undone: bigint;
};

/** The clicks among some ids. */
export async function knownClicks(tx: Tx, ids: string[]): Promise<KnownRow[]> {
  return await rowsOf(
    tx,
    `select j.value as id, c.donor, c.connection, c.thing, c.period, t.url, u.id is not null as undone
     from json_each(?) j cross join clicks c on c.id = unhex(j.value) cross join things t on t.id = c.thing
     left join undone u on u.id = c.id`,
    JSON.stringify(ids),
  );
}

/** The clicks of a connection in some periods that are not undone. */
export async function openClicksOf(
  tx: Tx,
  donor: bigint,
  connection: bigint,
  periods: string[],
): Promise<KnownRow[]> {
  return await rowsOf(
    tx,
    `select lower(hex(c.id)) as id, c.donor, c.connection, c.thing, c.period, t.url, 0 as undone
     from json_each(?) j cross join clicks c on c.period = j.value and c.donor = ? cross join things t on t.id = c.thing
     where c.connection = ? and not exists (select 1 from undone u where u.id = c.id)`,
    JSON.stringify(periods),
    donor,
    connection,
  );
}

export type UnseenRow = { id: string; donor: bigint; connection: bigint };

/** The undoings that overtook their click among some ids. */
export async function knownUnseen(tx: Tx, ids: string[]): Promise<UnseenRow[]> {
  return await rowsOf(
    tx,
    `select j.value as id, u.donor, u.connection from json_each(?) j cross join undone_unseen u on u.id = unhex(j.value)`,
    JSON.stringify(ids),
  );
}

/** How many undoings that overtook their click connections have sent since an instant. */
export async function unseenSince(
  tx: Tx,
  connections: bigint[],
  since: number,
): Promise<{ connection: bigint; undone: bigint }[]> {
  return await rowsOf(
    tx,
    `select u.connection, count(*) as undone
     from json_each(?) j cross join undone_unseen u on u.connection = j.value and u.undone_at >= ? group by u.connection`,
    JSON.stringify(connections.map(Number)),
    since,
  );
}

export type PublisherRow = { id: bigint; handle: string; person: bigint; closed: bigint };

export async function publishersByHandle(tx: Tx, handles: string[]): Promise<PublisherRow[]> {
  return await rowsOf(
    tx,
    `select p.id, p.handle, p.person, p.closed_at is not null as closed
     from json_each(?) j cross join publishers p on p.handle = j.value`,
    JSON.stringify(handles),
  );
}

export type ThingRow = { id: bigint; url: string; publisher: bigint; described: bigint };

/** All things at some URLs. */
export async function thingsAt(tx: Tx, urls: string[]): Promise<ThingRow[]> {
  return await rowsOf(
    tx,
    `select t.id, t.url, t.publisher, t.described from json_each(?) j cross join things t on t.url = j.value`,
    JSON.stringify(urls),
  );
}

export type PlaceKey = { origin: string; site: string; publisher: bigint };
export type PlaceRow = {
  /** The publisher has verified the origin of the URL. */
  url_verified: bigint;
  /** The publisher has verified the site that sends. */
  site_verified: bigint;
  /** Somebody has verified the origin of the URL. */
  url_claimed: bigint;
};

/** Who has verified what; a row for each key, in their order. */
export async function placesOf(tx: Tx, keys: PlaceKey[]): Promise<PlaceRow[]> {
  return await rowsOf(
    tx,
    `select
       exists (select 1 from publisher_sites s where s.origin = j.value->>0 and s.publisher = j.value->>2) as url_verified,
       exists (select 1 from publisher_sites s where s.origin = j.value->>1 and s.publisher = j.value->>2) as site_verified,
       exists (select 1 from publisher_sites s where s.origin = j.value->>0) as url_claimed
     from json_each(?) j`,
    JSON.stringify(keys.map(({ origin, site, publisher }) => [origin, site, Number(publisher)])),
  );
}

export type TallyRow = {
  donor: bigint;
  connection: bigint;
  publisher: bigint;
  url: string;
  /** Clicks of the open period that are not undone. */
  live: bigint;
  /** Clicks received since the day began, undone ones too. */
  today: bigint;
};

/**
 * How often donors have clicked each thing through each site. The month of receipt differs from the open period only while that
 * month is closing already.
 */
export async function talliesOf(
  tx: Tx,
  donors: bigint[],
  at: { period: string; month: string; dayStartMs: number },
): Promise<TallyRow[]> {
  return await rowsOf(
    tx,
    `select c.donor, c.connection, t.publisher, t.url, c.live, c.today from (
       select c.donor, c.connection, c.thing,
         sum(c.period = ? and not exists (select 1 from undone u where u.id = c.id)) as live, sum(c.received_at >= ?) as today
       from json_each(?) j cross join clicks c on c.period in (?, ?) and c.donor = j.value
       group by c.donor, c.connection, c.thing) c cross join things t on t.id = c.thing`,
    at.period,
    at.dayStartMs,
    JSON.stringify(donors.map(Number)),
    at.period,
    at.month,
  );
}

/** Changes whenever another connection, of this process or another, has committed. */
export async function dataVersion(db: Db): Promise<bigint> {
  const [row] = await rowsOf<{ data_version: bigint }>(db, "pragma data_version");
  return row?.data_version ?? 0n;
}

export type NewClick = {
  id: string;
  donor: bigint;
  connection: bigint;
  thing: bigint;
  period: string;
  receivedAt: number;
};

export async function insertClicks(tx: Tx, clicks: NewClick[]): Promise<void> {
  await rowsOf(
    tx,
    `insert into clicks (id, donor, connection, thing, period, received_at)
     select unhex(j.value->>0), j.value->>1, j.value->>2, j.value->>3, j.value->>4, j.value->>5 from json_each(?) j`,
    JSON.stringify(
      clicks.map((c) => [
        c.id,
        Number(c.donor),
        Number(c.connection),
        Number(c.thing),
        c.period,
        c.receivedAt,
      ]),
    ),
  );
}

export type NewUndone = { id: string; donor: bigint; connection: bigint; undoneAt: number };

/** Writes undoings: `undone` for clicks, `undone_unseen` for ids that nobody has sent yet. */
export async function insertUndone(
  tx: Tx,
  table: "undone" | "undone_unseen",
  rows: NewUndone[],
): Promise<void> {
  await rowsOf(
    tx,
    `insert into ${table} (id, donor, connection, undone_at)
     select unhex(j.value->>0), j.value->>1, j.value->>2, j.value->>3 from json_each(?) j`,
    JSON.stringify(rows.map((row) => [row.id, Number(row.donor), Number(row.connection), row.undoneAt])),
  );
}

/** Adds to the counts of things, or takes away. */
export async function changeCounts(tx: Tx, changes: Map<bigint, number>): Promise<void> {
  await rowsOf(
    tx,
    `update counts set clicks = clicks + d.change
     from (select j.value->>0 as thing, j.value->>1 as change from json_each(?) j) d where counts.thing = d.thing`,
    JSON.stringify([...changes].map(([thing, change]) => [Number(thing), change])),
  );
}
