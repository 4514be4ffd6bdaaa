import type { Kysely, Transaction } from "kysely";
import { migrate } from "./migrate.js";
import type { Schema } from "./schema.js";
import { openSqlite } from "./sqlite/open-sqlite.js";

/** The open database. Reads go through it directly; what must hold together goes through `db.transaction()`. */
export type Db = Kysely<Schema>;
/** A running transaction; domain functions that write take this, so that their caller decides what commits together. */
export type Tx = Transaction<Schema>;

/**
 * Opens the database that an address names, and brings its schema up to date.
 * @param address `sqlite:PATH`; `sqlite::memory:` for one that lives as long as the process.
 * @throws an Error with a sentence for the operator when the address is of no known kind.
 */
export async function openStore(address: string): Promise<Db> {
  const db = openUnmigrated(address);
  await migrate(db);
  return db;
}

function openUnmigrated(address: string): Db {
  if (address.startsWith("sqlite:")) return openSqlite(address.slice("sqlite:".length));
  throw new Error(`The database address "${address}" is of no known kind; write sqlite:PATH.`);
}
