import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { pino } from "pino";
import { createApp } from "../src/app.js";
import type { AppDeps } from "../src/app-parts.js";
import { openClock } from "../src/domain/clock.js";
import { connectionFor } from "../src/domain/connections.js";
import { donorFor, setBudget } from "../src/domain/donors.js";
import { markInstance } from "../src/domain/instance.js";
import { payIn } from "../src/domain/pay-in.js";
import { personFor } from "../src/domain/people.js";
import { addPublisher } from "../src/domain/publishers.js";
import { readSettings, type Settings } from "../src/domain/settings.js";
import { issueToken } from "../src/domain/tokens.js";
import { closeServer, listen } from "../src/listen.js";
import type { Mail } from "../src/mail/mailer.js";
import { type Db, openStore } from "../src/store/open-store.js";

/** An instance of a test's own: a real store in a folder that goes with it, a publisher, a donor who has paid in. */
export type TestInstance = {
  app: Hono;
  db: Db;
  deps: AppDeps;
  origin: string;
  site: string;
  publisher: string;
  donorMail: string;
  /** The path of its database file. */
  path: string;
  /** The mails that were sent. */
  mails: Mail[];
  /** What was logged. */
  logged: Logged[];
  /** Moves the real clock (and with it the instance's) forward. */
  pass(ms: number): void;
  /** A site token of the donor with a mail address, who is made with a budget of 2.00 and 10.00 paid in. */
  token(mail?: string, site?: string, scope?: string): Promise<string>;
  /** Serves on a port of the loopback, for what only a real connection or a browser can show. */
  listen(port?: number): Promise<{ url: string }>;
  close(): Promise<void>;
};

/** A line of the log; `err` is what pino makes of an error. */
export type Logged = { level: number; msg: string; err?: { code?: string; message: string } };

export type TestOptions = {
  demo?: boolean;
  env?: Record<string, string>;
  origin?: string;
  mail?: boolean;
  nowMs?: number;
};

export const SITE = "https://blog.example";
export const PUBLISHER = "marothro";
export const DONOR = "reader@example.org";

/** Opens an instance for a test. Its clock stands at `nowMs` (else at the start's time) until `pass` moves it. */
export async function openTestInstance(options: TestOptions = {}): Promise<TestInstance> {
  const folder = await mkdtemp(join(tmpdir(), "rivulet-"));
  const path = join(folder, "rivulet.db");
  const db = await openStore(`sqlite:${path}`);
  const server = createAdaptorServer({ fetch: (request, env) => served.fetch(request, env) });
  const closing: (() => Promise<void>)[] = [];
  let real = options.nowMs ?? Date.now();
  await markInstance(db, { demo: options.demo ?? false }, real);
  const clock = await openClock(db, () => real);
  const settings: Settings = readSettings(options.env ?? {}, {
    origin: options.origin ?? "http://localhost:4000",
  });
  const mails: Mail[] = [];
  const mailer = options.mail === false ? null : { send: async (mail: Mail) => void mails.push(mail) };
  const logged: Logged[] = [];
  const log = pino({}, { write: (line) => void logged.push(JSON.parse(line) as Logged) });
  const deps: AppDeps = { db, settings, clock, mailer, demo: options.demo ? clock : null, log };
  const app = createApp(deps);
  let served = app;
  await seed(deps);
  return {
    app,
    db,
    deps,
    origin: settings.origin,
    site: SITE,
    publisher: PUBLISHER,
    donorMail: DONOR,
    path,
    mails,
    logged,
    pass: (ms) => {
      real += ms;
    },
    token: (mail = DONOR, site = SITE, scope = "click") => issueTestToken(deps, { mail, site, scope }),
    async listen(port = 0) {
      await listen(server, port, "127.0.0.1");
      closing.push(() => closeServer(server));
      const url = `http://localhost:${(server.address() as AddressInfo).port}`;
      // The origin is known now; an app of its own on the same store has it in all that it says.
      served = createApp({ ...deps, settings: { ...settings, origin: url } });
      return { url };
    },
    async close() {
      for (const step of closing) await step();
      await db.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

async function seed({ db, clock }: AppDeps): Promise<void> {
  const now = clock.now();
  await db.transaction().execute(async (tx) => {
    const author = await personFor(tx, "author@example.org", now);
    await addPublisher(tx, { handle: PUBLISHER, person: author.id, sites: [SITE] }, now);
  });
}

async function issueTestToken(
  { db, clock, settings }: AppDeps,
  { mail, site, scope }: { mail: string; site: string; scope: string },
): Promise<string> {
  const now = clock.now();
  return await db.transaction().execute(async (tx) => {
    const person = await personFor(tx, mail, now);
    const donor = await donorFor(tx, person.id, now);
    await setBudget(tx, donor.id, 2_000_000n, settings, now);
    await payIn(tx, { donor, amount: 10_000_000n, reference: `test-${mail}` }, now);
    const connection = await connectionFor(tx, donor.id, site, clock.real());
    return await issueToken(tx, connection.id, clock.real(), { scope });
  });
}
