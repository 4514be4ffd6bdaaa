import { existsSync } from "node:fs";
import { Command, InvalidArgumentError, Option } from "commander";
import { advanceClock } from "../domain/advance-clock.js";
import { openClock } from "../domain/clock.js";
import { markInstance, readInstance } from "../domain/instance.js";
import { Refusal } from "../domain/refusal.js";
import { readSettings, type Settings } from "../domain/settings.js";
import { withNotedTerms } from "../domain/terms.js";
import { type Db, openStore } from "../store/open-store.js";
import { showProgress } from "./show-progress.js";

/** What every command works with. */
export type Opened = {
  db: Db;
  settings: Settings;
  /** The instance's time. */
  now: number;
  /** The real time, for tokens. */
  realNow: number;
  /** The caller asked for JSON. */
  json: boolean;
};

type StoreOptions = { database?: string; json?: boolean; clock?: number };

export const DEFAULT_DATABASE = "sqlite:./data/rivulet.db";

/** `--database`, as every command takes it. */
export function databaseOption(): Option {
  return new Option("--database <url>", `sqlite:PATH (else RIVULET_DATABASE, else ${DEFAULT_DATABASE})`);
}

/** A command that works on the database. @param example what stands under its help, without the word `rivulet` */
export function storeCommand(name: string, description: string, example: string): Command {
  return new Command(name)
    .description(description)
    .addOption(databaseOption())
    .option("--json", "print JSON")
    .option(
      "--clock <time>",
      "demo only: move the instance's clock forward to this time (RFC 3339)",
      readTime,
    )
    .addHelpText("after", `\nExample:\n  $ rivulet ${example}`);
}

function readTime(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/i.test(text)) {
    throw new InvalidArgumentError("Write a time such as 2026-12-01T00:15:00Z.");
  }
  return at;
}

/** Whether a command makes a database that is not there. */
export type OpenMode = "creates" | "opens";

/** Opens the database, runs a command on it, and closes it again. */
export async function withStore(
  command: Command,
  mode: OpenMode,
  run: (opened: Opened) => Promise<void>,
): Promise<void> {
  const options = command.opts<StoreOptions>();
  const db = await openDatabase(addressOf(options), mode);
  try {
    const settings = await readTerms(db);
    const clock = await openClock(db);
    if (options.clock !== undefined) await moveClock(db, clock, options.clock, settings);
    await run({ db, settings, now: clock.now(), realNow: clock.real(), json: options.json === true });
  } finally {
    await db.destroy();
  }
}

/** The shell of a command need not have the service's environment, so what the server has noted counts. */
async function readTerms(db: Db): Promise<Settings> {
  const own = readSettings(process.env, { origin: "http://localhost:4000" });
  return await withNotedTerms(db, own, Boolean(process.env.RIVULET_CURRENCY?.trim()));
}

/** The address that `--database` gives, or the environment, or the default. */
export function addressOf(options: { database?: string }): string {
  return options.database ?? (process.env.RIVULET_DATABASE || DEFAULT_DATABASE);
}

async function openDatabase(address: string, mode: OpenMode): Promise<Db> {
  const path = address.replace(/^sqlite:/, "");
  const isMissing = address.startsWith("sqlite:") && !existsSync(path);
  // A mistyped path must not become an empty database whose books balance.
  if (isMissing && mode !== "creates") {
    throw new Refusal("not-found", `There is no database at ${path}; "rivulet migrate" makes one.`);
  }
  const db = await openStore(address);
  if (isMissing) await markInstance(db, { demo: false }, Date.now());
  return db;
}

async function moveClock(
  db: Db,
  clock: Awaited<ReturnType<typeof openClock>>,
  atMs: number,
  settings: Settings,
) {
  const { demo } = await readInstance(db);
  if (!demo) throw new Refusal("not-a-demo", "--clock works on the database of a demo only.");
  const progress = showProgress();
  await advanceClock(db, clock, atMs, settings, { onProgress: progress.show });
  progress.end();
}
