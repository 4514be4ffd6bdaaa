import type { Period } from "@rivulet/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { closePeriod, findClosing } from "../../src/domain/closing.js";
import { feeInForce, noteFee } from "../../src/domain/fee.js";
import { noteTerms, withNotedTerms } from "../../src/domain/terms.js";
import { MID_NOVEMBER, NOVEMBER_DUE, openInstance, type TestInstance } from "../open-instance.js";

const UNNOTED = 99;

let instance: TestInstance;

beforeEach(async () => {
  instance = await openInstance();
});

afterEach(() => instance.close());

const at = (text: string) => Date.parse(`${text}T12:00:00Z`);
const fee = (basisPoints: number, day: string) =>
  instance.db.transaction().execute((tx) => noteFee(tx, basisPoints, at(day)));
const note = (terms: Partial<typeof instance.settings>, now = MID_NOVEMBER) =>
  instance.db.transaction().execute((tx) => noteTerms(tx, { ...instance.settings, ...terms }, now));

async function fees(...periods: Period[]): Promise<number[]> {
  const found: number[] = [];
  for (const period of periods) found.push(await feeInForce(instance.db, period, UNNOTED));
  return found;
}

test("the first fee holds from the beginning, and where none is noted what is set counts", async () => {
  expect(await fees("2026-11")).toEqual([UNNOTED]);
  await fee(100, "2026-11-15");
  expect(await fees("2026-10", "2026-11")).toEqual([100, 100]);
});

test("a rise of the fee on a month's last day leaves the next month alone, and holds from the one after", async () => {
  await fee(100, "2026-11-15");
  await fee(200, "2026-11-30");
  await fee(200, "2026-12-24");
  expect(await fees("2026-11", "2026-12", "2027-01")).toEqual([100, 100, 200]);
});

test("a fall of the fee holds from the next month on", async () => {
  await fee(100, "2026-11-15");
  await fee(50, "2026-11-30");
  expect(await fees("2026-11", "2026-12", "2027-01")).toEqual([100, 50, 50]);
});

test("a rise that is taken back before it holds never holds, and a smaller rise is one too", async () => {
  await fee(100, "2026-11-15");
  await fee(300, "2026-11-16");
  await fee(100, "2026-11-17");
  expect(await fees("2026-12", "2027-01")).toEqual([100, 100]);
  await fee(300, "2026-11-18");
  await fee(200, "2026-11-19");
  expect(await fees("2026-11", "2026-12", "2027-01")).toEqual([100, 100, 200]);
});

test("two fees in one millisecond both stand, and the later counts", async () => {
  await fee(100, "2026-11-15");
  await fee(50, "2026-11-15");
  await fee(20, "2026-11-15");
  expect(await fees("2026-11", "2026-12")).toEqual([100, 20]);
});

test("a closing freezes what the server has noted, whatever its caller's settings say", async () => {
  const { db, settings } = instance;
  await note({ minimumBudget: 3_000_000n, feeBasisPoints: 250 });
  const strange = { ...settings, minimumBudget: 1n, feeBasisPoints: 2000 };
  await db.transaction().execute((tx) => closePeriod(tx, "2026-11", strange, NOVEMBER_DUE));
  const closing = { period: "2026-11", feeBasisPoints: 250, minimum: 3_000_000n };
  expect(await findClosing(db, "2026-11")).toEqual(closing);
});

test("the terms that were noted last count, and the same again changes nothing", async () => {
  const { db, settings } = instance;
  expect(await withNotedTerms(db, settings, false)).toEqual(settings);
  for (const minimumBudget of [3_000_000n, 3_000_000n, 4_000_000n]) await note({ minimumBudget });
  expect(await db.selectFrom("terms").select("minimum_budget").execute()).toHaveLength(2);
  expect(await withNotedTerms(db, settings, true)).toEqual({ ...settings, minimumBudget: 4_000_000n });
});

test("a currency can be set until money has moved, and then no other is taken", async () => {
  const { db, settings } = instance;
  await note({ currency: "CHF" });
  await note({ currency: "EUR" });
  await instance.addDonor("anna@example.org");
  await expect(note({ currency: "CHF" })).rejects.toMatchObject({ code: "other-currency" });
  const shell = { ...settings, currency: "CHF" };
  await expect(withNotedTerms(db, shell, true)).rejects.toMatchObject({
    code: "other-currency",
    message: "RIVULET_CURRENCY must be EUR, since the money of this instance is, not CHF.",
  });
  expect(await withNotedTerms(db, shell, false)).toEqual(settings);
});
