import type { CountsAnswer } from "@rivulet/protocol";
import type { Core } from "./core.js";
import { request } from "./request.js";
import { queriesFor } from "./url-queries.js";

const FRESH_MS = 30_000;

type Found = Record<string, number | null | undefined>;

/** Reads counts by URL: all that is asked in one turn goes out together, and is shared for 30 s. */
export function createCounts(core: Core) {
  const known = new Map<string, [atMs: number, found: Promise<Found>]>();
  let turn: string[] = [];
  let found: Promise<Found>;

  async function askTurn(): Promise<Found> {
    await new Promise((resolve) => setTimeout(resolve));
    const asked = queriesFor(turn, core.site);
    turn = [];
    const counts: Found = {};
    await Promise.all(
      asked.map(async ({ query, names }) => {
        const answer = await request<CountsAnswer>(core, `/v1/counts?${query}`).catch(() => null);
        for (const [name, url] of names) counts[url] = answer?.counts?.[name];
      }),
    );
    return counts;
  }

  async function countOf(url: string): Promise<number | null> {
    if (!(core.clock() - (known.get(url)?.[0] as number) < FRESH_MS)) {
      if (!turn[0]) found = askTurn();
      turn.push(url);
      known.set(url, [core.clock(), found]);
    }
    const count = (await known.get(url)?.[1])?.[url];
    // No answer is not remembered: the next call asks again.
    if (count === undefined) known.delete(url);
    const floor = floorOf(core, url);
    return floor > (count ?? 0) ? floor : (count ?? null);
  }

  return async (urls: string[]): Promise<Record<string, number | null>> =>
    Object.fromEntries(await Promise.all(urls.map(async (url) => [url, await countOf(url)])));
}

/** Caches on the way may be older than the answer to the last own click; after an undo the count may fall again. */
const floorOf = (core: Core, url: string): number =>
  core
    .clicks()
    .filter(({ thing, atMs, code }) => atMs && !code && thing?.url === url)
    .sort((one, other) => (other.atMs as number) - (one.atMs as number))[0]?.count ?? 0;
