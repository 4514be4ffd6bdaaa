import { MAX_AMOUNT_MICROS } from "@rivulet/protocol";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settlePeriod } from "../../src/domain/settlement.js";
import { clickOn, MID_NOVEMBER, NOVEMBER_DUE, openInstance, type TestInstance } from "../open-instance.js";

/** Each rule is broken by hand, past all code, and the schema itself must say no. */
let instance: TestInstance;

const DECEMBER = Date.parse("2026-12-10T12:00:00Z");
const ID = "x'0199aaaaaaaa7aaa8aaaaaaaaaaaaaaa'";
const BANK = "(select id from accounts where kind = 'bank')";
const DONOR = "(select account from donors order by id limit 1)";
const PUBLISHER = "(select account from publishers where handle = 'marothro')";
const CLEARING = "(select id from accounts where period = '2026-11')";
const CLEARING_12 = "(select id from accounts where period = '2026-12')";
const FEES = "(select id from accounts where kind = 'fees')";
const ID_2 = "x'0199aaaaaaaa7aaa8aaaaaaaaaaaaab2'";
const ID_3 = "x'0199aaaaaaaa7aaa8aaaaaaaaaaaaab3'";
const CLEARING_TRANSFER = "(select id from transfers where kind = 'given' limit 1)";
const CLICK = "(select id from clicks where period = '2026-12' limit 1)";

beforeAll(async () => {
  instance = await openInstance({ env: { RIVULET_FEE_PERCENT: "10" } });
  const { db, settings, recorder } = instance;
  const anna = await instance.addDonor("anna@example.org");
  await instance.addDonor("bert@example.org");
  await instance.addPublisher("marothro");
  await instance.addPublisher("annas", { mail: "anna@example.org" });
  await recorder.record(anna.sender, [clickOn("marothro", "/a"), clickOn("marothro", "/b")], MID_NOVEMBER);
  await settlePeriod(db, "2026-11", settings, NOVEMBER_DUE);
  await recorder.record(anna.sender, [clickOn("marothro", "/a", { at: DECEMBER })], DECEMBER);
  await sql
    .raw(`insert into things (url, publisher, created_at) select 'https://blog.example/own', id, 1
    from publishers where handle = 'annas'`)
    .execute(db);
});

afterAll(() => instance.close());

const transfer = (kind: string, from: string, to: string, amount: string, period = "null", id = ID) =>
  `insert into transfers values (${id}, '${kind}', ${from}, ${to}, ${amount}, ${period}, 1)`;
const click = (more: { period?: string; connection?: string; thing?: string; id?: string } = {}) =>
  `insert into clicks values (${more.id ?? ID}, 1, ${more.connection ?? "1"}, ${more.thing ?? "1"}, '${more.period ?? "2026-12"}', 1)`;
const donorRow = (more: {
  period?: string;
  budget?: string;
  given?: string;
  clicks?: string;
  transfer?: string;
}) =>
  `insert into donor_settlements values ('${more.period ?? "2026-12"}', 1, ${more.budget ?? "2000000"}, 8000000,
    ${more.given ?? "2000000"}, ${more.clicks ?? "1"}, 0, ${more.transfer ?? ID})`;
const closing = (period: string, more: { at?: string; fee?: string; rule?: string } = {}) =>
  `insert into closings values ('${period}', ${more.at ?? "4000000000000"}, ${more.fee ?? "1000"}, 2000000, '${more.rule ?? "earliest-first"}')`;

