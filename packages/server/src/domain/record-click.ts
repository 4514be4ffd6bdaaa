import type { ClickRefusal, ClickResult } from "@rivulet/protocol";
import { type Facts, type Known, type Place, placeKey } from "./click-facts.js";
import type { Writes } from "./click-writes.js";
import { judgeClick } from "./judge-click.js";
import type { Click } from "./read-click.js";
import type { Sender } from "./sender.js";
import { add, siteTally, type Tally, thingKey } from "./tallies.js";

/** The group that a call is run in: what is known so far, and what is to be written. Both change as calls are run. */
export type Group = { facts: Facts; writes: Writes };

/** A result before the counts are known. `url` is that of the recorded thing. */
export type Draft = {
  id: string;
  status: ClickResult["status"];
  period?: string;
  url?: string;
  code?: ClickRefusal;
};

/** Records one click of a call, or finds why not. */
export function recordClick(from: Sender, click: Click, now: number, group: Group): Draft {
  const { facts } = group;
  const { id } = click.sent;
  if (click.id === null) return { id, status: "rejected", code: "invalid-id" };
  const known = facts.known.get(click.id);
  if (known && known.donor !== from.donor) return { id, status: "rejected", code: "id-taken" };
  if (known) return duplicate(id, known, facts);
  const publisher = facts.publishers.get(click.sent.publisher);
  const place = facts.places.get(placeKey(from.site, publisher?.id ?? 0n, click.url ?? ""));
  const code = judgeClick(click, from, evidenceOf(from, publisher, place, facts));
  if (code !== null || !place) return { id, status: "rejected", code: code ?? "invalid-url" };
  accept(click.id, click, { from, place, now }, group);
  return { id, status: "counted", period: facts.period, url: place.thing.url };
}

/** An undoing that overtook its click has no thing, and so neither count nor period of its own. */
function duplicate(id: string, { click }: Known, facts: Facts): Draft {
  if (!click) return { id, status: "duplicate", period: facts.period };
  return { id, status: "duplicate", period: click.period, url: click.url };
}

function evidenceOf(
  from: Sender,
  publisher: { person: bigint; closed: bigint } | undefined,
  place: Place | undefined,
  facts: Facts,
) {
  const tally = facts.tallies.get(from.donor) as Tally;
  return {
    publisher: publisher ? { person: publisher.person, closed: publisher.closed === 1n } : null,
    urlVerified: place?.urlVerified ?? false,
    urlClaimed: place?.urlClaimed ?? false,
    budget: facts.budgets.get(from.donor) ?? null,
    siteToday: siteTally(tally, from.connection).today,
    thingToday: place ? (tally.thingsToday.get(thingKey(place.thing)) ?? 0) : 0,
  };
}

function accept(
  id: string,
  { sent }: Click,
  { from, place, now }: { from: Sender; place: Place; now: number },
  { facts, writes }: Group,
): void {
  const { donor, connection } = from;
  const { thing } = place;
  const { period } = facts;
  writes.clicks.push({ id, donor, connection, thing, period, receivedAt: now });
  add(writes.counts, thing, 1);
  if (place.siteVerified && !thing.described) {
    thing.described = true;
    writes.described.set(thing, sent);
  }
  facts.known.set(id, { donor, connection, undone: false, click: { thing, period, url: thing.url } });
  const tally = facts.tallies.get(donor) as Tally;
  const site = siteTally(tally, connection);
  site.live += 1;
  site.today += 1;
  add(site.liveByUrl, thing.url, 1);
  add(tally.thingsToday, thingKey(thing), 1);
}
