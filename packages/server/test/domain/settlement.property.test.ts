import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { checkBooks } from "../../src/domain/check.js";
import { balanceOf, setBudget } from "../../src/domain/donors.js";
import { uuidBytes, uuidText } from "../../src/domain/id.js";
import { makeSubscriptionClicks } from "../../src/domain/make-subscription-clicks.js";
import { payIn } from "../../src/domain/pay-in.js";
import { planSettlement } from "../../src/domain/plan-settlement.js";
import type { Publisher } from "../../src/domain/publishers.js";
import { settlePeriod } from "../../src/domain/settlement.js";
import { donorStatement, publisherStatement } from "../../src/domain/statement.js";
import { subscribe } from "../../src/domain/subscribe.js";
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
import { type Model, settleModel } from "./settlement-model.js";

const MID_OCTOBER = Date.parse("2026-10-15T12:00:00Z");
const PERIOD_START = Date.parse("2026-11-01T00:00:00Z");
const PERIOD_END = Date.parse("2026-12-01T00:00:00Z");
const MINIMUM = 2_000_000n;

/** Amounts near the edges of the rule: the minimum, a budget, and odd micros that do not divide. */
const amount = fc.oneof(
  fc.bigInt({ min: MINIMUM, max: MINIMUM + 7n }),
  fc.bigInt({ min: MINIMUM, max: 50_000_000n }),
  fc.constantFrom(3_000_000n, 5_000_000n, 999_999_999_999n),
);
const balance = fc.oneof(amount, fc.bigInt({ min: 0n, max: MINIMUM }), fc.constant(0n));

const donorWish = fc.record({
  balance,
  budget: amount,
  later: fc.option(fc.record({ amount: fc.oneof(amount, fc.constant(0n)), inPeriod: fc.boolean() })),
});
const clickWish = fc.record({
  donor: fc.nat(4),
  publisher: fc.nat(3),
  path: fc.nat(2),
  // Few instants, so that many clicks tie and the id decides.
  tick: fc.nat(3),
  undone: fc.boolean(),
});
const subscriptionWish = fc.record({
  donor: fc.nat(4),
  publisher: fc.nat(3),
  path: fc.nat(2),
  undone: fc.boolean(),
});
const world = fc.record({
  donors: fc.array(donorWish, { minLength: 1, maxLength: 5 }),
  publishers: fc.integer({ min: 1, max: 4 }),
  /** Whether the first donor's person is the first publisher too. */
  owns: fc.boolean(),
  clicks: fc.array(clickWish, { maxLength: 40 }),
  subscriptions: fc.array(subscriptionWish, { maxLength: 6 }),
  feeBasisPoints: fc.constantFrom(0, 1, 250, 333, 2000),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

test("a settlement is what a second telling of the rules says, to the micro, whatever the world", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(world, async (wish) => {
      const instance = await openInstance({ env: { RIVULET_FEE_PERCENT: `${wish.feeBasisPoints / 100}` } });
      try {
        await compare(instance, await build(instance, wish));
      } finally {
        await instance.close();
      }
    }),
    { numRuns: 60 },
  );
});

type Built = { model: Model; donors: TestDonor[]; publishers: Publisher[] };

async function build(instance: TestInstance, wish: World): Promise<Built> {
  const donors: TestDonor[] = [];
  for (const n of wish.donors.keys()) {
    donors.push(await instance.addDonor(`d${n}@example.org`, { budget: null, paidIn: "0" }));
  }
  const publishers: Publisher[] = [];
  for (let n = 0; n < wish.publishers; n++) {
    const mail = wish.owns && n === 0 ? "d0@example.org" : `p${n}@example.org`;
    publishers.push(await instance.addPublisher(`p${n}`, { mail }));
  }
  const model: Model = {
    donors: [],
    clicks: [],
    own: wish.owns ? [["d0", "p0"]] : [],
    minimum: MINIMUM,
    feeBasisPoints: wish.feeBasisPoints,
    periodEnd: PERIOD_END,
  };
  for (const [n, donorWished] of wish.donors.entries()) {
    model.donors.push(await endow(instance, donors[n] as TestDonor, `d${n}`, donorWished));
  }
  await clickByMonth(instance, { model, donors, publishers }, wish.subscriptions);
  await sql.raw("drop trigger clicks_are_not_for_oneself").execute(instance.db);
  for (const clickWished of wish.clicks) await press(instance, { model, donors, publishers }, clickWished);
  await sql.raw(guardText("clicks_are_not_for_oneself")).execute(instance.db);
  return { model, donors, publishers };
}

async function endow(instance: TestInstance, donor: TestDonor, name: string, wish: World["donors"][number]) {
  const budgets = [{ fromAt: MID_NOVEMBER, amount: wish.budget }];
  if (wish.later) {
    budgets.push({ fromAt: wish.later.inPeriod ? PERIOD_END - 1 : PERIOD_END, amount: wish.later.amount });
  }
  await instance.db.transaction().execute(async (tx) => {
    for (const { fromAt, amount } of budgets)
      await setBudget(tx, donor.id, amount, instance.settings, fromAt);
    if (wish.balance > 0n) await payIn(tx, { donor, amount: wish.balance, reference: name }, MID_NOVEMBER);
  });
  return { name, balance: wish.balance, budgets };
}

