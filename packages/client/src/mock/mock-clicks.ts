import {
  type ClickRefusal,
  type ClickResult,
  type ClickSent,
  type ClicksAnswer,
  canonicalUrl,
  type DonorState,
  LIMITS,
  type Period,
  parseTimestamp,
  periodEndMs,
  periodOf,
} from "@rivulet/protocol";
import { Refused } from "./mock-answers.js";
import type { ClickRow } from "./mock-state.js";
import type { Played } from "./played.js";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const DAY_MS = 86_400_000;
const LONGEST_URL = 2048;

/** Who sends: a donor through one site. */
export type Sender = { donor: string; site: string };

/** The 32 digits of an id, or null where it is no UUID of version 7. */
export function keyOf(id: string): string | null {
  return UUID_V7.test(id) ? id.replaceAll("-", "").toLowerCase() : null;
}

/** The period that a click received now counts for: the month, or the next one where that is closed. */
export function openPeriod({ state, now }: Played): string {
  const month = periodOf(now());
  return state.closed !== null && state.closed >= month
    ? periodOf(periodEndMs(state.closed as Period))
    : month;
}

/** Clicks on a canonical URL that are not undone, over all publishers. */
export function countOf({ state }: Played, url: string): number {
  const others = state.others.find(([other]) => other === url)?.[1] ?? 0;
  return others + state.clicks.filter((row) => row.thing?.url === url && !row.undone).length;
}

/** Records the clicks of one call, in their order. */
export function recordClicks(played: Played, from: Sender, clicks: ClickSent[]): ClicksAnswer {
  const rows = clicks.map((sent) => recordClick(played, from, sent));
  const results = rows.map(({ sent, status, row, code }): ClickResult => {
    const { id } = sent;
    if (code) return { id, status: "rejected", problem: { code, detail: `The click is ${code}.` } };
    const url = row?.thing?.url;
    const { period = openPeriod(played) } = row ?? {};
    if (url === undefined) return { id, status, period };
    return { id, status, period, count: countOf(played, url), mine: mineOf(played, from, url).length };
  });
  return { results, donor: donorOf(played, from) };
}

type Recorded = { sent: ClickSent; status: ClickResult["status"]; row?: ClickRow; code?: ClickRefusal };

function recordClick(played: Played, from: Sender, sent: ClickSent): Recorded {
  const key = keyOf(sent.id);
  if (key === null) return { sent, status: "rejected", code: "invalid-id" };
  const known = played.state.clicks.find((row) => row.key === key);
  if (known) {
    if (known.donor !== from.donor) return { sent, status: "rejected", code: "id-taken" };
    return { sent, status: "duplicate", row: known };
  }
  const url = canonicalUrl(sent.url) ?? "";
  const code = refusalOf(played, from, sent, url);
  if (code) return { sent, status: "rejected", code };
  const row = addClick(played, from, sent.id, { publisher: sent.publisher, url, title: sent.title });
  return { sent, status: "counted", row };
}

/** Remembers a click, or where there is no thing that its id was undone. */
export function addClick(
  played: Played,
  { donor, site }: Sender,
  id: string,
  thing: ClickRow["thing"],
  period = openPeriod(played),
): ClickRow {
  const row: ClickRow = {
    key: keyOf(id) ?? "",
    id: id.toLowerCase(),
    donor,
    site,
    undone: thing === null,
    period,
    receivedAt: played.now(),
    thing,
  };
  played.state.clicks.push(row);
  return row;
}

/** The first reason that holds is the one told. */
function refusalOf(played: Played, from: Sender, sent: ClickSent, url: string): ClickRefusal | null {
  if (url === "" || url.length > LONGEST_URL) return "invalid-url";
  return (
    refusedTime(played, sent.clicked_at) ??
    refusedThing(played, from, sent.publisher, url) ??
    refusedNumber(played, from, sent.publisher, url)
  );
}

function refusedTime(played: Played, clickedAt: string): ClickRefusal | null {
  const aheadMs = (parseTimestamp(clickedAt) ?? Number.NEGATIVE_INFINITY) - played.now();
  if (aheadMs < -35 * DAY_MS) return "click-too-old";
  return aheadMs > DAY_MS ? "clicked-in-future" : null;
}

/** Why this donor may not pay this publisher for this page through this site, or null; subscriptions ask it, too. */
export function refusedThing(played: Played, from: Sender, handle: string, url: string): ClickRefusal | null {
  const { paused, blocked } = played.donors[from.donor] ?? {};
  const placing = refusedPlacing(played, from, handle, url);
  return placing ?? (blocked ? "donor-blocked" : null) ?? (paused ? "budget-paused" : null);
}

function refusedPlacing(
  { publisher: find, publishers }: Played,
  from: Sender,
  handle: string,
  url: string,
): ClickRefusal | null {
  const publisher = find(handle);
  if (!publisher) return "unknown-publisher";
  if (publisher.closed) return "publisher-closed";
  if (publisher.donor === from.donor) return "own-thing";
  const { origin } = new URL(url);
  if (publisher.sites?.includes(origin)) return null;
  if (origin !== from.site) return "site-mismatch";
  const isClaimed = Object.values(publishers).some(({ sites }) => sites?.includes(origin));
  return isClaimed ? "url-not-allowed" : null;
}

/** Whether the donor has used up the day, on a thing or through a site. */
function refusedNumber(played: Played, from: Sender, publisher: string, url: string): ClickRefusal | null {
  const today = Math.floor(played.now() / DAY_MS);
  const ofToday = played.state.clicks.filter(
    (row) => row.donor === from.donor && row.thing && Math.floor(row.receivedAt / DAY_MS) === today,
  );
  const onThing = ofToday.filter(({ thing }) => thing?.url === url && thing.publisher === publisher);
  const throughSite = ofToday.filter(({ site }) => site === from.site);
  const isTooMany =
    throughSite.length >= LIMITS.clicks_per_site_day || onThing.length >= LIMITS.clicks_per_thing_day;
  return isTooMany ? "too-many-clicks" : null;
}

/** Takes a click back; an id never seen is remembered as undone, so that an undo that overtakes its click wins. */
export function undoClick(played: Played, from: Sender, id: string): void {
  const key = keyOf(id);
  if (key === null) {
    throw new Refused("invalid-request", [{ pointer: "/id", detail: "The id is no UUID of version 7." }]);
  }
  const known = played.state.clicks.find((row) => row.key === key);
  if (!known) return void addClick(played, from, id, null);
  if (known.donor !== from.donor || known.site !== from.site) throw new Refused("unknown-click");
  if (known.undone) return;
  const { closed } = played.state;
  if (closed !== null && known.period <= closed) throw new Refused("already-settled");
  known.undone = true;
}

/** This donor's clicks on a URL, through this site, in this period, the last one last. */
export function mineOf(played: Played, from: Sender, url?: string): ClickRow[] {
  const period = openPeriod(played);
  return played.state.clicks
    .filter((row) => row.donor === from.donor && row.site === from.site && row.period === period)
    .filter((row) => row.thing && !row.undone && (url === undefined || row.thing.url === url))
    .sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** The donor's state, as a site may know it. */
export function donorOf(played: Played, from: Sender): DonorState {
  const { funded = true, blocked } = played.donors[from.donor] ?? {};
  return { clicks: mineOf(played, from).length, funded: funded && !blocked };
}
