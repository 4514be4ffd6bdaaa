import { LIMITS } from "@rivulet/protocol";
import type { Facts, Known } from "./click-facts.js";
import type { Writes } from "./click-writes.js";
import type { Group } from "./record-click.js";
import { Refusal } from "./refusal.js";
import type { Sender } from "./sender.js";
import { add, siteTally, type Tally } from "./tallies.js";

/**
 * Takes a click back for the site that sent it; an id never seen is remembered as undone.
 * @param id null where what was sent can be no click's. @returns why not, or null
 */
export function undoClick(from: Sender, id: string | null, now: number, group: Group): Refusal | null {
  const known = id === null ? undefined : group.facts.known.get(id);
  const isOther = known && (known.donor !== from.donor || known.connection !== from.connection);
  if (id === null || isOther) return unknownClick("This donor has no such click on this site.");
  return known ? undoKnown(id, known, now, group) : undoUnseen(from, id, now, group);
}

/** Takes a donor's click back, whichever site sent it. @returns why not, or null */
export function undoOwn(donor: bigint, id: string | null, now: number, group: Group): Refusal | null {
  const known = id === null ? undefined : group.facts.known.get(id);
  if (id === null || known?.donor !== donor) return unknownClick("This donor has no such click.");
  return undoKnown(id, known, now, group);
}

/** Takes every click of a donor's connection back whose period is not closed; those of closed periods stay. */
export function undoConnection(donor: bigint, connection: bigint, now: number, group: Group): void {
  for (const [id, known] of group.facts.known) {
    if (known.donor === donor && known.connection === connection) undoKnown(id, known, now, group);
  }
}

function unknownClick(sentence: string): Refusal {
  return new Refusal("unknown-click", sentence);
}

function undoKnown(id: string, known: Known, now: number, { facts, writes }: Group): Refusal | null {
  const { donor, connection, undone, click } = known;
  if (undone || !click) return null;
  if (facts.closed !== null && click.period <= facts.closed) {
    return new Refusal("already-settled", "The click's period is closed; it can no longer be taken back.");
  }
  writes.undone.push({ id, donor, connection, undoneAt: now });
  add(writes.counts, click.thing, -1);
  if (click.period === facts.period) untally(facts, known, click.url);
  facts.known.set(id, { ...known, undone: true });
  return null;
}

function untally(facts: Facts, { donor, connection }: Known, url: string): void {
  const site = siteTally(facts.tallies.get(donor) as Tally, connection);
  site.live -= 1;
  add(site.liveByUrl, url, -1);
}

/** A row for every id that anybody thinks up would fill the disk, so a site has as many a day as it has clicks. */
function undoUnseen(from: Sender, id: string, now: number, { facts, writes }: Group): Refusal | null {
  const { donor, connection } = from;
  if ((facts.unseenToday.get(connection) ?? 0) >= LIMITS.clicks_per_site_day) {
    return new Refusal("rate-limited", "Too many undoings of unknown clicks today; send it again tomorrow.");
  }
  const row: Writes["unseen"][number] = { id, donor, connection, undoneAt: now };
  writes.unseen.push(row);
  add(facts.unseenToday, connection, 1);
  facts.known.set(id, { donor, connection, undone: true, click: null });
  return null;
}
