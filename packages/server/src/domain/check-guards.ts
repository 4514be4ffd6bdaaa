import { compareSchema } from "../store/compare-schema.js";
import type { Db } from "../store/open-store.js";

/** Who owns the file can drop a trigger; the schema is compared with a fresh one. */
export async function checkGuards(db: Db): Promise<string[]> {
  const { missing, changed, added } = await compareSchema(db);
  return [
    ...missing.map((name) => `The schema lacks a part that guards the books: ${name}.`),
    ...changed.map((name) => `A part of the schema was changed: ${name}.`),
    ...added.map((name) => `The schema has a part that is not ours: ${name}.`),
  ];
}
