import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Client, createClient } from "../src/index.js";
import { createDevice } from "./device.js";
import { BACKEND, type Fault, playBackend, SITE } from "./play-backend.js";

const token = (sub: string, number: number) => JSON.stringify({ token: `${sub}-${number}`, sub });
const tokenKey = `rivulet:${BACKEND}:token`;

type Step =
  | { do: "press"; tab: number; publisher: string }
  | { do: "undo"; tab: number; which: number }
  | { do: "fail"; fault: Fault }
  | { do: "reload"; tab: number }
  | { do: "wait"; ms: number }
  | { do: "revoke" }
  | { do: "connect"; donor: string }
  | { do: "disconnect"; tab: number };

const tab = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("press"),
      tab,
      publisher: fc.constantFrom("a", "a", "a", "nobody", "shapeless"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("undo"), tab, which: fc.nat(20) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("fail"),
      fault: fc.constantFrom("lost-request", "portal", "lost-answer", "cut-body", 401, 429, 503),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reload"), tab }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.constantFrom(0, 500, 5_000) }) },
  { weight: 1, arbitrary: fc.constant({ do: "revoke" }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("connect"),
      donor: fc.constantFrom("donor", "donor", "another"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("disconnect"), tab }) },
) as fc.Arbitrary<Step>;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-11-24T08:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Three tabs of one device before one backend, and what two donors did with them. */
function playStory() {
  const window = new EventTarget();
  for (const name of ["addEventListener", "dispatchEvent"] as const)
    vi.stubGlobal(name, window[name].bind(window));
  const backend = playBackend();
  const device = createDevice({ [tokenKey]: token("donor", 0) });
  backend.subs.set("donor-0", "donor");
  const errors: unknown[] = [];
  const pressed: { id: string; publisher: string }[] = [];
  const takenBack = new Set<string>();
  let tokens = 0;
  const open = () =>
    createClient({ backend: BACKEND, site: SITE, storage: device.storage, fetch: backend.fetch });
  const tabs: Client[] = [open(), open(), open()];

  const acts: { [D in Step["do"]]: (step: Extract<Step, { do: D }>) => unknown } = {
    press: ({ tab, publisher }) => {
      const client = tabs[tab] as Client;
      const before = new Set(client.waiting().map(({ id }) => id));
      void client.click({ publisher, url: `${SITE}/post` });
      // Saved first: the id is known in the turn of the press.
      const saved = client.waiting().find(({ id }) => !before.has(id));
      pressed.push({ id: saved?.id as string, publisher });
    },
    undo: async ({ tab, which }) => {
      const press = pressed[which % (pressed.length || 1)];
      if (!press) return;
      const { id } = press;
      await (tabs[tab] as Client).undo(id).then(
        () => takenBack.add(id),
        (error) => errors.push(error),
      );
    },
    fail: ({ fault }) => void backend.faults.push(fault),
    reload: ({ tab }) => {
      (tabs[tab] as Client).close();
      tabs[tab] = open();
    },
    wait: ({ ms }) => vi.advanceTimersByTimeAsync(ms).then(() => {}),
    revoke: () => backend.subs.clear(),
    connect: ({ donor }) => {
      tokens += 1;
      backend.subs.set(`${donor}-${tokens}`, donor);
      device.storage.setItem(tokenKey, token(donor, tokens));
    },
    disconnect: ({ tab }) => (tabs[tab] as Client).disconnect().catch((error) => errors.push(error)),
  };

  async function run(steps: Step[]): Promise<void> {
    for (const one of steps) {
      // Most steps do not wait for the one before.
      const done = (acts[one.do] as (step: Step) => unknown)(one);
      if (one.do !== "undo" && one.do !== "disconnect") await done;
    }
    await vi.advanceTimersByTimeAsync(1_000);
  }

  /** The network is well again, the donors connect one after the other, and the tabs have all the time they need. */
  async function calmDown(): Promise<void> {
    backend.faults.length = 0;
    for (const donor of ["donor", "another"]) {
      acts.connect({ do: "connect", donor });
      await vi.advanceTimersByTimeAsync(0);
      const unclaimed = tabs[0]?.claim(true);
      await vi.advanceTimersByTimeAsync(3_600_000);
      await unclaimed;
    }
  }

  return { backend, device, tabs, errors, pressed, takenBack, run, calmDown };
}

describe("every press", () => {
  it("ends as exactly one counted, one refused or one undone click, whatever fails on the way", {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const story = playStory();
        const { backend, tabs, pressed, takenBack, errors } = story;
        await story.run(steps);
        await story.calmDown();
        const counted = new Set(backend.counted());
        for (const { id, publisher } of pressed) {
          const isCounted = counted.delete(id);
          const refused = publisher !== "a";
          expect({ id, isCounted }).toEqual({ id, isCounted: !refused && !takenBack.has(id) });
        }
        // Nothing was counted that nobody pressed, and nothing waits any more.
        expect([...counted]).toEqual([]);
        expect(tabs.map(({ state }) => state.waiting)).toEqual([0, 0, 0]);
        expect(tabs.flatMap((tab) => tab.waiting())).toEqual([]);
        // Answers are remembered for 10 minutes and no longer.
        expect(story.device.keys(":click:")).toEqual([]);
        for (const error of errors) expect(error).toMatchObject({ name: "RivuletError" });
        for (const tab of tabs) tab.close();
      }),
      { numRuns: 200 },
    );
  });
});
