import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSubscriptionClicks } from "../../src/domain/make-subscription-clicks.js";
import { settlePeriod } from "../../src/domain/settlement.js";
import { subscribe } from "../../src/domain/subscribe.js";
import { BLOG, clickOn, MID_NOVEMBER, openInstance, type TestInstance } from "../open-instance.js";

/** Each rule is broken by hand, past all code, and the schema itself must say no. The first subscription has clicked in December. */
let instance: TestInstance;

const MID_DECEMBER = Date.parse("2026-12-15T12:00:00Z");
const KEY = "randomblob(16)";

beforeAll(async () => {
  instance = await openInstance();
  const { db, settings } = instance;
  const anna = await instance.addDonor("anna@example.org");
  const bert = await instance.addDonor("bert@example.org");
  await instance.addPublisher("marothro");
  await instance.addPublisher("annas", { mail: "anna@example.org" });
  await instance.tokenFor(anna);
  await instance.tokenFor(bert);
  await instance.recorder.record(bert.sender, [clickOn("annas", "/b")], MID_NOVEMBER);
  const call = { url: `${BLOG}/a`, publisher: "marothro", months: 3 } as const;
  await db.transaction().execute((tx) => subscribe(tx, anna.sender, call, MID_NOVEMBER));
  await settlePeriod(db, "2026-11", settings, Date.parse("2026-12-01T00:15:00Z"));
  await makeSubscriptionClicks(db, MID_DECEMBER);
  await sql.raw(`insert into things (url, publisher, created_at) values ('${BLOG}/c', 1, 1)`).execute(db);
});

afterAll(() => instance.close());

type Row = { connection?: number; thing?: number; months?: string; from?: string; until?: string };

/** Thing 1 is Anna's own page, thing 2 what she subscribes to, thing 3 what nobody has clicked. */
const subscription = ({
  connection = 1,
  thing = 3,
  months = "3",
  from = "2027-01",
  until = "'2027-03'",
}: Row) =>
  `insert into subscriptions (key, donor, connection, thing, months, from_period, until_period, made_at)
   values (${KEY}, 1, ${connection}, ${thing}, ${months}, '${from}', ${until}, ${MID_DECEMBER})`;
const end = (last: string) => `insert into subscription_ends values (1, '${last}', ${MID_DECEMBER})`;
const month = (period: string, click = "null", refusal = "'publisher-closed'") =>
  `insert into subscription_months values (1, '${period}', ${click}, ${refusal})`;
const CLICK = "(select click from subscription_months where subscription = 1)";
const ID = "x'0199aaaaaaaa7aaa8aaaaaaaaaaaaaaa'";
const JANUARY_CLICK = `insert into clicks values (${ID}, 1, 1, 2, '2027-01', 1)`;
const OTHERS_CLICK = "(select id from clicks where donor = 2)";
const closing = (period: string) =>
  `insert into closings values ('${period}', 4000000000000, 0, 2000000, 'earliest-first')`;

test.each([
  ["a subscription is for 3, 6 or 12 months", subscription({ months: "4", until: "'2027-04'" }), /CHECK/],
  ["its last period follows from the first and the months", subscription({ until: "'2027-04'" }), /CHECK/],
  ["without months it has no last period", subscription({ months: "null" }), /CHECK/],
  [
    "it begins with the next period",
    subscription({ from: "2026-12", until: "'2027-02'" }),
    /begins with the next period/,
  ],
  ["it comes through a connection of its donor", subscription({ connection: 2 }), /connection of its donor/],
  ["own things cannot be subscribed to", subscription({ thing: 1 }), /own things/],
  ["a thing has one subscription of a donor on a site", subscription({ thing: 2 }), /one subscription/],
  ["it is not changed", "update subscriptions set months = null, until_period = null", /written once/],
  ["it is not deleted", "delete from subscriptions", /written once/],
  ["it does not end before a click that it has made", end("2026-11"), /has its click or is closed/],
  ["it ends once", `${end("2026-12")};${end("2027-01")}`, /ends once/],
  ["an end is not changed", `${end("2026-12")};update subscription_ends set ended_at = 1`, /written once/],
  ["it has one click a period", month("2026-12"), /one click a period/],
  ["its periods come in their order", month("2027-02"), /in order/],
  ["it has no click after its end", `${end("2026-12")};${month("2027-01")}`, /one click a period/],
  ["a month has a click or a reason", `${JANUARY_CLICK};${month("2027-01", ID)}`, /CHECK/],
  ["a month has a click or a reason, and not neither", month("2027-01", "null", "null"), /CHECK/],
  ["the reason is one of a few", month("2027-01", "null", "'too-many-clicks'"), /CHECK/],
  ["its click is its donor's", month("2027-01", OTHERS_CLICK, "null"), /click of its donor/],
  ["its click is of the month", month("2027-01", CLICK, "null"), /click of its donor/],
  [
    "what became of a month is not changed",
    "update subscription_months set period = '2027-01'",
    /written once/,
  ],
  ["what became of a month is not deleted", "delete from subscription_months", /written once/],
  ["a period closes when its subscriptions have clicked", closing("2027-01"), /subscriptions have clicked/],
])("%s", async (_, statements, refusal) => {
  const [last = "", ...before] = statements.split(";").reverse();
  await expect(
    instance.db.transaction().execute(async (tx) => {
      // December must be settled for January to close at all.
      if (last.includes("closings")) await sql.raw("drop trigger closings_are_in_order").execute(tx);
      for (const statement of before.reverse()) await sql.raw(statement).execute(tx);
      await expect(sql.raw(last).execute(tx)).rejects.toThrow(refusal);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
});

test("what is left of a subscription after its end is due no more", async () => {
  await expect(
    instance.db.transaction().execute(async (tx) => {
      const due = () => tx.selectFrom("subscriptions_due").select("period").execute();
      expect(await due()).toEqual([{ period: "2027-01" }]);
      await sql.raw(end("2026-12")).execute(tx);
      expect(await due()).toEqual([]);
      throw new Error("rolled back");
    }),
  ).rejects.toThrow("rolled back");
});
