import type { Period, SubscriptionMonths } from "@rivulet/protocol";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { advanceClock } from "../../src/domain/advance-clock.js";
import { checkBooks } from "../../src/domain/check.js";
import { openClock } from "../../src/domain/clock.js";
import { revokeConnection } from "../../src/domain/connections.js";
import { setBudget } from "../../src/domain/donors.js";
import { markInstance } from "../../src/domain/instance.js";
import { makeSubscriptionClicks } from "../../src/domain/make-subscription-clicks.js";
import { readMe } from "../../src/domain/me.js";
import { planSettlement } from "../../src/domain/plan-settlement.js";
import { settleDue } from "../../src/domain/settle-due.js";
import { settlePeriod } from "../../src/domain/settlement.js";
import { donorStatement, publisherStatement } from "../../src/domain/statement.js";
import { subscribe, unsubscribe } from "../../src/domain/subscribe.js";
import { standingSubscriptions } from "../../src/domain/subscriptions.js";
import {
  BLOG,
  clickOn,
  MID_NOVEMBER,
  NOVEMBER_DUE,
  openInstance,
  type TestDonor,
  type TestInstance,
} from "../open-instance.js";
import { guardText } from "../store/guard-text.js";

const at = (time: string) => Date.parse(`${time}Z`);
const FIRST_OF_DECEMBER = at("2026-12-01T00:00:00");
const MID_DECEMBER = at("2026-12-15T12:00:00");
const DECEMBER_DUE = at("2027-01-01T00:15:00");

let instance: TestInstance;
let anna: TestDonor;

beforeEach(async () => {
  instance = await openInstance();
  anna = await instance.addDonor("anna@example.org");
  await instance.addPublisher("marothro");
  await instance.addPublisher("second");
  await instance.tokenFor(anna);
});

afterEach(async () => {
  expect(await checkBooks(instance.db)).toEqual({ ok: true, findings: [] });
  await instance.close();
});

type Wanted = {
  months?: SubscriptionMonths;
  publisher?: string;
  at?: number;
  path?: string;
  donor?: TestDonor;
};

async function put(wanted: Wanted = {}): Promise<string | null> {
  const { months = 3, publisher = "marothro", path = "/a", donor = anna } = wanted;
  const call = { url: new URL(path, BLOG).href, publisher, months };
  const made = await instance.db
    .transaction()
    .execute((tx) => subscribe(tx, donor.sender, call, wanted.at ?? MID_NOVEMBER));
  if (made.refusal !== null) throw new Error(made.refusal);
  return made.until;
}

async function end(now: number, publisher = "marothro"): Promise<void> {
  const thing = { url: `${BLOG}/a`, publisher };
  await instance.db.transaction().execute((tx) => unsubscribe(tx, anna.sender, thing, now));
}

const make = (now: number) => makeSubscriptionClicks(instance.db, now);

type Made = { period: string; received_at: bigint; id: string };

async function clicks(): Promise<Made[]> {
  const { rows } = await sql<Made>`select period, received_at, lower(hex(id)) as id from clicks
    where not exists (select 1 from undone u where u.id = clicks.id) order by period, id`.execute(
    instance.db,
  );
  return rows;
}

const periods = async () => (await clicks()).map(({ period }) => period);
const settle = (period: Period, now: number) => settlePeriod(instance.db, period, instance.settings, now);
const standing = (period: Period) => standingSubscriptions(instance.db, { donor: anna.id }, period);

test("it begins with the next period: nothing is clicked in the one in which it is made", async () => {
  expect(await put()).toBe("2027-02");
  expect(await make(at("2026-11-30T23:59:59"))).toBe(0);
  expect(await make(FIRST_OF_DECEMBER)).toBe(1);
  expect(await clicks()).toMatchObject([{ period: "2026-12", received_at: BigInt(FIRST_OF_DECEMBER) }]);
});

test("made twice, and by two at once, there is one click a period", async () => {
  await put();
  await Promise.all([make(MID_DECEMBER), make(MID_DECEMBER), make(MID_DECEMBER)]);
  const [once] = await clicks();
  expect(await make(MID_DECEMBER)).toBe(0);
  expect(await clicks()).toEqual([once]);
});

