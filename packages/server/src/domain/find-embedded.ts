import { canonicalUrl } from "@rivulet/protocol";
import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { findPublisher } from "./publishers.js";
import { readUrl } from "./read-click.js";

/** What can stand in another page: a thing, or a publisher where `url` is null. */
export type Embedded = { handle: string; url: string | null; title: string | null };

/**
 * What an address shows: a thing's own page, or a publisher's or thing's page of this instance. Of several publishers of one page the
 * one counts who has verified its site, else the first. A publisher who is closed is shown nowhere.
 * @returns null where nobody here knows the address
 */
export async function findEmbedded(db: Db, address: string, origin: string): Promise<Embedded | null> {
  const url = canonicalUrl(address);
  if (url === null) return null;
  const own = url.startsWith(`${origin}/submit/auto?`) ? new URL(url).searchParams : null;
  return own ? await findOwnPage(db, own) : await findThing(db, url);
}

async function findOwnPage(db: Db, query: URLSearchParams): Promise<Embedded | null> {
  const publisher = await findPublisher(db, query.get("user_id") ?? "");
  if (!publisher || publisher.closed) return null;
  const { handle } = publisher;
  const asked = query.get("url");
  if (!asked) return { handle, url: null, title: null };
  const url = readUrl(asked);
  return url === null ? null : ((await findThing(db, url, handle)) ?? { handle, url, title: null });
}

async function findThing(db: Db, url: string, handle?: string): Promise<Embedded | null> {
  const { rows } = await sql<Embedded>`
    select p.handle, t.url, t.title from things t join publishers p on p.id = t.publisher
    left join publisher_sites s on s.publisher = p.id and s.origin = ${new URL(url).origin}
    where t.url = ${url} and p.closed_at is null ${handle === undefined ? sql`` : sql`and p.handle = ${handle}`}
    order by s.origin is null, t.id limit 1`.execute(db);
  return rows[0] ?? null;
}
