import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkBooks } from "../../src/domain/check.js";
import { settlePeriod } from "../../src/domain/settlement.js";
import { clickOn, MID_NOVEMBER, NOVEMBER_DUE, openInstance, type TestInstance } from "../open-instance.js";

let instance: TestInstance;

beforeEach(async () => {
  instance = await openInstance({ env: { RIVULET_FEE_PERCENT: "10" } });
  const { db, settings, recorder } = instance;
  const anna = await instance.addDonor("anna@example.org");
  const bert = await instance.addDonor("bert@example.org");
  await instance.addPublisher("marothro");
  await instance.addPublisher("second");
  await recorder.record(anna.sender, [clickOn("marothro", "/a"), clickOn("second", "/b")], MID_NOVEMBER);
  await recorder.record(bert.sender, [clickOn("marothro", "/a")], MID_NOVEMBER);
  await settlePeriod(db, "2026-11", settings, NOVEMBER_DUE);
});

afterEach(() => instance.close());

test("sound books are called sound", async () => {
  expect(await checkBooks(instance.db)).toEqual({ ok: true, findings: [] });
});

/** Whoever owns the file can drop the guards; check finds what was done behind them. */
async function damage(guards: string[], ...statements: string[]): Promise<string[]> {
  const { db } = instance;
  const kept = await sql<{
    name: string;
    sql: string;
  }>`select name, sql from sqlite_master where type = 'trigger'`.execute(db);
  await sql.raw("pragma foreign_keys = off").execute(db);
  for (const guard of guards) await sql.raw(`drop trigger ${guard}`).execute(db);
  for (const statement of statements) await sql.raw(statement).execute(db);
  for (const { name, sql: text } of kept.rows) if (guards.includes(name)) await sql.raw(text).execute(db);
  const { ok, findings } = await checkBooks(db);
  expect(ok).toBe(false);
  return findings;
}

test.each([
  [
    "a balance raised by hand",
    [],
    ["update balances set amount = amount + 1 where kind = 'publisher'"],
    /A balance is not the sum/,
  ],
  [
    "an entry changed",
    ["entries_no_update"],
    [
      "update entries set amount = amount + 1 where side = 1 and transfer = (select transfer from entries limit 1)",
    ],
    /entries together do not sum to zero/,
  ],
  [
    "an entry deleted",
    ["entries_no_delete"],
    ["delete from entries where side = 0"],
    /has not its two entries/,
  ],
  [
    "a transfer deleted",
    ["transfers_no_delete"],
    ["delete from transfers where kind = 'pay-in'"],
    /An entry has no transfer/,
  ],
  [
    "a frozen gift changed",
    ["donor_settlements_no_update"],
    ["update donor_settlements set given = given - 1 where donor = 1"],
    /not what the rule says: 2026-11, donor 1/,
  ],
  [
    "a budget written back",
    ["budgets_no_update"],
    ["update budgets set amount = 3000000 where donor = 2"],
    /budget of a settled donor.*: 2026-11, donor 2/,
  ],
  [
    "a count raised",
    [],
    ["update counts set clicks = clicks + 1 where thing = 1"],
    /A count is not .*thing 1 /,
  ],
  [
    "a click deleted after its settlement",
    ["clicks_no_delete"],
    ["delete from clicks where donor = 1 and thing = 1"],
    /not those that were frozen: 2026-11, donor 1/,
  ],
  [
    "a click moved to another publisher",
    ["clicks_no_update"],
    ["update clicks set thing = 1 where donor = 1"],
    /gross is not the sum of the shares: 2026-11, publisher 2/,
  ],
  [
    "a settled click taken back",
    ["undone_in_an_open_period"],
    ["insert into undone select id, donor, connection, 1 from clicks where donor = 2"],
    /not those that were frozen: 2026-11, donor 2/,
  ],
  [
    "a donor who was left out",
    ["donor_settlements_no_delete"],
    ["delete from donor_settlements where donor = 2"],
    /A click of a closed period was never settled/,
  ],
  [
    "a period settled twice",
    [],
    [
      `insert into transfers select x'0199aaaaaaaa7aaa8aaaaaaaaaaaaaaa', kind, from_account, to_account, amount, period, 2
       from transfers where kind = 'given' limit 1`,
    ],
    /settled twice: transfer 0199aaaaaaaa7aaa8aaaaaaaaaaaaaaa/,
  ],
  [
    "a fee changed",
    ["publisher_settlements_no_update"],
    ["update publisher_settlements set fee = fee + 1, net = net - 1 where publisher = 1"],
    /fee is not the frozen one, rounded down: 2026-11, publisher 1/,
  ],
  [
    "a pay-in without its reference",
    ["pay_ins_no_delete"],
    ["delete from pay_ins where donor = 1"],
    /Money came in without a reference/,
  ],
  [
    "totals changed",
    ["settlements_no_update"],
    ["update settlements set given = given + 1"],
    /totals of a settled period .*: 2026-11/,
  ],
])("%s is found", async (_, guards, statements, finding) => {
  expect(await damage(guards, ...statements)).toContainEqual(expect.stringMatching(finding));
});

test("a guard that was dropped, changed or added is named", async () => {
  const { db } = instance;
  await sql.raw("drop trigger transfers_no_update").execute(db);
  await sql.raw("drop trigger clicks_no_delete").execute(db);
  await sql.raw("create trigger clicks_no_delete before delete on clicks begin select 1; end").execute(db);
  await sql.raw("create table extra (a integer)").execute(db);
  expect((await checkBooks(db)).findings).toEqual([
    "The schema lacks a part that guards the books: trigger transfers_no_update.",
    "A part of the schema was changed: trigger clicks_no_delete.",
    "The schema has a part that is not ours: table extra.",
  ]);
});
