import type { Period } from "@rivulet/protocol";
import { pursesOf } from "../store/budget-in-force.js";
import type { Tx } from "../store/open-store.js";
import {
  type KnownRow,
  knownClicks,
  knownUnseen,
  openClicksOf,
  type PlaceKey,
  type PlaceRow,
  type PublisherRow,
  placesOf,
  publishersByHandle,
  thingsAt,
  unseenSince,
} from "../store/sqlite/click-sql.js";
import { isCovered } from "./given.js";
import { lastClosing, openPeriodAfter, unclosedPeriods } from "./open-period.js";
import type { Click } from "./read-click.js";
import type { Tallies, Tally } from "./tallies.js";

/** An id that has been sent: as a click, or as the undoing of one that has not come yet (then without a thing). */
export type Known = {
  donor: bigint;
  connection: bigint;
  undone: boolean;
  click: { thing: Pick<Thing, "id">; period: string; url: string } | null;
};

export type Thing = {
  /** null until it is made. */
  id: bigint | null;
  url: string;
  publisher: bigint;
  /** Title and the rest are given, by the publisher or by a click from a verified site. */
  described: boolean;
};

/** A thing and who has verified its origin, seen from a site. */
export type Place = { thing: Thing; urlVerified: boolean; siteVerified: boolean; urlClaimed: boolean };

/** What the store knows that a group of calls is about. */
export type Facts = {
  /** The period that clicks received now count for. */
  period: Period;
  /** The last period that is closing or settled. */
  closed: Period | null;
  known: Map<string, Known>;
  publishers: Map<string, PublisherRow>;
  places: Map<string, Place>;
  budgets: Map<bigint, bigint | null>;
  funded: Map<bigint, boolean>;
  tallies: Map<bigint, Tally>;
  /** By connection, how many ids that nobody has sent were undone today; of those that undo such a one now. */
  unseenToday: Map<bigint, number>;
};

/** What a call is about. */
export type Asked = {
  donor: bigint;
  /** Who sends the clicks; without clicks it means nothing. */
  site: string;
  clicks: Click[];
  ids: string[];
  /** The connection that takes its ids back, seen or not. */
  undoes: bigint | null;
  /** The connection all of whose open clicks are asked for. */
  openOf: bigint | null;
};

const DAY_MS = 86_400_000;

/** Reads all that a group needs, in a handful of statements. @param now within one UTC day for the whole group */
export async function readFacts(tx: Tx, tallies: Tallies, asked: Asked[], now: number): Promise<Facts> {
  const closed = await lastClosing(tx);
  const period = openPeriodAfter(closed, now);
  const known = await readKnown(tx, asked, closed);
  const publishers = await readPublishers(tx, asked);
  const things = await readThings(tx, asked, known);
  const donors = [...new Set(asked.map(({ donor }) => donor))];
  const purses = await pursesOf(tx, donors, now);
  return {
    period,
    closed,
    known,
    publishers,
    places: await readPlaces(tx, asked, publishers, things),
    budgets: new Map(purses.map(({ donor, budget }) => [donor, budget])),
    funded: new Map(purses.map(({ donor, budget, balance }) => [donor, isCovered(budget, balance)])),
    tallies: await tallies.read(tx, donors, { period, now }),
    unseenToday: await readUnseen(tx, asked, known, now - (now % DAY_MS)),
  };
}

type Things = Map<string, Thing[]>;

/** The things at each URL that is sent, or that a known click is for. */
async function readThings(tx: Tx, asked: Asked[], known: Facts["known"]): Promise<Things> {
  const things: Things = new Map();
  for (const { clicks } of asked) for (const { url } of clicks) if (url !== null) things.set(url, []);
  for (const { click } of known.values()) if (click) things.set(click.url, []);
  if (things.size === 0) return things;
  for (const { id, url, publisher, described } of await thingsAt(tx, [...things.keys()])) {
    things.get(url)?.push({ id, url, publisher, described: described === 1n });
  }
  return things;
}

/** The key of a place in `Facts.places`. */
export function placeKey(site: string, publisher: bigint, url: string): string {
  return `${publisher} ${site} ${url}`;
}

async function readKnown(tx: Tx, asked: Asked[], closed: Period | null): Promise<Map<string, Known>> {
  const ids = [...new Set(asked.flatMap((call) => call.ids))];
  const known = new Map<string, Known>();
  const revoked = asked.filter(({ openOf }) => openOf !== null);
  const periods = revoked.length === 0 ? [] : await unclosedPeriods(tx, closed);
  for (const { donor, openOf } of revoked) {
    for (const row of await openClicksOf(tx, donor, openOf as bigint, periods))
      known.set(row.id, knownOf(row));
  }
  for (const row of await knownClicks(tx, ids)) known.set(row.id, knownOf(row));
  for (const { id, donor, connection } of await knownUnseen(tx, ids)) {
    known.set(id, { donor, connection, undone: true, click: null });
  }
  return known;
}

function knownOf({ donor, connection, thing, period, url, undone }: KnownRow): Known {
  return { donor, connection, undone: undone === 1n, click: { thing: { id: thing }, period, url } };
}

async function readUnseen(
  tx: Tx,
  asked: Asked[],
  known: Facts["known"],
  since: number,
): Promise<Map<bigint, number>> {
  const connections = asked.flatMap(({ undoes, ids }) =>
    undoes !== null && ids.some((id) => !known.has(id)) ? [undoes] : [],
  );
  if (connections.length === 0) return new Map();
  const rows = await unseenSince(tx, [...new Set(connections)], since);
  return new Map(rows.map(({ connection, undone }) => [connection, Number(undone)]));
}

async function readPublishers(tx: Tx, asked: Asked[]): Promise<Map<string, PublisherRow>> {
  const handles = new Set(asked.flatMap(({ clicks }) => clicks.map(({ sent }) => sent.publisher)));
  if (handles.size === 0) return new Map();
  const rows = await publishersByHandle(tx, [...handles]);
  return new Map(rows.map((row) => [row.handle, row]));
}

async function readPlaces(
  tx: Tx,
  asked: Asked[],
  publishers: Facts["publishers"],
  things: Things,
): Promise<Facts["places"]> {
  const keys = new Map<string, PlaceKey & { url: string }>();
  for (const { site, clicks } of asked) {
    for (const { url, origin, sent } of clicks) {
      const publisher = publishers.get(sent.publisher)?.id;
      if (url === null || publisher === undefined) continue;
      keys.set(placeKey(site, publisher, url), { url, origin, site, publisher });
    }
  }
  if (keys.size === 0) return new Map();
  const rows = await placesOf(tx, [...keys.values()]);
  return new Map([...keys].map(([key, place], n) => [key, placeOf(rows[n], thingOf(place, things))]));
}

/** Two sites can send the same new thing; it is one object, so that it is made once. */
function thingOf({ url, publisher }: { url: string; publisher: bigint }, things: Things): Thing {
  const there = things.get(url)?.find((thing) => thing.publisher === publisher);
  if (there) return there;
  const thing = { id: null, url, publisher, described: false };
  things.get(url)?.push(thing);
  return thing;
}

function placeOf(row: PlaceRow | undefined, thing: Thing): Place {
  return {
    thing,
    urlVerified: row?.url_verified === 1n,
    siteVerified: row?.site_verified === 1n,
    urlClaimed: row?.url_claimed === 1n,
  };
}