test.each([
  [
    "a mail address is written in lower case",
    "insert into people (mail, created_at) values ('Anna@Example.org', 1)",
    /CHECK/,
  ],
  [
    "a mail address is a person's once",
    "insert into people (mail, created_at) values ('anna@example.org', 1)",
    /UNIQUE/,
  ],
  ["there is one bank", `insert into accounts values (${ID}, 'bank', null)`, /UNIQUE/],
  [
    "a period has one clearing account",
    `insert into accounts values (${ID}, 'clearing', '2026-11')`,
    /UNIQUE/,
  ],
  [
    "only clearing accounts have a period",
    `insert into accounts values (${ID}, 'donor', '2026-11')`,
    /CHECK/,
  ],
  ["a balance keeps its account", "update balances set kind = 'bank'", /keeps its account/],
  ["a balance is not deleted", "delete from balances", /not deleted/],
  ["a donor's balance is never below 0", transfer("given", DONOR, CLEARING, "8000001", "'2026-11'"), /CHECK/],
  ["a bank's balance is never above 0", "update balances set amount = 1 where kind = 'bank'", /CHECK/],
  ["an amount is above 0", transfer("pay-in", BANK, DONOR, "0"), /CHECK/],
  ["a pay-in is at most a million units", transfer("pay-in", BANK, DONOR, "1000000000001"), /CHECK/],
  [
    "any amount is at most 9·10^15",
    transfer("received", CLEARING, PUBLISHER, `${MAX_AMOUNT_MICROS + 1n}`, "'2026-11'"),
    /CHECK.*amount between/,
  ],
  [
    "a budget is at most a million units",
    "insert into budgets values (2, 1796083200001, 1000000000001)",
    /CHECK/,
  ],
  [
    "a mail address has no control character",
    "insert into people (mail, created_at) values ('a' || char(7) || '@b', 1)",
    /CHECK/,
  ],
  ["nor a NUL", "insert into people (mail, created_at) values ('a@b' || char(0) || 'c', 1)", /CHECK/],
  [
    "a reference is trimmed",
    "insert into pay_ins select reference || ' ', donor, transfer from pay_ins limit 1",
    /CHECK/,
  ],
  ["with single blanks", "insert into pay_ins select 'a  b', donor, transfer from pay_ins limit 1", /CHECK/],
  [
    "and no other ones",
    "insert into pay_ins select 'a' || char(9) || 'b', donor, transfer from pay_ins limit 1",
    /CHECK/,
  ],
  ["a transfer has two accounts", transfer("pay-in", BANK, BANK, "1"), /rule: a transfer runs|CHECK/],
  ["money comes in from the bank", transfer("pay-in", PUBLISHER, DONOR, "1"), /accounts of its kind/],
  [
    "a donor gives into clearing",
    transfer("given", DONOR, PUBLISHER, "1", "'2026-11'"),
    /accounts of its kind/,
  ],
  ["of the same period", transfer("given", DONOR, CLEARING, "1", "'2026-12'"), /accounts of its kind/],
  [
    "a publisher receives out of clearing",
    transfer("received", DONOR, PUBLISHER, "1", "'2026-11'"),
    /accounts of its kind/,
  ],
  ["a pay-in has no period", transfer("pay-in", BANK, DONOR, "1", "'2026-11'"), /CHECK/],
  [
    "a known id with another content is refused",
    transfer("pay-in", BANK, DONOR, "1", "null", "(select id from transfers where kind = 'pay-in' limit 1)"),
    /another content/,
  ],
  [
    "nothing is replaced",
    "insert or replace into transfers select id, kind, from_account, to_account, amount, period, 2 from transfers",
    /written once/,
  ],
  [
    "an entry is a side of its transfer",
    `insert into entries values (${ID}, 0, ${BANK}, -1)`,
    /side of its transfer/,
  ],
  ["an integer is no text", "update balances set amount = 'much'", /cannot store TEXT/],
  [
    "a donor has a donor's account",
    `insert into donors (person, account, created_at) values (3, ${BANK}, 1)`,
    /donor's account/,
  ],
  ["a donor keeps the account", `update donors set account = ${BANK}`, /keeps person and account/],
  ["a publisher keeps the owner", "update publishers set person = 2", /keeps person/],
  [
    "a handle is never given to anybody else",
    "update publishers set handle = 'other'",
    /keeps person, handle/,
  ],
  [
    "a publisher has a publisher's account",
    `insert into publishers (person, handle, account, created_at) values (1, 'new', ${BANK}, 1)`,
    /publisher's account/,
  ],
  [
    "a pay-in is a transfer to its donor",
    "insert into pay_ins select 'x', 2, transfer from pay_ins limit 1",
    /to its donor|UNIQUE/,
  ],
  [
    "a reference is booked once",
    "insert into pay_ins select reference, donor, transfer from pay_ins",
    /UNIQUE/,
  ],
  ["a budget holds from now on", "insert into budgets values (1, 1, 3000000)", /from now on/],
  [
    "a budget of a closed period stands",
    "insert into budgets values (2, 1796083199999, 3000000)",
    /from now on/,
  ],
  ["a thing keeps its payee", "update things set publisher = 2", /keeps url and publisher/],
  ["a closing period takes no click", click({ period: "2026-11" }), /takes no click/],
  ["a click is counted once", click({ id: CLICK }), /counted once/],
  [
    "own things cannot be clicked",
    click({ thing: "(select id from things where url like '%/own')" }),
    /own things/,
  ],
  ["a click comes through its donor's connection", click({ connection: "2" }), /connection of its donor/],
  ["a click has a thing", click({ thing: "99" }), /FOREIGN KEY/],
  [
    "a closing period takes no undo",
    "insert into undone select id, donor, connection, 1 from clicks where period = '2026-11'",
    /takes no undo/,
  ],
  ["a click is undone by its donor", `insert into undone values (${CLICK}, 2, 2, 1)`, /by its donor/],
  [
    "what is undone has been clicked",
    `insert into undone values (${ID}, 1, 1, 1)`,
    /by its donor|FOREIGN KEY/,
  ],
  [
    "what is undone unseen has no click",
    `insert into undone_unseen values (${CLICK}, 1, 1, 1)`,
    /has no click/,
  ],
  ["a count is never below 0", "update counts set clicks = -1", /CHECK/],
  ["a fee is at most 20 percent", "insert into fee_rates values (1, 0, 2001)", /CHECK/],
  ["a currency is three letters", "insert into terms values (1, 'eur', 2000000)", /CHECK/],
  ["a period closes once", closing("2026-11"), /once and in order/],
  ["periods close in order", closing("2026-10"), /once and in order/],
  ["a period with clicks is not passed over", closing("2027-01"), /once and in order/],
  ["a period closes when it is over", closing("2026-12", { at: "1798761599999" }), /CHECK/],
  ["the remainder rule is known", closing("2026-12", { rule: "latest-first" }), /CHECK/],
  ["an open period is not settled", donorRow({}), /FOREIGN KEY|rule/],
  ["a period is settled once", "insert into settlements values ('2026-11', 1, 0, 0)", /rule|UNIQUE/],
  ...[
    "accounts",
    "transfers",
    "entries",
    "budgets",
    "pay_ins",
    "clicks",
    "closings",
    "donor_settlements",
    "publisher_settlements",
    "settlements",
  ].map((table): [string, string, RegExp] => [
    `rows of ${table} are not deleted`,
    `delete from ${table}`,
    /written once/,
  ]),
  ["a transfer is not changed", "update transfers set amount = amount + 1", /written once/],
  ["a closing is not changed", "update closings set fee_basis_points = 0", /written once/],
  ["a frozen row is not changed", "update donor_settlements set given = 0", /written once/],
])("%s", async (_, statement, refusal) => {
  await expect(sql.raw(statement).execute(instance.db)).rejects.toThrow(refusal);
});

