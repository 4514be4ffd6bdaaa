import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkBooks } from "../../src/domain/check.js";
import { settleDue } from "../../src/domain/settle-due.js";
import { subscribe } from "../../src/domain/subscribe.js";
import { BLOG, MID_NOVEMBER, openInstance, type TestInstance } from "../open-instance.js";

let instance: TestInstance;

/** A subscription that has clicked in December and January, of which December is settled. */
beforeEach(async () => {
  instance = await openInstance();
  const anna = await instance.addDonor("anna@example.org");
  await instance.addPublisher("marothro");
  await instance.tokenFor(anna);
  for (const path of ["/a", "/b"]) {
    const call = { url: BLOG + path, publisher: "marothro", months: path === "/a" ? 3 : null } as const;
    await instance.db.transaction().execute((tx) => subscribe(tx, anna.sender, call, MID_NOVEMBER));
  }
  await settleDue(instance.db, Date.parse("2027-01-20T00:00:00Z"), instance.settings);
});

afterEach(() => instance.close());

test("books with subscriptions are called sound", async () => {
  expect(await checkBooks(instance.db)).toEqual({ ok: true, findings: [] });
});

test.each([
  [
    "a click of another thing",
    ["subscription_months_no_update"],
    `update subscription_months set click = (select c.id from clicks c where c.thing = 2 and c.period = '2027-01')
     where subscription = 1 and period = '2026-12'`,
    /another donor, site, thing or period: subscription 1, 2026-12/,
  ],
  [
    "a month that was taken out",
    ["subscription_months_no_delete"],
    "delete from subscription_months where subscription = 1 and period = '2026-12'",
    /left out a period: subscription 1/,
  ],
  [
    "a subscription that waits for ever",
    [],
    "delete from subscriptions_due where subscription = 2",
    /waits for another period than its next: subscription 2/,
  ],
  [
    "a subscription that would click again",
    [],
    "update subscriptions_due set period = '2026-12' where subscription = 1",
    /did not click in a period that is closed: subscription 1, 2026-12/,
  ],
  [
    "an end that was written back",
    ["subscription_ends_leave_closed_periods"],
    "insert into subscription_ends values (1, '2026-12', 1)",
    /a click outside its time: subscription 1, 2027-01/,
  ],
])("%s is found", async (_, guards, statement, finding) => {
  const { db } = instance;
  const { rows } = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger'`.execute(db);
  await sql.raw("pragma foreign_keys = off").execute(db);
  for (const guard of guards) await sql.raw(`drop trigger ${guard}`).execute(db);
  // The same click twice is what the column's own rule forbids, so it is freed first.
  if (statement.includes("c.thing = 2")) {
    await sql.raw("drop trigger subscription_months_no_delete").execute(db);
    await sql.raw("delete from subscription_months where subscription = 2").execute(db);
    guards = [...guards, "subscription_months_no_delete"];
  }
  await sql.raw(statement).execute(db);
  for (const { name, sql: text } of rows) if (guards.includes(name)) await sql.raw(text).execute(db);
  expect((await checkBooks(db)).findings).toContainEqual(expect.stringMatching(finding));
});
