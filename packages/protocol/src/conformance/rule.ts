import type { Exchange } from "./exchange.js";
import type { Probe } from "./probe.js";

/** What a run may be given beyond backend, site, publisher and token. */
export type Mean = "otherToken" | "otherSiteToken" | "otherSite" | "settledClick";

/** One rule of the protocol's page. `run` returns when the rule was seen to be kept, and throws otherwise. */
export type Rule = {
  /** The name in bold on the page. */
  id: string;
  title: string;
  needs: readonly Mean[];
  /** It looks at every exchange of the run, so it comes after the others. */
  last?: boolean;
  run(probe: Probe): Promise<void>;
};

/** The rule is broken, and the exchange shows it. */
export class BrokenRule extends Error {
  readonly exchange: Exchange | null;

  constructor(message: string, exchange: Exchange | null = null) {
    super(message);
    this.exchange = exchange;
  }
}

/** The rule cannot be seen in this run; the message says what is missing. */
export class CannotSee extends Error {}

/** A rule that takes requests to see. */
export function seen(
  id: string,
  title: string,
  run: (probe: Probe) => Promise<void>,
  needs: readonly Mean[] = [],
): Rule {
  return { id, title, needs, run };
}

/**
 * A rule that every exchange of the run must keep, or those that `concerns` picks. Where there is none, nothing was seen.
 * @example always("no-cookie", "…", isApi, (exchange) => { … })
 */
export function always(
  id: string,
  title: string,
  concerns: (exchange: Exchange, probe: Probe) => boolean,
  check: (exchange: Exchange, probe: Probe) => void,
): Rule {
  const run = async (probe: Probe) => {
    const exchanges = probe.exchanges.filter((exchange) => concerns(exchange, probe));
    if (exchanges.length === 0) throw new CannotSee("no answer of this run is of that kind");
    for (const exchange of exchanges) check(exchange, probe);
  };
  return { id, title, needs: [], last: true, run };
}

/** A rule that no request can show. */
export function unseen(id: string, title: string, reason: string): Rule {
  const run = async () => {
    throw new CannotSee(reason);
  };
  return { id, title, needs: [], run };
}
