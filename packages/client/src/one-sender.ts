import type { Desk } from "./desk.js";
import { LEASE_MS } from "./limits.js";

/**
 * Runs the task when no other one runs, in any tab, under a Web Lock. Without Web Locks a lease in the storage keeps two
 * tabs apart, save in the same instant, where a click that is sent twice is counted once; it rejects while another tab
 * holds the lease.
 */
export function exclusively(core: Desk, task: () => Promise<void>): Promise<void> {
  const locks = globalThis.navigator?.locks;
  if (locks) return locks.request(core.prefix, task);
  const key = `${core.prefix}lease`;
  const turn = Promise.resolve(core.turn).then(() => {
    // One from before the clock was set back ends too.
    if (Math.abs(core.clock() - (core.read<{ atMs: number }>(key)?.atMs as number)) < LEASE_MS)
      throw new Error(key);
    core.write(key, { atMs: core.clock() });
    return task().finally(() => core.write(key));
  });
  core.turn = turn.catch(() => {});
  return turn;
}
