import type { CountsAnswer } from "@rivulet/protocol";
import type { Client } from "./client.js";
import { FRESH_MS } from "./limits.js";
import type { Core } from "./open-core.js";
import { request } from "./request.js";
import { queriesFor } from "./url-queries.js";

type Found = Record<string, number | null | undefined>;

/** Reads counts by URL: all that is asked in one turn goes out together, and is shared for 30 s. */
export function createCounts(core: Core): Client["counts"] {
  const known = new Map<string, [atMs: number, found: Promise<Found>]>();
  let turn: string[] = [];
  let found: Promise<Found>;

  async function askTurn(): Promise<Found> {
    await new Promise((resolve) => setTimeout(resolve));
    const counts: Found = {};
    const answers = queriesFor(turn, core.site).map(async ({ query, names }) => {
      const answer = await request<CountsAnswer>(core, `/v1/counts?${query}`);
      for (const [name, url] of names) counts[url] = answer.counts?.[name];
    });
    turn = [];
    // What has failed leaves its URLs unknown.
    await Promise.allSettled(answers);
    return counts;
  }

  return async (urls) => {
    const counts: Record<string, number | null> = {};
    for (const url of urls) {
      if (Math.abs(core.clock() - (known.get(url)?.[0] as number)) < FRESH_MS) continue;
      if (!turn[0]) found = askTurn();
      turn.push(url);
      known.set(url, [core.clock(), found]);
    }
    for (const url of urls) {
      const count = (await known.get(url)?.[1])?.[url];
      // No answer is not remembered: the next call asks again.
      if (count === undefined) known.delete(url);
      const floor = floorOf(core, url);
      counts[url] = floor > (count ?? 0) ? floor : (count ?? null);
    }
    return counts;
  };
}

/** Caches on the way may be older than the answer to the last own click; after an undo the count may fall again. */
const floorOf = (core: Core, url: string): number =>
  core
    .clicks()
    .filter(({ thing, atMs, code }) => atMs && !code && thing?.url === url)
    .sort((one, other) => (other.atMs as number) - (one.atMs as number))[0]?.count ?? 0;
