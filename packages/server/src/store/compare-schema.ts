import { sql } from "kysely";
import { migrate } from "./migrate.js";
import type { Db } from "./open-store.js";
import { openSqlite } from "./sqlite/open-sqlite.js";

/** How a schema differs from a fresh one; each name is `trigger transfers_no_update` or the like. */
export type SchemaDifference = { missing: string[]; changed: string[]; added: string[] };

/** Compares every table, index and trigger with those of a database that was just made. */
export async function compareSchema(db: Db): Promise<SchemaDifference> {
  const fresh = openSqlite(":memory:");
  try {
    await migrate(fresh);
    return compare(await partsOf(db), await partsOf(fresh));
  } finally {
    await fresh.destroy();
  }
}

async function partsOf(db: Db): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string; text: string }>`
    select type || ' ' || name as name, sql as text from sqlite_master where sql is not null and name not like 'sqlite_%'`.execute(
    db,
  );
  return new Map(rows.map(({ name, text }) => [name, text]));
}

function compare(found: Map<string, string>, fresh: Map<string, string>): SchemaDifference {
  return {
    missing: [...fresh.keys()].filter((name) => !found.has(name)),
    changed: [...fresh].flatMap(([name, text]) =>
      found.has(name) && found.get(name) !== text ? [name] : [],
    ),
    added: [...found.keys()].filter((name) => !fresh.has(name)),
  };
}