test.each([
  ["over all clicks", "2000000", donorRow({ clicks: "2" }), /all clicks of the period/],
  [
    "with the budget in force at the end",
    "2000000",
    donorRow({ budget: "3000000" }),
    /min\(balance, budget\)/,
  ],
  ["with what the rule says", "1999999", donorRow({ given: "1999999" }), /min\(balance, budget\)/],
  ["with the balance before", "1999999", donorRow({}), /is a transfer/],
  ["by a transfer", "2000000", donorRow({ transfer: CLICK }), /is a transfer/],
])("a donor is settled %s", async (_, given, statement, refusal) => {
  await inClosingDecember([transfer("given", DONOR, CLEARING_12, given, "'2026-12'"), statement], refusal);
});

test.each([
  [
    "donors",
    "donor_settlements",
    "settled_donors_are_final",
    "insert into donor_settlements values ('2026-11', 2, 2000000, 0, 0, 1, 0, null)",
  ],
  [
    "publishers",
    "publisher_settlements",
    "settled_publishers_are_final",
    `insert into publisher_settlements values ('2026-11', 2, 10, 0, 10, ${CLEARING_TRANSFER}, null)`,
  ],
])("a settled period is final for %s, whatever the other rules say", async (_, table, guard, statement) => {
  const attempt = instance.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_master where type = 'trigger' and tbl_name = ${table} and name <> ${guard}`.execute(
      tx,
    );
    for (const { name } of rows) await sql.raw(`drop trigger ${name}`).execute(tx);
    await expect(sql.raw(statement).execute(tx)).rejects.toThrow("rule: a settled period is final");
    await sql.raw(`drop trigger ${guard}`).execute(tx);
    await sql.raw(statement).execute(tx);
    throw new Error("rolled back");
  });
  await expect(attempt).rejects.toThrow("rolled back");
});

test("a settled period leaves no donor out", async () => {
  await inClosingDecember(["insert into settlements values ('2026-12', 1, 0, 0)"], /no donor out|add up/);
});

test("a settled period leaves nothing in clearing, and its totals are the sums of its rows", async () => {
  const taken = [transfer("given", DONOR, CLEARING_12, "2000000", "'2026-12'"), donorRow({})];
  await inClosingDecember(
    [...taken, "insert into settlements values ('2026-12', 1, 2000000, 0)"],
    /what publishers received/,
  );
});

test("the fee in force at a period's start is frozen", async () => {
  await expect(
    instance.db.transaction().execute(async (tx) => {
      await sql
        .raw("insert into fee_rates values (1, 0, 1000), (1797000000000, 1798761600000, 0)")
        .execute(tx);
      await sql.raw(closing("2026-12", { fee: "0" })).execute(tx);
    }),
  ).rejects.toThrow(/start of a period counts/);
});

test.each([
  ["at the start of a period", "(1797000000000, 1797000000000, 0)", false],
  ["from the next period on where it falls", "(1797000000000, 1798761600000, 1000)", true],
  ["one period later where it rises", "(1797000000000, 1798761600000, 1001)", false],
  ["from the period after next on where it rises", "(1797000000000, 1801440000000, 1001)", true],
  ["later than it is noted", "(1797000000000, 1796083200000, 0)", false],
])("a fee changes %s: %s", async (_, row, isTaken) => {
  const note = instance.db.transaction().execute(async (tx) => {
    await sql.raw("insert into fee_rates values (1, 0, 1000)").execute(tx);
    await sql.raw(`insert into fee_rates values ${row}`).execute(tx);
    throw new Error("rolled back");
  });
  await expect(note).rejects.toThrow(isTaken ? "rolled back" : "rise is announced one ahead");
});

test.each([
  [
    "the currency stays once money has moved",
    "insert into terms values (2, 'CHF', 2000000)",
    /currency stays/,
  ],
  ["terms hold from now on", "insert into terms values (1, 'EUR', 3000000)", /from now on/],
  ["a closing freezes the noted minimum", closing("2026-12"), /has noted counts/],
])("%s", async (_, statement, refusal) => {
  await expect(
    instance.db.transaction().execute(async (tx) => {
      await sql.raw("insert into terms values (1, 'EUR', 1000000)").execute(tx);
      await sql.raw(statement).execute(tx);
    }),
  ).rejects.toThrow(refusal);
});

test("a fee is rounded down, and what a publisher receives is a transfer", async () => {
  const taken = [transfer("given", DONOR, CLEARING_12, "2000000", "'2026-12'"), donorRow({})];
  const paid = (net: number) => transfer("received", CLEARING_12, PUBLISHER, `${net}`, "'2026-12'", ID_2);
  const row = (fee: number) =>
    `insert into publisher_settlements values ('2026-12', 1, 2000000, ${fee}, ${2_000_000 - fee}, ${ID_2}, ${ID_3})`;
  const kept = (fee: number) => transfer("fee", CLEARING_12, FEES, `${fee}`, "'2026-12'", ID_3);
  await inClosingDecember([...taken, paid(1_799_999), kept(200_001), row(200_001)], /rounded down/);
  await inClosingDecember([...taken, paid(1_800_000), kept(199_999), row(200_000)], /is a transfer/);
  await inClosingDecember([...taken, paid(1_799_999), kept(200_000), row(200_000)], /is a transfer/);
});

/** Closes December in a transaction that is never committed. */
async function inClosingDecember(statements: string[], refusal: RegExp): Promise<void> {
  const opening = [
    closing("2026-12"),
    `insert into accounts values (x'0199bbbbbbbb7bbb8bbbbbbbbbbbbbbb', 'clearing', '2026-12')`,
  ];
  const last = statements.length + opening.length - 1;
  await expect(
    instance.db.transaction().execute(async (tx) => {
      for (const [n, statement] of [...opening, ...statements].entries()) {
        if (n < last) await sql.raw(statement).execute(tx);
        else await expect(sql.raw(statement).execute(tx)).rejects.toThrow(refusal);
      }
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
}
