import { canonicalUrl, parseConnectRequest } from "@rivulet/protocol";
import { openPeriod } from "./mock-clicks.js";
import { answerConnect, withAnswer } from "./mock-connect.js";
import {
  answerWithFault,
  type FaultOptions,
  type MockFault,
  type PlannedFault,
  takeFault,
  wait,
} from "./mock-fault.js";
import type { MockOptions, PlayedDonor, PlayedPublisher } from "./mock-options.js";
import { answerRequest } from "./mock-routes.js";
import { openState } from "./mock-state.js";
import { issueToken, revokeTokens } from "./mock-tokens.js";
import { pathUnder } from "./path-under.js";
import { readOptions } from "./played.js";

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

/** A backend that is played: what it has received, and what it does next. */
export type MockBackend = {
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
  /** Other people click: adds so many to a URL's count. */
  addClicks(url: string, number: number): void;
  /** A site token of a donor, where nobody connects by hand. */
  token(of: { site: string; donor?: string; scope?: string }): string;
  /** A donor ends the connection of a site, or of all sites, on the backend's own page. */
  revoke(of?: { site?: string; donor?: string }): void;
  /**
   * The donor presses Allow, or Refuse, on the page that `connect` leads to.
   * @returns the address to which the donor goes back, with `code` or `error`, `state` and `iss`
   * @throws Error when the backend would show a page of error instead
   */
  consent(connectAddress: string, options?: { donor?: string; allow?: boolean }): string;
  /** Moves the backend's clock on, by milliseconds. */
  pass(forMs: number): void;
  /** Closes the month: its clicks cannot be undone any more, and what follows counts for the next. */
  closePeriod(): void;
  /** Forgets everything, faults included. */
  reset(): void;
};

/**
 * Plays a whole backend in memory, by the protocol's page and checked by its conformance suite; needs neither msw nor a page.
 * @example
 * const backend = playBackend({ publishers: { marothro: {} } });
 * const client = createClient({ backend: backend.base, site, token: backend.token({ site }), fetch: backend.fetch });
 */
export function playBackend(options: MockOptions = {}): MockBackend {
  const base = (options.backend ?? "https://give.example").replace(/\/+$/, "");
  const { state, isNew, keep, forget } = openState(base, options.storage);
  const played = readOptions(options, base, state);
  const planned: PlannedFault[] = [];
  const requests: string[] = [];

  function addClicks(address: string, number: number): void {
    const url = canonicalUrl(address);
    if (url === null) throw new TypeError(`${address} is no http or https address.`);
    const entry = state.others.find(([other]) => other === url);
    if (entry) entry[1] += number;
    else state.others.push([url, number]);
    keep();
  }
  function fill(): void {
    for (const [url, number] of Object.entries(options.counts ?? {})) addClicks(url, number);
  }
  if (isNew) fill();

  const backend: MockBackend = {
    base,
    requests,
    publishers: played.publishers,
    donors: played.donors,
    latencyMs: options.latencyMs ?? 0,
    addClicks,
    get clicks() {
      return state.clicks.flatMap(({ id, donor, site, period, undone, thing }) =>
        thing ? [{ id, donor, site, period, undone, title: thing.title, ...thing }] : [],
      );
    },
    get donor() {
      return played.donor;
    },
    set donor(name) {
      played.donor = name;
    },
    async fetch(input, init) {
      const request = new Request(input, init);
      requests.push(`${request.method} ${pathUnder(base, request.url)}`);
      if (backend.latencyMs > 0) await wait(backend.latencyMs);
      const fault = takeFault(planned, request);
      const carryOut = () => answerRequest(played, request).finally(keep);
      return fault ? answerWithFault(base, fault, carryOut) : carryOut();
    },
    fail(fault, { on = "", times = 1, retryAfterSeconds = 1, delayMs = 20_000 } = {}) {
      const plan = { fault, on, times, retryAfterSeconds, delayMs };
      planned.push(plan);
      return () => {
        plan.times = 0;
      };
    },
    token({ site, donor = played.donor, scope = "click" }) {
      const { token } = issueToken(played, { site, donor, scope, code: null });
      keep();
      return token;
    },
    revoke({ site, donor } = {}) {
      revokeTokens(played, (row) => (site ?? row.site) === row.site && (donor ?? row.donor) === row.donor);
      keep();
    },
    consent(connectAddress, { donor = played.donor, allow = true } = {}) {
      const parsed = parseConnectRequest(new URL(connectAddress).searchParams);
      if (parsed.kind !== "good") {
        throw new Error(parsed.kind === "untrusted" ? parsed.reason : parsed.refusal.description);
      }
      const answer = answerConnect(played, parsed.request, { donor, allow });
      keep();
      return withAnswer(parsed.request.redirect_uri, answer);
    },
    pass(forMs) {
      state.passedMs += forMs;
      keep();
    },
    closePeriod() {
      state.closed = openPeriod(played);
      keep();
    },
    reset() {
      planned.length = 0;
      requests.length = 0;
      forget();
      fill();
    },
  };
  return backend;
}
