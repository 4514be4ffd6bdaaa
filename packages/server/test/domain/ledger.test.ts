import { afterEach, beforeEach, expect, test } from "vitest";
import { balanceOf, budgetAt, setBudget } from "../../src/domain/donors.js";
import { derivedId } from "../../src/domain/id.js";
import { bookTransfer, ensureAccount } from "../../src/domain/ledger.js";
import { payIn } from "../../src/domain/pay-in.js";
import { findPerson, personFor } from "../../src/domain/people.js";
import { addPublisher, findPublisher, isVerified, publishersOf } from "../../src/domain/publishers.js";
import { MID_NOVEMBER, openInstance, type TestDonor, type TestInstance } from "../open-instance.js";

let instance: TestInstance;
let anna: TestDonor;

beforeEach(async () => {
  instance = await openInstance();
  anna = await instance.addDonor("anna@example.org", { paidIn: "1.00" });
});

afterEach(() => instance.close());

async function book(amount: bigint, now = 1) {
  return await instance.db.transaction().execute(async (tx) => {
    const from = await ensureAccount(tx, "bank");
    const id = derivedId("transfer", "test");
    return await bookTransfer(tx, { id, kind: "pay-in", from, to: anna.account, amount, period: null }, now);
  });
}

test("a transfer has two entries that sum to zero, and moves both balances", async () => {
  await book(5n);
  const entries = await instance.db.selectFrom("entries").select("amount").execute();
  expect(entries.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
  expect(await balanceOf(instance.db, anna.account)).toBe(1_000_005n);
});

test("the same transfer again, at any time, changes nothing; another under its id is refused", async () => {
  expect([await book(5n), await book(5n, 2)]).toEqual(["booked", "known"]);
  await expect(book(6n)).rejects.toMatchObject({ code: "transfer-differs" });
  expect(await balanceOf(instance.db, anna.account)).toBe(1_000_005n);
});

test("a pay-in is booked once by its reference, for one donor and amount", async () => {
  const bert = await instance.addDonor("bert@example.org", { paidIn: "0" });
  const pay = (donor: TestDonor, amount: bigint, reference = "r") =>
    instance.db.transaction().execute((tx) => payIn(tx, { donor, amount, reference }, MID_NOVEMBER));
  expect([await pay(anna, 7n), await pay(anna, 7n)]).toEqual(["booked", "known"]);
  await expect(pay(anna, 8n)).rejects.toMatchObject({ code: "reference-taken" });
  await expect(pay(bert, 7n)).rejects.toMatchObject({ code: "reference-taken" });
  await expect(pay(anna, 0n, "zero")).rejects.toMatchObject({ code: "invalid-amount" });
  for (const reference of ["", "  ", "a\0b", "x".repeat(141)]) {
    await expect(pay(anna, 7n, reference)).rejects.toMatchObject({ code: "invalid-reference" });
  }
  expect(await balanceOf(instance.db, anna.account)).toBe(1_000_007n);
});

test("a reference that is spaced otherwise is the same one, and books nothing more", async () => {
  const pay = (reference: string) =>
    instance.db
      .transaction()
      .execute((tx) => payIn(tx, { donor: anna, amount: 7n, reference }, MID_NOVEMBER));
  const outcomes: string[] = [];
  for (const reference of ["R 1", " R 1", "R 1 ", "R   1", "R\t1\n", "R\u00a01"])
    outcomes.push(await pay(reference));
  expect(outcomes).toEqual(["booked", ...Array.from({ length: 5 }, () => "known")]);
  expect(await balanceOf(instance.db, anna.account)).toBe(1_000_007n);
});

test("a single pay-in and a budget are at most a million units", async () => {
  const { db, settings } = instance;
  const million = 1_000_000_000_000n;
  const pay = (amount: bigint) =>
    db.transaction().execute((tx) => payIn(tx, { donor: anna, amount, reference: "much" }, MID_NOVEMBER));
  const set = (amount: bigint) =>
    db.transaction().execute((tx) => setBudget(tx, anna.id, amount, settings, MID_NOVEMBER + 1));
  await expect(pay(million + 1n)).rejects.toMatchObject({ code: "invalid-amount" });
  await expect(set(million + 1n)).rejects.toMatchObject({ code: "budget-too-large" });
  expect(await pay(million)).toBe("booked");
  await set(million);
  expect(await budgetAt(db, anna.id, MID_NOVEMBER + 1)).toBe(million);
});

test("a raised minimum binds new budgets only", async () => {
  const { db } = instance;
  const raised = { minimumBudget: 5_000_000n };
  const set = (amount: bigint) =>
    db.transaction().execute((tx) => setBudget(tx, anna.id, amount, raised, MID_NOVEMBER + 1));
  await set(2_000_000n);
  await expect(set(3_000_000n)).rejects.toMatchObject({ code: "budget-too-small" });
  expect(await budgetAt(db, anna.id, MID_NOVEMBER + 1)).toBe(2_000_000n);
});

test("a person is one mail address, in any case", async () => {
  const { db } = instance;
  const person = await db.transaction().execute((tx) => personFor(tx, " Anna@Example.ORG ", MID_NOVEMBER));
  expect(person.id).toBe(anna.person);
  const noMails = [
    "not a mail",
    "a\0@b.example",
    "a@b\u0007.example",
    "a@b.example\u0085",
    "a@\ud800",
    `${"a".repeat(250)}@b.example`,
  ];
  for (const mail of noMails) {
    await expect(findPerson(db, mail)).rejects.toMatchObject({ code: "invalid-mail" });
    await expect(db.transaction().execute((tx) => personFor(tx, mail, 1))).rejects.toMatchObject({
      code: "invalid-mail",
    });
  }
});

test("a handle is its person's, and its sites are origins", async () => {
  const { db } = instance;
  const add = (handle: string, person: bigint, sites: string[] = []) =>
    db.transaction().execute((tx) => addPublisher(tx, { handle, person, sites }, MID_NOVEMBER));
  const publisher = await add("marothro", anna.person, ["https://blog.example"]);
  await add("marothro", anna.person, ["https://other.example"]);
  expect(await isVerified(db, publisher.id, "https://other.example")).toBe(true);
  expect(await isVerified(db, publisher.id, "https://third.example")).toBe(false);
  expect((await publishersOf(db, anna.person)).map(({ handle }) => handle)).toEqual(["marothro"]);
  await instance.addDonor("bert@example.org");
  await expect(add("marothro", anna.person + 1n)).rejects.toMatchObject({ code: "handle-taken" });
  await expect(add("No Handle", anna.person)).rejects.toMatchObject({ code: "invalid-handle" });
  await expect(add("nosite", anna.person, ["https://a.example/path"])).rejects.toMatchObject({
    code: "invalid-site",
  });
  expect(await findPublisher(db, "nosite")).toBeNull();
});
