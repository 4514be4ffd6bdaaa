import { periodEndMs, periodOf } from "@rivulet/protocol";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { advanceClock } from "../../src/domain/advance-clock.js";
import { openClock } from "../../src/domain/clock.js";
import { donorOverview } from "../../src/domain/donor-overview.js";
import { balanceOf, budgetAt, setBudget } from "../../src/domain/donors.js";
import { markInstance } from "../../src/domain/instance.js";
import { publisherOverview } from "../../src/domain/publisher-overview.js";
import { duePeriods, settlePeriod } from "../../src/domain/settlement.js";
import { donorStatement, publisherStatement } from "../../src/domain/statement.js";
import { startSettling } from "../../src/settle-timer.js";
import {
  clickOn,
  MID_NOVEMBER,
  NOVEMBER_DUE,
  openInstance,
  type TestDonor,
  type TestInstance,
} from "../open-instance.js";

const DECEMBER = Date.parse("2026-12-15T12:00:00Z");
const JANUARY_DUE = Date.parse("2027-01-01T00:15:00Z");

let instance: TestInstance;
let anna: TestDonor;

beforeEach(async () => {
  instance = await openInstance();
  anna = await instance.addDonor("anna@example.org");
  await instance.addPublisher("marothro");
});

afterEach(() => instance.close());

async function click(at: number, ...paths: string[]): Promise<void> {
  const clicks = paths.map((path) => clickOn("marothro", path, { at }));
  await instance.recorder.record(anna.sender, clicks, at);
}

const settle = (period: Parameters<typeof settlePeriod>[1], now: number, settings = instance.settings) =>
  settlePeriod(instance.db, period, settings, now);

test("a period is settled from 15 minutes after its end on", async () => {
  await click(MID_NOVEMBER, "/a");
  expect(await duePeriods(instance.db, NOVEMBER_DUE - 1)).toEqual([]);
  await expect(settle("2026-11", NOVEMBER_DUE - 1)).rejects.toMatchObject({
    code: "period-not-over",
    message: "2026-11 can be settled from 2026-12-01T00:15:00.000Z on.",
  });
  expect(await duePeriods(instance.db, NOVEMBER_DUE)).toEqual(["2026-11"]);
  expect(await settle("2026-11", NOVEMBER_DUE)).toMatchObject({ given: 2_000_000n, again: false });
  expect(await duePeriods(instance.db, NOVEMBER_DUE)).toEqual([]);
});

test("periods are settled in order, and one without clicks is passed over", async () => {
  await click(MID_NOVEMBER, "/a");
  await click(JANUARY_DUE, "/a");
  expect(await duePeriods(instance.db, Date.parse("2027-03-01T00:00:00Z"))).toEqual(["2026-11", "2027-01"]);
  const february = Date.parse("2027-02-01T00:15:00Z");
  await expect(settle("2027-01", february)).rejects.toMatchObject({ code: "older-period-open" });
  await settle("2026-11", february);
  await settle("2027-01", february);
  await expect(settle("2026-12", february)).rejects.toMatchObject({ code: "period-passed" });
});

test("the budget in force at the period's end counts", async () => {
  const { db, settings } = instance;
  await click(MID_NOVEMBER, "/a");
  const set = (amount: bigint, at: number) =>
    db.transaction().execute((tx) => setBudget(tx, anna.id, amount, settings, at));
  await set(3_000_000n, periodEndMs("2026-11") - 1);
  await set(4_000_000n, periodEndMs("2026-11"));
  expect(await settle("2026-11", NOVEMBER_DUE)).toMatchObject({ given: 3_000_000n });
});

test("a budget set for a moment that has closed holds from the next period on, and two in a moment both stand", async () => {
  const { db, settings } = instance;
  await click(MID_NOVEMBER, "/a");
  await settle("2026-11", NOVEMBER_DUE);
  await db.transaction().execute(async (tx) => {
    await setBudget(tx, anna.id, 3_000_000n, settings, MID_NOVEMBER + 1);
    await setBudget(tx, anna.id, 4_000_000n, settings, MID_NOVEMBER + 1);
  });
  expect(await budgetAt(db, anna.id, periodEndMs("2026-11") - 1)).toBe(2_000_000n);
  expect(await budgetAt(db, anna.id, periodEndMs("2026-11"))).toBe(3_000_000n);
  expect(await budgetAt(db, anna.id, periodEndMs("2026-11") + 1)).toBe(4_000_000n);
});

test("a budget is at least the instance's minimum, or 0", async () => {
  const { db, settings } = instance;
  const set = (amount: bigint) =>
    db.transaction().execute((tx) => setBudget(tx, anna.id, amount, settings, MID_NOVEMBER + 1));
  await expect(set(1_999_999n)).rejects.toMatchObject({ code: "budget-too-small" });
  await set(0n);
  expect(await budgetAt(db, anna.id, MID_NOVEMBER + 1)).toBe(0n);
});

test("progress is told step by step to its end", async () => {
  await click(MID_NOVEMBER, "/a");
  const told: unknown[] = [];
  await settlePeriod(instance.db, "2026-11", instance.settings, NOVEMBER_DUE, {
    onProgress: (step) => told.push(step),
  });
  expect(told).toEqual([
    { step: "donors", done: 1, total: 1 },
    { step: "publishers", done: 1, total: 1 },
  ]);
});

test("two settlers at once move the money once", async () => {
  await click(MID_NOVEMBER, "/a", "/b");
  const both = await Promise.all([settle("2026-11", NOVEMBER_DUE), settle("2026-11", NOVEMBER_DUE)]);
  expect(both[0]?.given).toBe(2_000_000n);
  expect(both[1]?.given).toBe(2_000_000n);
  expect(await balanceOf(instance.db, anna.account)).toBe(8_000_000n);
});

