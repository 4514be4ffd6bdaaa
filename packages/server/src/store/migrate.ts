import { Migrator } from "kysely";
import type { Db } from "./open-store.js";
import { ACCESS_DDL } from "./sqlite/access-ddl.js";
import { CLICKS_DDL } from "./sqlite/clicks-ddl.js";
import { LEDGER_DDL } from "./sqlite/ledger-ddl.js";
import { runScript } from "./sqlite/run-script.js";
import { SETTLEMENT_DDL } from "./sqlite/settlement-ddl.js";
import { SUBSCRIPTIONS_DDL } from "./sqlite/subscriptions-ddl.js";
import { WRITE_ONCE_DDL } from "./sqlite/write-once-ddl.js";

const MIGRATIONS = {
  "0001-first": {
    async up(db: Db) {
      const scripts = [LEDGER_DDL, CLICKS_DDL, SETTLEMENT_DDL, WRITE_ONCE_DDL, ACCESS_DDL];
      for (const script of scripts) await runScript(db, script);
    },
  },
  "0002-subscriptions": {
    async up(db: Db) {
      await runScript(db, SUBSCRIPTIONS_DDL);
    },
  },
};

/**
 * Brings the schema up to date; a schema that is already there is left as it is.
 * @returns the names of the migrations that were applied.
 */
export async function migrate(db: Db): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}
