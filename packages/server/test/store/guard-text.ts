import { CLICKS_DDL } from "../../src/store/sqlite/clicks-ddl.js";
import { LEDGER_DDL } from "../../src/store/sqlite/ledger-ddl.js";
import { SETTLEMENT_DDL } from "../../src/store/sqlite/settlement-ddl.js";
import { SUBSCRIPTIONS_DDL } from "../../src/store/sqlite/subscriptions-ddl.js";
import { WRITE_ONCE_DDL } from "../../src/store/sqlite/write-once-ddl.js";

/** The statement that makes a trigger of the schema, to put back what a test has dropped. */
export function guardText(trigger: string): string {
  const statements = [LEDGER_DDL, CLICKS_DDL, SETTLEMENT_DDL, WRITE_ONCE_DDL, SUBSCRIPTIONS_DDL]
    .join("")
    .split(/^;$/m);
  const text = statements
    .map((statement) => statement.trim())
    .find((s) => s.includes(`create trigger ${trigger} `));
  if (!text) throw new Error(`The schema has no trigger ${trigger}.`);
  return text;
}
