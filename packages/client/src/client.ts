import type { RivuletCode, RivuletError } from "./rivulet-error.js";

/** What a click is for: a publisher's page. Only `publisher` and `url` are needed. */
export type Thing = {
  publisher: string;
  url: string;
  title?: string;
  category?: string;
  tags?: string[];
  /** A BCP 47 tag. */
  language?: string;
  /** Paid, never listed. */
  unlisted?: boolean;
};

/** What a store of texts must do; `localStorage` does. */
export type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export type ClientOptions = {
  /** The backend's address, with its path prefix if it has one. */
  backend: string;
  /** The site's origin; outside browsers it is sent as `Origin`. In a page it is the page's own. */
  site?: string;
  /** A site token to start with, where nobody connects by hand. */
  token?: string;
  /** Where clicks and the token are kept; `localStorage` unless told, else the memory of the page. */
  storage?: Storage | null;
  fetch?: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  clock?: () => number;
};

/** How a click stands. `pending`: kept on this device until somebody connects, or until the network is back. */
export type ClickOutcome =
  | { status: "counted"; id: string; count: number; mine: number }
  | { status: "pending"; id: string }
  | { status: "rejected"; id: string; code: RivuletCode };

export type ClientState = {
  /** A token is held. */
  connected: boolean;
  /** The last request found no network or no answer. */
  offline: boolean;
  /** Clicks of this site that are kept on this device and have no answer yet. */
  waiting: number;
  /**
   * Waiting clicks that were made on this device more than an hour before somebody connected, so that they may be
   * another person's. Ask once ("3 clicks wait on this device: yours?") and hand the answer to `claim`.
   */
  unclaimed: number;
  /** False where `localStorage` is blocked or full: pending clicks live as long as the page. */
  kept: boolean;
};

/** For how many months a subscription gives; null until it is ended. */
export type SubscriptionMonths = 3 | 6 | 12 | null;

/** This donor's own clicks on one URL; `last` is the id of the last one that is not undone. */
export type MineOf = {
  clicks: number;
  last: string | null;
  /** The periods that get a click, and the last of them, such as `2027-05`; null until it is ended. */
  subscription: { months: SubscriptionMonths; until: string | null } | null;
};

/** The donor's state for this site and period, and the own clicks keyed by the URLs as asked. */
export type Me = {
  /** Clicks through this site in this period, and whether the balance covers the budget now. */
  donor: { clicks: number; funded: boolean };
  mine: Record<string, MineOf>;
};

/** A subscription that stands; `until` is the last month that gets a click, such as `2027-05`. */
export type Subscription = {
  url: string;
  publisher: string;
  months: SubscriptionMonths;
  until: string | null;
};

/** How to connect. */
export type ConnectOptions = {
  /** `popup` must be called in a press; where the browser blocks it, and by `redirect`, the page is left. */
  via?: "popup" | "redirect";
  /** What the site may do: `click` (the default), or `click subscribe` for subscriptions too. */
  scope?: "click" | "click subscribe";
  /** The language of the backend's window, a BCP 47 tag; else the browser's. Sent as OpenID Connect's `ui_locales`. */
  lang?: string;
};

/** What each event hands to its listeners. */
export type ClientEvents = {
  change: ClientState;
  counted: { id: string; thing: Thing; count: number; mine: number };
  pending: { id: string; thing: Thing };
  rejected: { id: string; thing: Thing; code: RivuletCode };
  undone: { id: string; thing: Thing | null };
  connected: { sub: string };
  disconnected: Record<string, never>;
  error: RivuletError;
};

export type ClickSaved = { id: string; thing: Thing; clickedAt: string; sub?: string };

/** The headless client; see the README for an example of each member. What it throws is always a `RivuletError`. */
export type Client = {
  /** The backend's address, without a slash at its end. */
  readonly backend: string;
  /** How things stand: one object until it becomes another. */
  readonly state: ClientState;
  /**
   * Listens until the function that it returns is called.
   * @example const off = client.on("counted", ({ thing, count }) => show(thing.url, count));
   */
  on<E extends keyof ClientEvents>(event: E, listener: (detail: ClientEvents[E]) => void): () => void;
  /**
   * Clicks on each URL, keyed as asked; null where none is known (an address that is no URL, or no answer).
   * Asked once for all calls of one turn; never rejects, and what failed is asked again by the next call.
   */
  counts(urls: string[]): Promise<Record<string, number | null>>;
  /** Saves the click, then sends it. Resolves when it is counted, refused, or kept for later; never rejects on a failing network. */
  click(thing: Thing): Promise<ClickOutcome>;
  /** Takes a click back, pending or counted; without an id the last one of this client. */
  undo(id?: string): Promise<void>;
  /** Loads what connecting needs and makes the PKCE challenge, so that `connect` can open its window within the press. */
  prepare(): Promise<void>;
  /** Lets the donor connect this site; rejects with `popup-closed`, `popup-blocked`, `access-denied`, `storage-blocked`, … By redirect it does not come back: `handleRedirect` on the next page does. */
  connect(options?: ConnectOptions): Promise<void>;
  /** Forgets the token, then has it revoked; rejects where the backend did not hear, so that the donor can end it there. */
  disconnect(): Promise<void>;
  /** Finishes a connect by redirect when the page's address holds its answer; true if it did. */
  handleRedirect(): Promise<boolean>;
  /** This donor's state and own clicks through this site in this period, by URL; rejects with `not-connected`. */
  me(urls: string[]): Promise<Me>;
  /**
   * Gives to the thing each month from the next one on: for 3, 6 or 12 months, or until it is ended (null). Rejects with
   * `not-connected`; with `insufficient-scope` where the donor has allowed clicks alone (connect again with
   * `{ scope: "click subscribe" }`); or with the code for which a click on the thing would be refused.
   */
  subscribe(thing: Thing, months: SubscriptionMonths): Promise<Subscription>;
  /** Ends the subscription to the thing; where there is none that is as good. */
  unsubscribe(thing: Thing): Promise<void>;
  /** The answer to the one question about `state.unclaimed`: true sends them as this donor's, false leaves them for somebody else. */
  claim(mine: boolean): Promise<void>;
  /** The clicks that are kept here and have no answer yet. */
  waiting(): ClickSaved[];
  /** Ends timers and listeners; what waits goes out at the next visit. */
  close(): void;
};
