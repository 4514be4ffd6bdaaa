import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compareSchema } from "../../src/store/compare-schema.js";
import { type Db, openStore } from "../../src/store/open-store.js";

let folder: string;
let address: string;
const open: Db[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rivulet-store-"));
  address = `sqlite:${folder}/deep/rivulet.db`;
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((db) => db.destroy()));
  rmSync(folder, { recursive: true });
});

async function openOne(): Promise<Db> {
  const db = await openStore(address);
  open.push(db);
  return db;
}

test.each([
  ["journal_mode", "wal"],
  ["synchronous", 2n],
  ["foreign_keys", 1n],
  ["recursive_triggers", 1n],
])("the live connection has %s = %s", async (pragma, value) => {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${pragma}`).execute(await openOne());
  expect(Object.values(rows[0] ?? {})).toEqual([value]);
});

test("opening again leaves the schema as it is, and it is that of a fresh one", async () => {
  await openOne();
  expect(await compareSchema(await openOne())).toEqual({ missing: [], changed: [], added: [] });
});

test("an address of no known kind is refused with a sentence", async () => {
  await expect(openStore("mysql://x")).rejects.toThrow(
    'The database address "mysql://x" is of no known kind',
  );
});

test("a second connection waits for a transaction of the first, without stopping the process", async () => {
  const [first, second] = [await openOne(), await openOne()];
  const order: string[] = [];
  const person = (mail: string) => ({ mail, created_at: 1 });
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const one = first.transaction().execute(async (tx) => {
    await tx.insertInto("people").values(person("one@example.org")).execute();
    await held;
    order.push("one");
  });
  const two = second.transaction().execute(async (tx) => {
    order.push("two");
    await tx.insertInto("people").values(person("two@example.org")).execute();
  });
  const three = second.insertInto("people").values(person("three@example.org")).execute();
  // By then both have found the lock taken: what leads there are microtasks.
  setImmediate(release);
  await Promise.all([one, two, three]);
  expect(order).toEqual(["one", "two"]);
  expect(await first.selectFrom("people").select("mail").execute()).toHaveLength(3);
});
