import { ask } from "./ask.js";
import type { Me, MineOf } from "./client.js";
import type { Desk } from "./desk.js";

/** Reads the donor's state and own clicks, in as few calls as counts would take. */
export async function me(core: Desk, urls: string[]): Promise<Me> {
  const all: Me = { donor: { clicks: 0, funded: false }, mine: {} };
  for (const { query, names } of core.queriesFor(urls, core.site)) {
    const { donor, mine } = await ask<Me>(core, `/v1/me?${query}`);
    if (!donor || !mine) throw core.fail("bad-answer");
    all.donor = donor;
    for (const [name, url] of names) all.mine[url] = mine[name] as MineOf;
  }
  return all;
}
