import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { donorOverview } from "../../src/domain/donor-overview.js";
import { settlePeriod } from "../../src/domain/settlement.js";
import {
  BLOG,
  clickIdAt,
  clickOn,
  MID_NOVEMBER,
  NOVEMBER_DUE,
  openInstance,
  type TestDonor,
  type TestInstance,
} from "../open-instance.js";

const OTHER = "https://other.example";
/** November is over, and not settled yet. */
const BETWEEN = NOVEMBER_DUE - 60_000;

let instance: TestInstance;
let anna: TestDonor;

beforeEach(async () => {
  instance = await openInstance();
  anna = await instance.addDonor("anna@example.org");
  await instance.addPublisher("marothro", { sites: [BLOG] });
});

afterEach(() => instance.close());

async function record(path: string, at = MID_NOVEMBER, sender = anna.sender): Promise<string> {
  const click = clickOn("marothro", path, { at });
  expect((await instance.recorder.record(sender, [click], at)).results[0]?.status).toBe("counted");
  return click.id;
}

async function openClicks(now: number) {
  const { clicks } = await donorOverview(instance.db, anna, now, instance.settings);
  return clicks.map(({ id, period }) => ({ id, period }));
}

test("a donor takes back an own click of any site, and nobody else's", async () => {
  const bert = await instance.addDonor("bert@example.org");
  const id = await record("/a", MID_NOVEMBER, await instance.connect(anna, OTHER));
  await expect(instance.recorder.undoOwn(bert.id, id, MID_NOVEMBER)).rejects.toMatchObject({
    code: "unknown-click",
  });
  await instance.recorder.undoOwn(anna.id, id, MID_NOVEMBER);
  await instance.recorder.undoOwn(anna.id, id.toUpperCase(), MID_NOVEMBER);
  expect(await instance.counts.read([`${BLOG}/a`])).toEqual(new Map([[`${BLOG}/a`, 0]]));
  for (const unknown of [clickIdAt(MID_NOVEMBER), "nonsense"]) {
    await expect(instance.recorder.undoOwn(anna.id, unknown, MID_NOVEMBER)).rejects.toMatchObject({
      code: "unknown-click",
    });
  }
  expect(await instance.db.selectFrom("undone_unseen").select("id").execute()).toEqual([]);
});

test("a donor's own click of a month that is over is taken back until it closes, and then refused", async () => {
  const [first, second] = [await record("/a"), await record("/b")];
  await instance.recorder.undoOwn(anna.id, first, BETWEEN);
  await settlePeriod(instance.db, "2026-11", instance.settings, NOVEMBER_DUE);
  await expect(instance.recorder.undoOwn(anna.id, second, NOVEMBER_DUE)).rejects.toMatchObject({
    code: "already-settled",
  });
});

test("all open clicks of a connection are taken back, of a month that waits for its settlement too", async () => {
  const closed = await record("/closed", Date.parse("2026-10-15T00:00:00Z"));
  await settlePeriod(instance.db, "2026-10", instance.settings, Date.parse("2026-11-01T00:15:00Z"));
  const otherSite = await instance.connect(anna, OTHER);
  const kept = await record("/kept", MID_NOVEMBER, otherSite);
  await record("/a");
  await record("/a", BETWEEN);
  await instance.recorder.undoConnection(anna.id, anna.sender.connection, BETWEEN);
  expect(await openClicks(BETWEEN)).toEqual([{ id: kept, period: "2026-11" }]);
  expect(await instance.counts.read([`${BLOG}/a`, `${BLOG}/closed`])).toEqual(
    new Map([
      [`${BLOG}/a`, 0],
      [`${BLOG}/closed`, 1],
    ]),
  );
  const { donor } = await instance.recorder.record(
    anna.sender,
    [clickOn("marothro", "/closed", { id: closed })],
    BETWEEN,
  );
  expect(donor.clicks).toBe(0);
});

test("clicks that wait for the same commit are taken back with their connection", async () => {
  const [answer] = await Promise.all([
    instance.recorder.record(anna.sender, [clickOn("marothro", "/a")], MID_NOVEMBER),
    instance.recorder.undoConnection(anna.id, anna.sender.connection, MID_NOVEMBER),
  ]);
  expect(answer.results[0]?.status).toBe("counted");
  expect(await openClicks(MID_NOVEMBER)).toEqual([]);
});

test("another donor's connection is out of reach", async () => {
  const bert = await instance.addDonor("bert@example.org");
  await record("/a");
  await Promise.all([
    record("/b"),
    instance.recorder.undoConnection(bert.id, anna.sender.connection, MID_NOVEMBER),
  ]);
  expect(await openClicks(MID_NOVEMBER)).toHaveLength(2);
});

test("the donor's page shows the open clicks of every period, each worth what is left for it", async () => {
  const november = await record("/a");
  const december = [await record("/b", BETWEEN), await record("/c", BETWEEN + 1)];
  await sql`update balances set amount = 5000000 where account = ${anna.account}`.execute(instance.db);
  await sql`insert into budgets values (${anna.id}, ${BETWEEN}, 4000000)`.execute(instance.db);
  const overview = await donorOverview(instance.db, anna, BETWEEN + 2, instance.settings);
  expect(overview.clicks.map(({ id, period, worth }) => ({ id, period, worth }))).toEqual([
    { id: december[1], period: "2026-12", worth: 1_500_000n },
    { id: december[0], period: "2026-12", worth: 1_500_000n },
    { id: november, period: "2026-11", worth: 2_000_000n },
  ]);
  expect(overview).toMatchObject({ period: "2026-12", given: 3_000_000n });
});

test("ids never seen are taken back a hundred times a day and connection, and not more", async () => {
  const undo = (now: number, id = clickIdAt(now)) => instance.recorder.undo(anna.sender, id, now);
  await Promise.all(Array.from({ length: 60 }, () => undo(MID_NOVEMBER)));
  await Promise.all(Array.from({ length: 39 }, () => undo(MID_NOVEMBER)));
  const last = clickIdAt(MID_NOVEMBER);
  const [one, again, more] = await Promise.allSettled([
    undo(MID_NOVEMBER, last),
    undo(MID_NOVEMBER, last),
    undo(MID_NOVEMBER),
  ]);
  expect([one.status, again.status]).toEqual(["fulfilled", "fulfilled"]);
  expect(more).toMatchObject({ reason: { code: "rate-limited" } });
  const click = await record("/a");
  await undo(MID_NOVEMBER, click);
  const otherSite = await instance.connect(anna, OTHER);
  await instance.recorder.undo(otherSite, clickIdAt(MID_NOVEMBER), MID_NOVEMBER);
  await undo(MID_NOVEMBER + 86_400_000);
});
