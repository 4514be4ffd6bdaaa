import { sql } from "kysely";
import type { Db } from "../open-store.js";

/** Runs a script of statements; each ends with a line that holds nothing but `;`, since triggers hold semicolons themselves. */
export async function runScript(db: Db, script: string): Promise<void> {
  for (const statement of script.split(/^;$/m)) {
    if (statement.trim() !== "") await sql.raw(statement).execute(db);
  }
}
