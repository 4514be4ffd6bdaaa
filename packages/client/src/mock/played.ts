import type { MockOptions, PlayedDonor, PlayedPublisher } from "./mock-options.js";
import type { MockState } from "./mock-state.js";

/** The backend as its parts see it. */
export type Played = {
  base: string;
  state: MockState;
  donors: Record<string, PlayedDonor>;
  publishers: Record<string, PlayedPublisher>;
  /** Who is signed in at the backend. */
  donor: string;
  /** Milliseconds since 1970, with what `pass` has added. */
  now(): number;
  publisher(handle: string): PlayedPublisher | undefined;
};

/** The parts of a backend that was asked for like this. */
export function readOptions(options: MockOptions, base: string, state: MockState): Played {
  const { publishers = {}, donor = "ada", clock = Date.now } = options;
  const isAny = !options.publishers;
  return {
    base,
    state,
    publishers,
    donor,
    donors: { [donor]: {}, ...options.donors },
    now: () => clock() + state.passedMs,
    publisher: (handle) =>
      Object.hasOwn(publishers, handle) ? publishers[handle] : isAny && handle !== "" ? {} : undefined,
  };
}