/** Subscriptions of October click on the 1st, once however often they are made; those that were refused or made twice click not at all. */
async function clickByMonth(instance: TestInstance, built: Built, wishes: World["subscriptions"]) {
  const { db } = instance;
  const undone = new Set<string>();
  for (const wish of wishes) {
    const donor = built.donors[wish.donor % built.donors.length] as TestDonor;
    const handle = `p${wish.publisher % built.publishers.length}`;
    const url = new URL(`/${wish.path}`, BLOG).href;
    await instance.tokenFor(donor);
    const call = { url, publisher: handle, months: 3 } as const;
    await db.transaction().execute((tx) => subscribe(tx, donor.sender, call, MID_OCTOBER));
    if (wish.undone) undone.add(`${donor.mail} ${handle} ${url}`);
  }
  await makeSubscriptionClicks(db, MID_NOVEMBER);
  expect(await makeSubscriptionClicks(db, MID_NOVEMBER)).toBe(0);
  const { rows } = await sql<{ id: Uint8Array; donor: bigint; handle: string; url: string }>`
    select c.id, c.donor, p.handle, t.url from clicks c join things t on t.id = c.thing
    join publishers p on p.id = t.publisher`.execute(db);
  for (const { id, donor: donorId, handle, url } of rows) {
    const n = built.donors.findIndex((donor) => donor.id === donorId);
    const donor = built.donors[n] as TestDonor;
    const isUndone = undone.has(`${donor.mail} ${handle} ${url}`);
    const click = {
      id: uuidText(id),
      donor: `d${n}`,
      publisher: handle,
      receivedAt: PERIOD_START,
      undone: isUndone,
    };
    if (isUndone) await instance.recorder.undo(donor.sender, click.id, MID_NOVEMBER);
    built.model.clicks.push(click);
  }
}

/** Own things pass only by the raw way, which stands for a rule that came later than the click. */
async function press(instance: TestInstance, built: Built, wish: World["clicks"][number]): Promise<void> {
  const donorNumber = wish.donor % built.donors.length;
  const publisherNumber = wish.publisher % built.publishers.length;
  const donor = built.donors[donorNumber] as TestDonor;
  const [name, handle] = [`d${donorNumber}`, `p${publisherNumber}`];
  const receivedAt = MID_NOVEMBER + wish.tick;
  const click = clickOn(handle, `/${wish.path}`);
  const own = built.model.own.some(([d, p]) => d === name && p === handle);
  if (own)
    await insertOwn(instance, donor, built.publishers[publisherNumber] as Publisher, click, receivedAt);
  else {
    const { results } = await instance.recorder.record(donor.sender, [click], receivedAt);
    if (results[0]?.status !== "counted") return;
  }
  if (wish.undone) await instance.recorder.undo(donor.sender, click.id, receivedAt);
  built.model.clicks.push({ id: click.id, donor: name, publisher: handle, receivedAt, undone: wish.undone });
}

async function insertOwn(
  { db }: TestInstance,
  { id, sender }: TestDonor,
  publisher: Publisher,
  click: { id: string; url: string },
  receivedAt: number,
) {
  await db
    .insertInto("things")
    .values({ url: click.url, publisher: publisher.id, created_at: receivedAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const thing = await db
    .selectFrom("things")
    .select("id")
    .where("url", "=", click.url)
    .where("publisher", "=", publisher.id)
    .executeTakeFirstOrThrow();
  await db
    .insertInto("clicks")
    .values({
      id: uuidBytes(click.id),
      donor: id,
      connection: sender.connection,
      thing: thing.id,
      period: "2026-11",
      received_at: receivedAt,
    })
    .execute();
  await db
    .updateTable("counts")
    .set((e) => ({ clicks: e("clicks", "+", 1n) }))
    .where("thing", "=", thing.id)
    .execute();
}

async function compare(instance: TestInstance, { model, donors, publishers }: Built): Promise<void> {
  const { db, settings } = instance;
  const expected = settleModel(model);
  const planned = await planSettlement(db, "2026-11", settings, NOVEMBER_DUE);
  const settled = await settlePeriod(db, "2026-11", settings, NOVEMBER_DUE);
  expect(planned).toEqual(settled);
  const again = await settlePeriod(db, "2026-11", settings, NOVEMBER_DUE + 1);
  expect(again).toEqual({ ...settled, again: true });
  expect(settled.given).toBe([...expected.given.values()].reduce((sum, given) => sum + given, 0n));
  for (const [n, donor] of donors.entries()) {
    const statement = await donorStatement(db, "2026-11", donor);
    const given = expected.given.get(`d${n}`) ?? 0n;
    expect(statement.given).toBe(given);
    expect(await balanceOf(db, donor.account)).toBe((model.donors[n]?.balance ?? 0n) - given);
    for (const share of statement.shares) expect(share.amount).toBe(expected.shares.get(share.id));
    expect(statement.shares.reduce((sum, share) => sum + share.amount, 0n)).toBe(given);
  }
  for (const [n, publisher] of publishers.entries()) {
    const gross = expected.gross.get(`p${n}`) ?? 0n;
    const fee = expected.fee.get(`p${n}`) ?? 0n;
    const statement = await publisherStatement(db, "2026-11", publisher);
    expect(statement).toMatchObject({ gross, fee, net: gross - fee });
    expect(statement.shares.reduce((sum, share) => sum + share.amount, 0n)).toBe(gross);
    expect(await balanceOf(db, publisher.account)).toBe(gross - fee);
  }
  expect(await checkBooks(db)).toEqual({ ok: true, findings: [] });
}