test("who took every click back gives nothing and has no row", async () => {
  const taken = clickOn("marothro", "/a");
  await instance.recorder.record(anna.sender, [taken], MID_NOVEMBER);
  await instance.recorder.undo(anna.sender, taken.id, MID_NOVEMBER);
  expect(await settle("2026-11", NOVEMBER_DUE)).toMatchObject({ given: 0n, donors: 0, publishers: 0 });
});

test("what the donor's page shows before the end is what the settlement gives", async () => {
  const { db, settings } = instance;
  await click(MID_NOVEMBER, "/a", "/b", "/a");
  const before = await donorOverview(db, anna, NOVEMBER_DUE - 3_600_000, settings);
  expect(before).toMatchObject({
    budget: 2_000_000n,
    balance: 10_000_000n,
    funded: true,
    period: "2026-11",
    settled: [],
  });
  expect(before.clicks.map(({ worth }) => worth).toSorted()).toEqual([666_666n, 666_667n, 666_667n]);
  await settle("2026-11", NOVEMBER_DUE);
  const statement = await donorStatement(db, "2026-11", anna);
  const shares = new Map(statement.shares.map(({ id, amount }) => [id, amount]));
  for (const { id, worth } of before.clicks) expect(shares.get(id)).toBe(worth);
  const after = await donorOverview(db, anna, NOVEMBER_DUE, settings);
  expect(after).toMatchObject({
    balance: 8_000_000n,
    clicks: [],
    settled: [{ period: "2026-11", given: 2_000_000n, clicks: 3 }],
  });
});

test("what the publisher's page shows before the end is the gross of the settlement", async () => {
  const { db, settings } = instance;
  const publisher = await instance.addPublisher("marothro");
  await instance.addPublisher("second");
  await click(MID_NOVEMBER, "/a", "/b", "/a");
  await instance.recorder.record(anna.sender, [clickOn("second", "/a")], MID_NOVEMBER);
  const before = await publisherOverview(db, publisher, MID_NOVEMBER, settings);
  expect(before).toMatchObject({ balance: 0n, open: { clicks: 3, worth: 1_500_000n } });
  expect(before.things.map(({ url, clicks, worth }) => [url, clicks, worth])).toEqual([
    ["https://blog.example/a", 2, 1_000_000n],
    ["https://blog.example/b", 1, 500_000n],
  ]);
  await settle("2026-11", NOVEMBER_DUE);
  const after = await publisherOverview(db, publisher, NOVEMBER_DUE, settings);
  expect(after).toMatchObject({
    balance: 1_500_000n,
    open: { clicks: 0 },
    settled: [{ gross: 1_500_000n, fee: 0n }],
  });
  expect(await publisherStatement(db, "2026-11", publisher)).toMatchObject({
    gross: 1_500_000n,
    net: 1_500_000n,
  });
});

test("a statement of an open period is refused", async () => {
  await expect(donorStatement(instance.db, "2026-11", anna)).rejects.toMatchObject({ code: "not-settled" });
});

test("a demo's clock settles each period on its way, and never moves back", async () => {
  const { db, settings } = instance;
  let real = MID_NOVEMBER;
  await markInstance(db, { demo: true }, real);
  const clock = await openClock(db, () => real);
  await click(MID_NOVEMBER, "/a");
  const settled = await advanceClock(db, clock, DECEMBER, settings);
  expect(settled.map(({ period }) => period)).toEqual(["2026-11"]);
  expect([clock.now(), clock.real()]).toEqual([DECEMBER, MID_NOVEMBER]);
  real += 1000;
  expect((await openClock(db, () => real)).now()).toBe(DECEMBER + 1000);
  await expect(advanceClock(db, clock, DECEMBER, settings)).rejects.toMatchObject({
    code: "clock-backwards",
  });
  expect(periodOf(clock.now())).toBe("2026-12");
});

test("a clock that another process has moved is read again", async () => {
  const { db } = instance;
  await markInstance(db, { demo: true }, MID_NOVEMBER);
  const [server, command] = [
    await openClock(db, () => MID_NOVEMBER),
    await openClock(db, () => MID_NOVEMBER),
  ];
  await command.moveTo(db, DECEMBER);
  expect(server.now()).toBe(MID_NOVEMBER);
  await server.refresh(db);
  expect([server.now(), server.aheadMs]).toEqual([DECEMBER, DECEMBER - MID_NOVEMBER]);
});

test("the server settles what is due by a clock that the command has moved", async () => {
  const { db, settings } = instance;
  await markInstance(db, { demo: true }, MID_NOVEMBER);
  await click(MID_NOVEMBER, "/a");
  const [clock, command] = [await openClock(db, () => MID_NOVEMBER), await openClock(db, () => MID_NOVEMBER)];
  await command.moveTo(db, DECEMBER);
  let tellEnd = (_line: string) => {};
  const end = new Promise<string>((resolve) => {
    tellEnd = resolve;
  });
  const log = pino({}, { write: (line) => tellEnd(line) });
  const settling = await startSettling({ database: "sqlite::memory:", db, clock, settings, log });
  expect(JSON.parse(await end)).toMatchObject({ settled: 1 });
  await settling.stop();
  expect(await settle("2026-11", DECEMBER)).toMatchObject({ again: true });
});

test("only a demo's clock moves, and a real instance never becomes a demo", async () => {
  const { db } = instance;
  await markInstance(db, { demo: false }, MID_NOVEMBER);
  await markInstance(db, { demo: true }, MID_NOVEMBER);
  const clock = await openClock(db, () => MID_NOVEMBER);
  await expect(clock.moveTo(db, DECEMBER)).rejects.toMatchObject({ code: "not-a-demo" });
});
