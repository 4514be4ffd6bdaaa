import type { Core } from "./core.js";

const LEASE_MS = 60_000;

/**
 * Runs the task while no other tab runs one of that name, under a Web Lock, which waits for its turn. Without Web Locks
 * a lease in the storage keeps two tabs apart, save in the same instant, where a click that is sent twice is counted
 * once. Resolves with true, and does not run it, while another tab holds the lease.
 */
export async function exclusively<T>(core: Core, name: string, task: () => Promise<T>): Promise<T | true> {
  const locks = globalThis.navigator?.locks;
  if (locks) return locks.request(name, task);
  const key = `${name}lease`;
  // One whose tab has died ends by itself, and so does one from before the clock was set back.
  if (Math.abs(core.clock() - (core.read<{ atMs: number }>(key)?.atMs as number)) < LEASE_MS) return true;
  core.write(key, { atMs: core.clock() });
  return task().finally(() => core.write(key));
}
