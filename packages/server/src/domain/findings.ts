import { type RawBuilder, sql } from "kysely";
import type { Db } from "../store/open-store.js";

/** A rule, and the rows that break it: one text column that names each. */
export type BookRule = { sentence: string; breaks: RawBuilder<{ name: string }> };

const NAMED_ROWS = 20;

/** Looks for rows that break the rules; one sentence a row, and a last one where there are more than can be told. */
export async function findBreaks(db: Db, rules: BookRule[]): Promise<string[]> {
  const findings: string[] = [];
  for (const { sentence, breaks } of rules) {
    const { rows } = await sql<{
      name: string;
    }>`select name from (${breaks}) limit ${NAMED_ROWS + 1}`.execute(db);
    findings.push(...rows.slice(0, NAMED_ROWS).map(({ name }) => `${sentence}: ${name}.`));
    if (rows.length > NAMED_ROWS) findings.push(`${sentence}: and more.`);
  }
  return findings;
}