test("the click's id is a UUID of version 7 that follows from subscription and period", async () => {
  await put();
  await make(FIRST_OF_DECEMBER);
  const [{ id } = { id: "" }] = await clicks();
  expect(id.slice(0, 12)).toBe(FIRST_OF_DECEMBER.toString(16).padStart(12, "0"));
  expect(id.slice(12, 17)).toMatch(/^7...[89ab]$/);
});

test.each<[SubscriptionMonths, number]>([
  [3, 3],
  [6, 6],
  [12, 12],
  [null, 14],
])("of %j months %i click within fourteen", async (months, number) => {
  await put({ months });
  expect(await make(at("2028-01-20T00:00:00"))).toBe(number);
  expect((await periods())[0]).toBe("2026-12");
  expect(await standing("2028-01")).toHaveLength(months === null ? 1 : 0);
});

test("a server that was down on the 1st makes the click at its next start, while the period is open", async () => {
  await put({ months: null });
  await settleDue(instance.db, at("2027-02-20T00:00:00"), instance.settings);
  expect(await periods()).toEqual(["2026-12", "2027-01", "2027-02"]);
  const settled = await instance.db.selectFrom("settlements").select("period").execute();
  expect(settled.map(({ period }) => period)).toEqual(["2026-12", "2027-01"]);
});

test("it is funded and split like the others, and the statements hold", async () => {
  await put();
  await make(FIRST_OF_DECEMBER);
  await instance.recorder.record(anna.sender, [clickOn("second", "/b", { at: MID_DECEMBER })], MID_DECEMBER);
  const settled = await settle("2026-12", DECEMBER_DUE);
  expect(settled).toMatchObject({ given: 2_000_000n, donors: 1, publishers: 2 });
  const statement = await donorStatement(instance.db, "2026-12", anna);
  expect(statement.shares.map(({ publisher, amount }) => [publisher, amount])).toEqual([
    ["marothro", 1_000_000n],
    ["second", 1_000_000n],
  ]);
  const marothro = await instance.addPublisher("marothro");
  expect(await publisherStatement(instance.db, "2026-12", marothro)).toMatchObject({ gross: 1_000_000n });
  expect(await settle("2026-12", DECEMBER_DUE)).toEqual({ ...settled, again: true });
});

test("a settlement makes what was not made, a dry run counts it and makes nothing", async () => {
  await put();
  const planned = await planSettlement(instance.db, "2026-12", instance.settings, DECEMBER_DUE);
  expect(planned).toMatchObject({ given: 2_000_000n, donors: 1 });
  expect(await clicks()).toEqual([]);
  expect(await settle("2026-12", DECEMBER_DUE)).toEqual(planned);
  expect(await periods()).toEqual(["2026-12"]);
});

test("a month counts whether funded or not: unfunded and paused ones click, and expire", async () => {
  const poor = await instance.addDonor("poor@example.org", { paidIn: "0" });
  await instance.tokenFor(poor);
  await put({ donor: poor });
  await put();
  await instance.db
    .transaction()
    .execute((tx) => setBudget(tx, anna.id, 0n, instance.settings, MID_NOVEMBER + 1));
  expect(await make(FIRST_OF_DECEMBER)).toBe(2);
  expect(await settle("2026-12", DECEMBER_DUE)).toMatchObject({ given: 0n, donors: 2 });
  expect(await standing("2027-01")).toMatchObject([{ until: "2027-02" }]);
});

test("an undo takes that month's click only, and it is not made again", async () => {
  await put();
  await make(FIRST_OF_DECEMBER);
  const { mine } = await readMe(instance.db, anna.sender, [`${BLOG}/a`], MID_DECEMBER);
  const last = mine.get(`${BLOG}/a`)?.last ?? "";
  await instance.recorder.undo(anna.sender, last, MID_DECEMBER);
  await make(MID_DECEMBER);
  expect(await periods()).toEqual([]);
  await make(DECEMBER_DUE);
  expect(await periods()).toEqual(["2027-01"]);
});

test("me tells clicks and subscription; after its last period there is none", async () => {
  await put();
  await make(FIRST_OF_DECEMBER);
  const told = async (now: number) =>
    (await readMe(instance.db, anna.sender, [`${BLOG}/a`], now)).mine.get(`${BLOG}/a`);
  const subscription = { months: 3, until: "2027-02" };
  expect(await told(MID_DECEMBER)).toMatchObject({ clicks: 1, subscription });
  expect(await told(at("2027-02-28T23:59:59"))).toMatchObject({ subscription });
  expect(await told(at("2027-03-01T00:00:00"))).toMatchObject({ subscription: null });
});

