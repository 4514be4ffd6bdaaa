import type { FaultOptions, MockFault } from "./mock-fault.js";
import type { PlayedDonor, PlayedPublisher } from "./mock-options.js";

/** A click as the backend has it. */
export type ReceivedClick = {
  id: string;
  donor: string;
  site: string;
  publisher: string;
  url: string;
  title: string | undefined;
  /** The month that it counts for, such as `2026-11`. */
  period: string;
  undone: boolean;
};

/** What a test or a developer does to the backend, in the place of time and of other people. */
export type Steering = {
  /** Other people click: adds so many to a URL's count. */
  addClicks(url: string, number: number): void;
  /** A site token of a donor, where nobody connects by hand. `scope` is `"click"` or `"click subscribe"`. */
  token(of: { site: string; donor?: string; scope?: string }): string;
  /** A donor ends the connection of a site, or of all sites, and its subscriptions, on the backend's own page. */
  revoke(of?: { site?: string; donor?: string }): void;
  /**
   * The donor presses Allow, or Refuse, on the page that `connectAddress` leads to.
   * @returns the address to which the donor goes back, with `code` or `error`, `state` and `iss`
   * @throws Error when the backend would show a page of error instead
   */
  consent(connectAddress: string, options?: { donor?: string; allow?: boolean }): string;
  /** Moves the backend's clock on, by milliseconds. */
  pass(forMs: number): void;
  /** Closes the month: its clicks cannot be undone any more, and what follows counts for the next. */
  closePeriod(): void;
};

/** A backend that is played: what it has received, and what it does next. */
export type MockBackend = Steering & {
  /** The base, without a slash at its end. */
  readonly base: string;
  /** The clicks that were counted, undone ones included, in their order. */
  readonly clicks: ReceivedClick[];
  /** What was asked since the beginning, such as `"GET /v1/counts"`. */
  readonly requests: string[];
  /** Publishers and donors can be changed while the backend is played. */
  readonly publishers: Record<string, PlayedPublisher>;
  readonly donors: Record<string, PlayedDonor>;
  /** Who is signed in at the backend, and so connects next. */
  donor: string;
  /** How long each answer takes, in milliseconds. */
  latencyMs: number;
  /** Answers a request, as the handlers do: the `fetch` of a client, where nothing is to be intercepted. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Plans a fault for the next requests. @returns a function that ends it */
  fail(fault: MockFault, options?: FaultOptions): () => void;
  /** Begins anew: forgets clicks, tokens and faults, and moves the clock back. */
  reset(): void;
};
