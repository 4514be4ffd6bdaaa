import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { type Logger, pino } from "pino";
import { createApp } from "./app.js";
import type { AppDeps } from "./app-parts.js";
import { openClock } from "./domain/clock.js";
import { markInstance, readInstance } from "./domain/instance.js";
import { readSettings, type Settings } from "./domain/settings.js";
import { noteTerms } from "./domain/terms.js";
import { closeServer, listen } from "./listen.js";
import { openMailer } from "./mail/mailer.js";
import { startSettling } from "./settle-timer.js";
import { type Db, openStore } from "./store/open-store.js";

/** What an instance is started with. */
export type ServeOptions = {
  /** `sqlite:PATH`. */
  database: string;
  /** 0 takes a free one. */
  port: number;
  /** Where the instance is reached; without one, here and in the environment, it listens on the loopback only. */
  origin?: string;
  /** Marks a new database as a demo's, for good. */
  demo?: boolean;
  env?: Record<string, string | undefined>;
  /** Called when the store is open, before the first request is taken. */
  prepare?: (db: Db, deps: Pick<AppDeps, "clock" | "settings">) => Promise<void>;
};

/** A running instance. `close` finishes what is under way, then closes the store. */
export type Served = { url: string; close(): Promise<void> };

/**
 * Starts an instance: opens and migrates its database, listens, settles what is due.
 * @throws an Error with one sentence for the operator: a taken port, a folder that cannot be written, a wrong variable.
 * @example const { url, close } = await serveInstance({ database: "sqlite:./data/rivulet.db", port: 4000 })
 */
export async function serveInstance(options: ServeOptions): Promise<Served> {
  const env = {
    ...(options.env ?? process.env),
    ...(options.origin === undefined ? {} : { RIVULET_ORIGIN: options.origin }),
  };
  // Variables are read before anything is opened, so that a wrong one leaves nothing behind.
  readSettings(env, { origin: `http://localhost:${options.port || 1}` });
  let answer: (request: Request, env: unknown) => Response | Promise<Response> = notReady;
  const server = createAdaptorServer({ fetch: (request, bindings) => answer(request, bindings) });
  await listen(server, options.port, env.RIVULET_ORIGIN?.trim() ? undefined : "127.0.0.1");
  try {
    const { port } = server.address() as AddressInfo;
    const settings = readSettings(env, { origin: `http://localhost:${port}` });
    const log = pino({ level: settings.logLevel });
    const { deps, closeStore } = await openDeps(options, settings, log);
    const app = createApp(deps);
    answer = (request, bindings) => app.fetch(request, bindings as object);
    log.info({ url: settings.origin, demo: deps.demo !== null }, "rivulet serves");
    return {
      url: settings.origin,
      async close() {
        await closeServer(server);
        await closeStore();
      },
    };
  } catch (thrown) {
    await closeServer(server);
    throw thrown;
  }
}

function notReady(): Response {
  return new Response("Starting.", {
    status: 503,
    headers: { "retry-after": "1", "cache-control": "no-store" },
  });
}

async function openDeps(options: ServeOptions, settings: Settings, log: Logger) {
  const db = await openWritable(options.database);
  const stop: (() => Promise<void>)[] = [() => db.destroy()];
  try {
    const demo = await markOrRefuse(db, options.demo ?? false);
    const clock = await openClock(db);
    const now = clock.now();
    await db.transaction().execute((tx) => noteTerms(tx, settings, now));
    const mailer = openMailer(settings, { db, clock, demo });
    if (!mailer) log.warn("RIVULET_SMTP_URL is not set: nobody can sign in, since no mail can be sent");
    await options.prepare?.(db, { clock, settings });
    const settling = await startSettling({ database: options.database, db, clock, settings, log });
    stop.unshift(() => settling.stop());
    // A database in memory has only one connection.
    const reads = options.database.includes(":memory:") ? db : await openStore(options.database);
    if (reads !== db) stop.unshift(() => reads.destroy());
    const deps: AppDeps = { db, reads, settings, clock, mailer, demo: demo ? clock : null, log };
    return { deps, closeStore: () => runAll(stop) };
  } catch (thrown) {
    await runAll(stop);
    throw thrown;
  }
}

async function runAll(steps: (() => Promise<void>)[]): Promise<void> {
  for (const step of steps) await step();
}

async function openWritable(database: string): Promise<Db> {
  try {
    return await openStore(database);
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
    if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) {
      throw new Error(`The database ${database} cannot be written: ${(thrown as Error).message}.`);
    }
    throw thrown;
  }
}

/** A demo's database stays one, however it is started; a real one never becomes one. */
async function markOrRefuse(db: Db, wanted: boolean): Promise<boolean> {
  await markInstance(db, { demo: wanted }, Date.now());
  const { demo } = await readInstance(db);
  if (wanted && !demo)
    throw new Error("This database belongs to a real instance; a demo needs one of its own.");
  return demo;
}
