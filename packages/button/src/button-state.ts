import {
  type Client,
  type ClientEvents,
  type MineOf,
  type RivuletCode,
  RivuletError,
  type Thing,
} from "@rivulet/client";
import type { Look } from "./words/line-words.js";

/** How the click of this button stands. What else is true (connected, offline, mine) stands apart from it. */
export type ButtonState = "idle" | "sending" | "pending" | "counted" | "rejected" | "error";

/** All that a button remembers of its thing. */
export type Standing = {
  state: ButtonState;
  /** Clicks on the URL; null while unknown. */
  count: number | null;
  /** The donor's own clicks on this URL in this period. */
  mine: number;
  /** The id of the last own click that can be taken back. */
  last: string | null;
  /** What the donor gives here every month, as far as known. */
  subscription: MineOf["subscription"];
  error: RivuletError | null;
  /** What this person's own act has led to: an event's name, an error's code, or what the popover's own acts lead to. */
  news: HeardEvent | RivuletCode | "begun" | "ended" | "cut" | null;
};

/** What is the donor's own, before anything is known of it. */
const NOBODYS = { mine: 0, last: null, subscription: null };

export const AT_REST: Standing = { state: "idle", count: null, ...NOBODYS, error: null, news: null };

export type HeardEvent = Exclude<keyof ClientEvents, "change">;

/** What came with an event, whichever it was. */
export type HeardDetail = {
  id?: string;
  thing?: Thing | null;
  count?: number | null;
  mine?: number;
  code?: RivuletCode;
};

export const isSame = (one?: Thing | null, other?: Thing | null): boolean =>
  one?.url === other?.url && one?.publisher === other?.publisher;

/** What an event makes of the state, where its name is not the state's. */
const STATE_AFTER: Partial<Record<HeardEvent, ButtonState>> = { undone: "idle", disconnected: "idle" };

/** The standing after an event: a pure function. Count and own clicks belong to the URL; the rest only to the button that was pressed. */
export function afterEvent(
  before: Standing,
  event: HeardEvent,
  detail: HeardDetail,
  isOwn: boolean,
): Standing {
  const { id, count = before.count, mine = before.mine, code } = detail;
  const now = { ...before, count, mine, ...(event === "disconnected" && NOBODYS) };
  if (!isOwn) return now;
  now.error = code ? new RivuletError(code) : null;
  // The network has failed, and it is tried again; how the click stands is told by other events.
  if (event === "error") return now;
  if (event !== "connected") now.state = STATE_AFTER[event] ?? (event as ButtonState);
  now.news = code ?? event;
  if (id) now.last = /pending|counted/.test(event) ? id : null;
  return now;
}

/** A click that waits for this thing makes its button pending, also after a reload; where none waits any more it is free. */
export function afterWaiting(
  before: Standing,
  thing: Thing,
  clicks: ReturnType<Client["waiting"]>,
): Standing {
  const last = clicks.findLast((click) => isSame(click.thing, thing))?.id ?? null;
  const { state } = before;
  if (state !== "pending" && !(last && state === "idle")) return before;
  return { ...before, state: last ? "pending" : "idle", last };
}

/** What is shown: apart from the state, that clicks are from before, or that the network is what keeps one waiting. */
export function lookOf({ state, mine }: Pick<Standing, "state" | "mine">, isOffline: boolean): Look {
  if (state === "pending" && isOffline) return "offline";
  return state === "idle" && mine > 0 ? "yours" : state;
}

/** A click on its way is counted already in what is shown; its answer, or its refusal, corrects that. */
export const shownCount = ({ state, count }: Pick<Standing, "state" | "count">): number | null =>
  count === null ? null : count + +(state === "sending");
