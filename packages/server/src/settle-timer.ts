import type { Logger } from "pino";
import type { InstanceClock } from "./domain/clock.js";
import type { Settings } from "./domain/settings.js";
import { settleDue } from "./domain/settle-due.js";
import { type Db, openStore } from "./store/open-store.js";

const CHECK_EVERY_MS = 30_000;

/**
 * Settles due periods at the start, and then whenever one is over by the delay. It has its own connection, so that clicks go
 * on beside it; a database in memory has only one.
 */
export async function startSettling(from: {
  database: string;
  db: Db;
  clock: InstanceClock;
  settings: Settings;
  log: Logger;
}): Promise<{ stop(): Promise<void> }> {
  const own = from.database.includes(":memory:") ? null : await openStore(from.database);
  const stopped = new AbortController();
  const settle = () => settleAndLog(own ?? from.db, { ...from, stopped: stopped.signal });
  let running = settle();
  const timer = setInterval(() => {
    running = running.then(settle);
  }, CHECK_EVERY_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      // A settlement can stop between any two of its batches, and goes on at the next start.
      stopped.abort();
      await running;
      await own?.destroy();
    },
  };
}

/** A settlement that fails leaves what it has written, and is tried again at the next check. */
async function settleAndLog(
  db: Db,
  from: { clock: InstanceClock; settings: Settings; log: Logger; stopped: AbortSignal },
) {
  const { clock, settings, log, stopped } = from;
  if (stopped.aborted) return;
  try {
    await clock.refresh(db);
    const settled = await settleDue(db, clock.now(), settings, {
      onProgress: () => stopped.throwIfAborted(),
    });
    if (settled > 0) log.info({ settled }, "periods were settled");
  } catch (thrown) {
    if (stopped.aborted) log.info("a settlement was interrupted and goes on at the next start");
    else log.error({ err: thrown }, "a settlement failed and is tried again");
  }
}
