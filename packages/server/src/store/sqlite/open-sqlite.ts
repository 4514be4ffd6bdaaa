import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
} from "kysely";
import type { Schema } from "../schema.js";

const OPEN_TIMEOUT_MS = 10_000;

/** Opens (and creates) a database file with the settings that money needs (money.md, "Two databases, one truth"). */
export function openSqlite(path: string): Kysely<Schema> {
  const config = { database: withStatementCache(openDatabase(path)) };
  const dialect = new SqliteDialect(config);
  dialect.createDriver = () => new ImmediateDriver(config);
  return new Kysely<Schema>({ dialect });
}

function openDatabase(path: string): Database.Database {
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path, { timeout: OPEN_TIMEOUT_MS });
  database.defaultSafeIntegers(true);
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  // Without it INSERT OR REPLACE deletes a row past the delete triggers.
  database.pragma("recursive_triggers = ON");
  // Clicks of many donors touch many pages: 64 MiB of them are kept, and the log is copied back every 32 MiB rather than every 4.
  database.pragma("cache_size = -65536");
  database.pragma("wal_autocheckpoint = 8192");
  // SQLite would wait by stopping the thread, and so for ever where this process itself holds the lock; we wait in PatientConnection.
  database.pragma("busy_timeout = 0");
  return database;
}

/** Kysely's driver begins deferred; a deferred transaction that reads first can fail to become a writer. */
class ImmediateDriver extends SqliteDriver {
  #connection: PatientConnection | undefined;

  override async acquireConnection(): Promise<DatabaseConnection> {
    const inner = await super.acquireConnection();
    this.#connection ??= new PatientConnection(inner);
    return this.#connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}

const BUSY_TIMEOUT_MS = 10_000;
const BUSY_RETRY_MS = 1;

/**
 * Waits for another connection's transaction without stopping the process. Only `begin immediate` and single statements can find
 * the database busy, and either has then done nothing, so it can be run again.
 */
class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;

  constructor(inner: DatabaseConnection) {
    this.#inner = inner;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const deadline = performance.now() + BUSY_TIMEOUT_MS;
    for (;;) {
      try {
        return await this.#inner.executeQuery<R>(query);
      } catch (error) {
        if (!isBusy(error) || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, BUSY_RETRY_MS));
      }
    }
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("Reading row by row would keep a kept statement busy; read in pages.");
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

const CACHED_STATEMENTS = 300;

/** Preparing costs more than running a small statement; the texts that repeat are kept, the oldest goes first. */
function withStatementCache(database: Database.Database) {
  const statements = new Map<string, SqliteStatement>();
  return {
    prepare(sql: string): SqliteStatement {
      const known = statements.get(sql);
      if (known) return known;
      const statement = database.prepare(sql) as unknown as SqliteStatement;
      if (statements.size >= CACHED_STATEMENTS) statements.delete(statements.keys().next().value as string);
      statements.set(sql, statement);
      return statement;
    },
    close: () => database.close(),
  };
}
