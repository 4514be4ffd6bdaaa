import type { MockBackend, ReceivedClick } from "./mock-backend.js";
import { answerWithFault, type PlannedFault, planFault, takeFault, wait } from "./mock-fault.js";
import type { MockOptions } from "./mock-options.js";
import { answerRequest } from "./mock-routes.js";
import { openState } from "./mock-state.js";
import { renew } from "./mock-subscriptions.js";
import { pathUnder } from "./path-under.js";
import { type Played, readOptions } from "./played.js";
import { steerState } from "./steer-state.js";

/**
 * Plays a whole backend in memory: what the protocol's page says, checked by its conformance suite. It needs neither msw nor a
 * page.
 * @example
 * const backend = playBackend({ publishers: { marothro: {} } });
 * const client = createClient({ backend: backend.base, site, token: backend.token({ site }), fetch: backend.fetch });
 */
export function playBackend(options: MockOptions = {}): MockBackend {
  const base = (options.backend ?? "https://give.example").replace(/\/+$/, "");
  const { state, isNew, keep, forget } = openState(base, options.storage);
  const played = readOptions(options, base, state);
  const planned: PlannedFault[] = [];
  const steering = steerState(played, keep);
  const fill = () => {
    for (const [url, number] of Object.entries(options.counts ?? {})) steering.addClicks(url, number);
  };
  if (isNew) fill();
  const backend: MockBackend = {
    ...steering,
    base,
    requests: [],
    publishers: played.publishers,
    donors: played.donors,
    latencyMs: options.latencyMs ?? 0,
    get clicks() {
      return clicksOf(played);
    },
    get donor() {
      return played.donor;
    },
    set donor(name) {
      played.donor = name;
    },
    fail: (fault, how) => planFault(planned, fault, how),
    async fetch(input, init) {
      const request = new Request(input, init);
      backend.requests.push(`${request.method} ${pathUnder(base, request.url)}`);
      if (backend.latencyMs > 0) await wait(backend.latencyMs);
      const fault = takeFault(planned, request);
      const carryOut = () => answerRequest(played, request).finally(keep);
      return fault ? answerWithFault(base, fault, carryOut) : carryOut();
    },
    reset() {
      planned.length = 0;
      backend.requests.length = 0;
      forget();
      fill();
    },
  };
  return backend;
}

function clicksOf(played: Played): ReceivedClick[] {
  renew(played);
  return played.state.clicks.flatMap(({ id, donor, site, period, undone, thing }) =>
    thing ? [{ id, donor, site, period, undone, title: thing.title, ...thing }] : [],
  );
}
