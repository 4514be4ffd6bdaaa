import { CLICK_BOUNDS } from "@rivulet/protocol";
import { sql } from "kysely";
import type { Db } from "../store/open-store.js";
import { dataVersion } from "../store/sqlite/click-sql.js";

/** The counts that buttons ask for, by canonical URL. */
export type Counts = {
  /** Clicks that are not undone, summed over publishers; 0 for a URL that nobody has clicked. */
  read(canonicalUrls: string[]): Promise<Map<string, number>>;
  /** What the recorder has committed. */
  set(url: string, clicks: number): void;
  /** Clicks were written beside the recorder, through the same connection. */
  forget(): void;
};

/** How much memory keeps. `characters` are those of all its URLs, since a URL can be thousands long. */
type Room = { urls: number; characters: number };
const ROOM: Room = { urls: 100_000, characters: 10_000_000 };
/** No thing has a longer URL (protocol page, "Limits"), so its count is 0 and not worth keeping. */
const LONGEST_KEPT = CLICK_BOUNDS.url;

/**
 * Counts in memory, bounded, filled from the counts table on a miss. The table is written in the transaction of the click, so
 * nothing is lost when the process is; memory learns only of what was committed, and forgets all when another process has written.
 * @param db the recorder's own connection: what is committed through it is `set` here
 */
export function createCounts(db: Db, room = ROOM): Counts {
  const kept = createMemory(room);
  let version: bigint | null = null;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const current = await dataVersion(db);
    looking = null;
    if (current !== version) kept.clear();
    version = current;
  }

  async function fill(urls: string[]): Promise<Map<string, number>> {
    const found = urls.length === 0 ? new Map<string, number>() : await countsOf(db, urls);
    // What a commit has set meanwhile is newer than what was read.
    for (const [url, clicks] of found) if (kept.get(url) === undefined) kept.set(url, clicks);
    return found;
  }

  return {
    set: kept.set,
    forget: kept.clear,
    async read(urls) {
      // Those who ask while somebody looks share the look.
      looking ??= look();
      await looking;
      // What is filled in can push out what was there, so that is taken first.
      const there = new Map(urls.map((url) => [url, kept.get(url)]));
      const found = await fill(urls.filter((url) => there.get(url) === undefined));
      return new Map(urls.map((url) => [url, kept.get(url) ?? found.get(url) ?? there.get(url) ?? 0]));
    },
  };
}

/** A map that lets go of what was set longest ago when it is full. */
function createMemory(room: Room) {
  const kept = new Map<string, number>();
  let characters = 0;

  function drop(url: string): void {
    if (kept.delete(url)) characters -= url.length;
  }

  return {
    get: (url: string) => kept.get(url),
    set(url: string, clicks: number): void {
      if (url.length > LONGEST_KEPT) return;
      drop(url);
      kept.set(url, clicks);
      characters += url.length;
      while (kept.size > room.urls || characters > room.characters) drop(kept.keys().next().value as string);
    },
    clear(): void {
      kept.clear();
      characters = 0;
    },
  };
}

/** The counts of URLs as the store has them; every URL asked for is answered. */
export async function countsOf(db: Db, urls: string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ url: string; clicks: bigint }>`
    select j.value as url, coalesce(sum(c.clicks), 0) as clicks
    from json_each(${JSON.stringify(urls)}) j
    left join things t on t.url = j.value left join counts c on c.thing = t.id
    group by j.value`.execute(db);
  return new Map(rows.map(({ url, clicks }) => [url, Number(clicks)]));
}
