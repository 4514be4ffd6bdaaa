/** A publisher of the played backend. All is optional: a bare `{}` takes clicks for pages of whichever site sends them. */
export type PlayedPublisher = {
  /** Origins that this publisher has verified. Pages of theirs pay nobody else. */
  sites?: string[];
  /** Takes no more clicks: `publisher-closed`. */
  closed?: boolean;
  /** The donor who is the same person; that donor's clicks are `own-thing`. */
  donor?: string;
};

/** A donor of the played backend. A bare `{}` has a budget that the balance covers. */
export type PlayedDonor = {
  /** Gives nothing for now: `budget-paused`. */
  paused?: boolean;
  /** Owes the instance for a pay-in that was taken back: `donor-blocked`. */
  blocked?: boolean;
  /** Whether the balance covers the budget; true unless told. */
  funded?: boolean;
};

/** What a backend is played with; nothing is needed. */
export type MockOptions = {
  /** The base, as the button and the client are told it. `https://give.example` unless told. */
  backend?: string;
  /** The publishers by handle. Where none are named, every handle is a publisher. */
  publishers?: Record<string, PlayedPublisher>;
  /** The donors by a name that only the mock knows. `donor` is always one of them. */
  donors?: Record<string, PlayedDonor>;
  /** Who is signed in at the backend, and so connects; `"ada"` unless told. */
  donor?: string;
  /** Clicks that other people have made already, by URL. */
  counts?: Record<string, number>;
  /** Milliseconds since 1970; `Date.now` unless told. `pass` moves it on. */
  clock?: () => number;
  /** How long each answer takes, in milliseconds; 0 unless told. It can be changed later. */
  latencyMs?: number;
  /**
   * Where the state is kept, so that clicks and tokens outlive a reload of the page: `localStorage`, or what looks like it.
   * Unless told, the state lives as long as the page or process.
   */
  storage?: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
};
