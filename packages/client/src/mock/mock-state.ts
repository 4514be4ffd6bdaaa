import type { MockOptions } from "./mock-options.js";

/** A click that was counted, or an undoing that overtook its click, which has no `thing`. */
export type ClickRow = {
  /** 32 hexadecimal digits in lower case: ids are compared as 128 bits. */
  key: string;
  id: string;
  donor: string;
  site: string;
  undone: boolean;
  period: string;
  receivedAt: number;
  thing: { publisher: string; url: string; title?: string | undefined } | null;
};

export type TokenRow = {
  token: string;
  donor: string;
  site: string;
  scope: string;
  code: string | null;
  issuedAt: number;
  usedAt: number;
  revoked: boolean;
};

export type CodeRow = {
  code: string;
  donor: string;
  site: string;
  redirectUri: string;
  challenge: string;
  scope: string;
  issuedAt: number;
  usedAt: number | null;
};

/** A click that is made anew each period; `next` is the one that gets the next click. */
export type SubscriptionRow = {
  donor: string;
  site: string;
  publisher: string;
  url: string;
  months: 3 | 6 | 12 | null;
  next: string;
  until: string | null;
};

/** Everything that the backend remembers; it is JSON, so that it can be kept. */
export type MockState = {
  clicks: ClickRow[];
  subscriptions: SubscriptionRow[];
  tokens: TokenRow[];
  codes: CodeRow[];
  /** The opaque names of the donors, by site and donor. */
  subs: Record<string, string>;
  /** Clicks of other people, by canonical URL. */
  others: [string, number][];
  /** The last period that is closed. */
  closed: string | null;
  /** How far the clock was moved on, in milliseconds. */
  passedMs: number;
};

const EMPTY: MockState = {
  clicks: [],
  subscriptions: [],
  tokens: [],
  codes: [],
  subs: {},
  others: [],
  closed: null,
  passedMs: 0,
};

/** The state as it was kept, or a new one; `keep` is called after each change. */
export function openState(
  base: string,
  storage: MockOptions["storage"],
): { state: MockState; isNew: boolean; keep(): void; forget(): void } {
  const key = `rivulet-mock:${base}`;
  const kept = storage?.getItem(key);
  const state: MockState = { ...structuredClone(EMPTY), ...(kept ? (JSON.parse(kept) as MockState) : {}) };
  return {
    state,
    isNew: !kept,
    keep: () => storage?.setItem(key, JSON.stringify(state)),
    forget() {
      Object.assign(state, structuredClone(EMPTY));
      storage?.removeItem(key);
    },
  };
}