test("changed in its course it counts anew from the next period, and no period has two clicks or none", async () => {
  await put({ months: 6 });
  // Nobody has made December's click yet when the change comes.
  expect(await put({ months: 3, at: MID_DECEMBER })).toBe("2027-03");
  await make(at("2027-12-31T00:00:00"));
  expect(await periods()).toEqual(["2026-12", "2027-01", "2027-02", "2027-03"]);
});

test("the same wish again changes nothing", async () => {
  await put();
  await put();
  await put({ months: null, path: "/b" });
  await put({ months: null, path: "/b", at: MID_DECEMBER });
  expect(await instance.db.selectFrom("subscriptions").select("id").execute()).toHaveLength(2);
});

test("ended, it makes no further click, and those that it made stay", async () => {
  await put();
  await make(FIRST_OF_DECEMBER);
  await end(MID_DECEMBER);
  await make(at("2027-06-01T00:00:00"));
  expect(await periods()).toEqual(["2026-12"]);
  expect(await standing("2026-12")).toEqual([]);
});

test("it ends when the site is revoked, and a site that was revoked makes none", async () => {
  await put();
  const { connection } = anna.sender;
  await instance.db
    .transaction()
    .execute((tx) => revokeConnection(tx, anna.id, connection, { real: Date.now(), now: MID_NOVEMBER }));
  expect(await standing("2026-11")).toEqual([]);
  expect(await make(MID_DECEMBER)).toBe(0);
  await expect(put()).rejects.toMatchObject({ code: "invalid-token" });
});

test.each([
  ["publisher-closed", "update publishers set closed_at = 1 where handle = 'marothro'"],
  [
    "url-not-allowed",
    "insert into publisher_sites (publisher, origin, verified_at) select id, 'https://blog.example', 1 from publishers where handle = 'second'",
  ],
  [
    "own-thing",
    "update publishers set person = (select person from donors limit 1) where handle = 'marothro'",
  ],
])("%s at the start of a period makes no click, and the donor is told", async (refusal, statement) => {
  await put();
  const kept = "publishers_keep_their_owner";
  await sql.raw(`drop trigger ${kept}`).execute(instance.db);
  await sql.raw(statement).execute(instance.db);
  await sql.raw(guardText(kept)).execute(instance.db);
  expect(await make(MID_DECEMBER)).toBe(0);
  expect(await standing("2026-12")).toMatchObject([{ rests: refusal, until: "2027-02" }]);
  expect(await settle("2026-12", DECEMBER_DUE)).toMatchObject({ given: 0n, donors: 0 });
});

test("a demo's clock makes every month's click on its way and settles each", async () => {
  const { db, settings } = instance;
  await markInstance(db, { demo: true }, MID_NOVEMBER);
  const clock = await openClock(db, () => MID_NOVEMBER);
  await put({ months: null });
  const settled = await advanceClock(db, clock, at("2027-03-10T00:00:00"), settings);
  expect(settled.map(({ period }) => period)).toEqual(["2026-12", "2027-01", "2027-02"]);
  expect(await periods()).toEqual(["2026-12", "2027-01", "2027-02", "2027-03"]);
  const closings = await db.selectFrom("closings").select(["period", "closing_at"]).execute();
  expect(closings[0]).toEqual({ period: "2026-12", closing_at: BigInt(DECEMBER_DUE) });
});

test("three hundred are made in batches, each once", { timeout: 30_000 }, async () => {
  const { db } = instance;
  for (let n = 0; n < 3; n++) {
    const sender = await instance.connect(anna, `https://s${n}.example`);
    await instance.tokenFor(anna, sender.site);
    await db.transaction().execute(async (tx) => {
      for (let path = 0; path < 100; path++) {
        const call = { url: `${sender.site}/${path}`, publisher: "marothro", months: null };
        await subscribe(tx, sender, call, MID_NOVEMBER);
      }
    });
  }
  expect(await make(MID_DECEMBER)).toBe(300);
  expect(await periods()).toHaveLength(300);
});

test("November, in which it was made, settles without it", async () => {
  await put();
  await instance.recorder.record(anna.sender, [clickOn("marothro", "/a")], MID_NOVEMBER);
  expect(await settle("2026-11", NOVEMBER_DUE)).toMatchObject({ given: 2_000_000n });
  expect(await periods()).toEqual(["2026-11"]);
});
