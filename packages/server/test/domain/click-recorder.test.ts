import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setBudget } from "../../src/domain/donors.js";
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

const DAY_MS = 86_400_000;

let instance: TestInstance;
let anna: TestDonor;

beforeEach(async () => {
  instance = await openInstance();
  anna = await instance.addDonor("anna@example.org");
  await instance.addPublisher("marothro");
});

afterEach(() => instance.close());

async function record(donor: TestDonor, clicks: ReturnType<typeof clickOn>[], now = MID_NOVEMBER) {
  return await instance.recorder.record(donor.sender, clicks, now);
}

async function refusalOf(click: ReturnType<typeof clickOn>, donor = anna, now = MID_NOVEMBER) {
  const { results } = await record(donor, [click], now);
  expect(results[0]?.status).toBe("rejected");
  return results[0]?.problem?.code;
}

test("a click is counted for the period of receipt, with the thing's count and the donor's own", async () => {
  const answer = await record(anna, [clickOn("marothro", "/a"), clickOn("marothro", "/b")]);
  expect(answer.results.map(({ status, period, count, mine }) => ({ status, period, count, mine }))).toEqual([
    { status: "counted", period: "2026-11", count: 1, mine: 1 },
    { status: "counted", period: "2026-11", count: 1, mine: 1 },
  ]);
  expect(answer.donor).toEqual({ clicks: 2, funded: true });
});

test("results come in the order of the request and carry the ids as they were sent", async () => {
  const clicks = [clickOn("nobody", "/a"), clickOn("marothro", "/b"), clickOn("marothro", "/c")];
  const shouted = clicks.map((click) => ({ ...click, id: click.id.toUpperCase() }));
  const { results } = await record(anna, shouted);
  expect(results.map(({ id }) => id)).toEqual(shouted.map(({ id }) => id));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "counted", "counted"]);
});

test("the same id sent twenty times at once counts once", async () => {
  const click = clickOn("marothro", "/a");
  const answers = await Promise.all(Array.from({ length: 20 }, () => record(anna, [click])));
  const statuses = answers.map(({ results }) => results[0]?.status).sort();
  expect(statuses).toEqual(["counted", ...Array.from({ length: 19 }, () => "duplicate")]);
  expect(await instance.counts.read([click.url])).toEqual(new Map([[click.url, 1]]));
});

test("the same id twice in a call: the second is a duplicate", async () => {
  const click = clickOn("marothro", "/a");
  const { results } = await record(anna, [click, { ...click, id: click.id.toUpperCase() }]);
  expect(results.map(({ status }) => status)).toEqual(["counted", "duplicate"]);
});

test("a duplicate answers for the recorded thing, whatever was sent with it", async () => {
  const click = clickOn("marothro", "/a");
  await record(anna, [click]);
  const other = { ...clickOn("nobody", "/b"), id: click.id, clicked_at: "2020-01-01T00:00:00Z" };
  const { results } = await record(anna, [other], MID_NOVEMBER + DAY_MS);
  expect(results).toEqual([{ id: click.id, status: "duplicate", period: "2026-11", count: 1, mine: 1 }]);
});

test("an id belongs to whoever sent it first, also one that was undone before it came", async () => {
  const bert = await instance.addDonor("bert@example.org");
  const click = clickOn("marothro", "/a");
  await record(anna, [click]);
  expect(await refusalOf(click, bert)).toBe("id-taken");
  const unseen = clickOn("marothro", "/b");
  await instance.recorder.undo(anna.sender, unseen.id, MID_NOVEMBER);
  expect(await refusalOf(unseen, bert)).toBe("id-taken");
});

test("a rejected id is not remembered", async () => {
  const click = clickOn("nobody", "/a");
  expect(await refusalOf(click)).toBe("unknown-publisher");
  const { results } = await record(anna, [{ ...click, publisher: "marothro" }]);
  expect(results[0]?.status).toBe("counted");
});

test.each([
  ["no UUID", "1"],
  ["a UUID of version 4", "5f0c2f6e-6a0d-4f7e-8a44-0c4f7f9a8d11"],
  ["a UUID of another variant", "019ac0de-0000-7000-0000-000000000000"],
])("an id that is %s is invalid", async (_, id) => {
  expect(await refusalOf(clickOn("marothro", "/a", { id }))).toBe("invalid-id");
});

test.each(["javascript:alert(1)", "nowhere", `https://blog.example/${"ü".repeat(1000)}`])(
  "a url is an http or https address of at most 2,048 characters: %.30s",
  async (url) => {
    expect(await refusalOf(clickOn("marothro", "/a", { url }))).toBe("invalid-url");
  },
);

test("a click is at most 35 days old and at most 24 hours ahead", async () => {
  const at = (ms: number) =>
    clickOn("marothro", "/a", { clicked_at: new Date(MID_NOVEMBER + ms).toISOString() });
  expect(await refusalOf(at(-35 * DAY_MS - 1))).toBe("click-too-old");
  expect(await refusalOf(at(DAY_MS + 1))).toBe("clicked-in-future");
  const { results } = await record(anna, [at(-35 * DAY_MS), at(DAY_MS)]);
  expect(results.map(({ status }) => status)).toEqual(["counted", "counted"]);
});

test.each([
  "2026-11-14",
  "2026-11-14 12:00:00Z",
  "2026-11-14T12:00:00",
  "Sat, 14 Nov 2026 12:00:00 GMT",
  "2026-11-31T12:00:00Z",
])("a time is one of RFC 3339, whatever else JavaScript reads: %s", async (clicked_at) => {
  expect(await refusalOf(clickOn("marothro", "/a", { clicked_at }))).toBe("click-too-old");
});

test("a leap second is a time, a 13th month is none", async () => {
  const leap = clickOn("marothro", "/a", { clicked_at: "2026-11-14T23:59:60Z" });
  expect((await record(anna, [leap])).results[0]?.status).toBe("counted");
  expect(await refusalOf(clickOn("marothro", "/a", { clicked_at: "2026-13-01T00:00:00Z" }))).toBe(
    "click-too-old",
  );
});

test("own things cannot be clicked", async () => {
  await instance.addPublisher("annas", { mail: "anna@example.org" });
  expect(await refusalOf(clickOn("annas", "/a"))).toBe("own-thing");
});

test("a closed publisher takes no clicks", async () => {
  await instance.db.updateTable("publishers").set({ closed_at: MID_NOVEMBER }).execute();
  expect(await refusalOf(clickOn("marothro", "/a"))).toBe("publisher-closed");
});

test("a paused donor's clicks are refused, and taken again with a budget", async () => {
  const { db, settings } = instance;
  await db.transaction().execute((tx) => setBudget(tx, anna.id, 0n, settings, MID_NOVEMBER + 1));
  expect(await refusalOf(clickOn("marothro", "/a"), anna, MID_NOVEMBER + 2)).toBe("budget-paused");
  await db.transaction().execute((tx) => setBudget(tx, anna.id, 3_000_000n, settings, MID_NOVEMBER + 3));
  expect((await record(anna, [clickOn("marothro", "/a")], MID_NOVEMBER + 4)).results[0]?.status).toBe(
    "counted",
  );
});

test("a click is accepted with any balance, and the answer says whether it covers the budget", async () => {
  const poor = await instance.addDonor("poor@example.org", { paidIn: "1.99" });
  expect((await record(poor, [clickOn("marothro", "/a")])).donor).toEqual({ clicks: 1, funded: false });
});

test("a url elsewhere than on the sending site needs its publisher's verification", async () => {
  const elsewhere = clickOn("marothro", "/a", { url: "https://elsewhere.example/a" });
  expect(await refusalOf(elsewhere)).toBe("site-mismatch");
  await instance.addPublisher("marothro", { sites: ["https://elsewhere.example"] });
  expect((await record(anna, [elsewhere])).results[0]?.status).toBe("counted");
});

test("an origin that others have verified takes no click for a publisher who has not", async () => {
  await instance.addPublisher("owner", { sites: [BLOG] });
  expect(await refusalOf(clickOn("marothro", "/a"))).toBe("url-not-allowed");
  expect((await record(anna, [clickOn("owner", "/a")])).results[0]?.status).toBe("counted");
});

test("a donor clicks a thing at most 20 times a day, in one call or in several", async () => {
  const clicks = Array.from({ length: 21 }, () => clickOn("marothro", "/a"));
  const { results } = await record(anna, clicks);
  expect(results.filter(({ status }) => status === "counted")).toHaveLength(20);
  expect(results[20]?.problem?.code).toBe("too-many-clicks");
  expect(await refusalOf(clickOn("marothro", "/a"))).toBe("too-many-clicks");
  const tomorrow = await record(anna, [clickOn("marothro", "/a")], MID_NOVEMBER + DAY_MS);
  expect(tomorrow.results[0]?.status).toBe("counted");
});

test("a donor clicks at most 100 times a day through a site, and taking back frees nothing", async () => {
  const clicks = Array.from({ length: 100 }, (_, n) => clickOn("marothro", `/${n}`));
  await record(anna, clicks.slice(0, 50));
  await record(anna, clicks.slice(50));
  await instance.recorder.undo(anna.sender, clicks[0]?.id ?? "", MID_NOVEMBER);
  expect(await refusalOf(clickOn("marothro", "/more"))).toBe("too-many-clicks");
  const elsewhere = { ...anna, sender: await instance.connect(anna, "https://other.example") };
  const other = clickOn("marothro", "/a", { url: "https://other.example/a" });
  expect((await record(elsewhere, [other])).results[0]?.status).toBe("counted");
});

test("mine and the donor's clicks are those through this site in this period", async () => {
  await instance.addPublisher("marothro", { sites: [BLOG] });
  await record(anna, [clickOn("marothro", "/a")]);
  const elsewhere = { ...anna, sender: await instance.connect(anna, "https://other.example") };
  const answer = await record(elsewhere, [clickOn("marothro", "/a")]);
  expect(answer).toMatchObject({ results: [{ count: 2, mine: 1 }], donor: { clicks: 1 } });
});

test("the count of a url sums over publishers", async () => {
  await instance.addPublisher("second");
  await record(anna, [clickOn("marothro", "/a")]);
  expect((await record(anna, [clickOn("second", "/a")])).results[0]).toMatchObject({ count: 2, mine: 2 });
});

test("a click that finds its period closing counts for the next, and the answer says so", async () => {
  await record(anna, [clickOn("marothro", "/a")]);
  await settlePeriod(instance.db, "2026-11", instance.settings, NOVEMBER_DUE);
  const late = await record(anna, [clickOn("marothro", "/b")], Date.parse("2026-11-30T23:59:59.999Z"));
  expect(late.results[0]).toMatchObject({ status: "counted", period: "2026-12", mine: 1 });
});

test("a thing is described by the first click from a verified site, and by no other", async () => {
  const describe = (title: string) => ({
    title,
    tags: ["a\u0000b", "\ud800", " \u0001 "],
    language: "fr",
    unlisted: true,
  });
  await record(anna, [clickOn("marothro", "/a", describe("from anywhere"))]);
  const read = () =>
    instance.db.selectFrom("things").select(["title", "tags", "language", "unlisted"]).execute();
  expect(await read()).toEqual([{ title: null, tags: null, language: null, unlisted: 0n }]);
  await instance.addPublisher("marothro", { sites: [BLOG] });
  await record(anna, [
    clickOn("marothro", "/a", describe("first")),
    clickOn("marothro", "/a", describe("second")),
  ]);
  await record(anna, [clickOn("marothro", "/a", describe("third"))]);
  expect(await read()).toEqual([{ title: "first", tags: '["a b","\ufffd"]', language: "fr", unlisted: 1n }]);
});

test.each(['"', "\u0001", "\u007f", "\u{1f30a}", "\ud800", "\u2028"])(
  "the longest texts that the protocol allows are kept, whatever they are made of: %j",
  async (letter) => {
    await instance.addPublisher("marothro", { sites: [BLOG] });
    const thing = clickOn("marothro", "/a", {
      url: `${BLOG}/${"x".repeat(2048 - BLOG.length - 1)}`,
      title: letter.repeat(300),
      category: letter.repeat(40),
      tags: Array.from({ length: 10 }, () => letter.repeat(40)),
      language: letter.repeat(35),
    });
    expect((await record(anna, [thing])).results[0]?.status).toBe("counted");
  },
);

test("a click taken back leaves the counts, and its id stays a duplicate for ever", async () => {
  const click = clickOn("marothro", "/a");
  await record(anna, [click]);
  await instance.recorder.undo(anna.sender, click.id.toUpperCase(), MID_NOVEMBER);
  await instance.recorder.undo(anna.sender, click.id, MID_NOVEMBER);
  expect(await instance.counts.read([click.url])).toEqual(new Map([[click.url, 0]]));
  const { results, donor } = await record(anna, [click], MID_NOVEMBER + 300 * DAY_MS);
  expect(results).toEqual([{ id: click.id, status: "duplicate", period: "2026-11", count: 0, mine: 0 }]);
  expect(donor.clicks).toBe(0);
});

test("an undoing that overtakes its click wins, and is remembered for 35 days", async () => {
  const click = clickOn("marothro", "/a");
  await instance.recorder.undo(anna.sender, click.id, MID_NOVEMBER);
  expect((await record(anna, [click])).results[0]?.status).toBe("duplicate");
  const unseen = () => instance.db.selectFrom("undone_unseen").select("undone_at").execute();
  await instance.recorder.undo(anna.sender, clickIdAt(1), MID_NOVEMBER + 35 * DAY_MS);
  expect(await unseen()).toHaveLength(2);
  await instance.recorder.undo(anna.sender, clickIdAt(2), MID_NOVEMBER + 35 * DAY_MS + 1);
  expect(await unseen()).toHaveLength(2);
});

test("a click and its undoing in one turn leave nothing", async () => {
  const click = clickOn("marothro", "/a");
  const [answer] = await Promise.all([
    record(anna, [click]),
    instance.recorder.undo(anna.sender, click.id, MID_NOVEMBER),
  ]);
  expect(answer.results[0]).toMatchObject({ status: "counted", count: 0, mine: 0 });
});

test("another donor's or site's click cannot be taken back", async () => {
  const bert = await instance.addDonor("bert@example.org");
  const click = clickOn("marothro", "/a");
  await record(anna, [click]);
  const otherSite = await instance.connect(anna, "https://other.example");
  for (const sender of [bert.sender, otherSite]) {
    await expect(instance.recorder.undo(sender, click.id, MID_NOVEMBER)).rejects.toMatchObject({
      code: "unknown-click",
    });
  }
  await expect(instance.recorder.undo(anna.sender, "nonsense", MID_NOVEMBER)).rejects.toMatchObject({
    code: "unknown-click",
  });
  expect(await instance.counts.read([click.url])).toEqual(new Map([[click.url, 1]]));
});

test("from closing on a click cannot be taken back, and one taken back before stays so", async () => {
  const [kept, undone] = [clickOn("marothro", "/a"), clickOn("marothro", "/b")];
  await record(anna, [kept, undone]);
  await instance.recorder.undo(anna.sender, undone.id, MID_NOVEMBER);
  const beforeClosing = Date.parse("2026-12-01T00:10:00Z");
  const late = clickOn("marothro", "/c");
  await record(anna, [late]);
  await instance.recorder.undo(anna.sender, late.id, beforeClosing);
  await settlePeriod(instance.db, "2026-11", instance.settings, NOVEMBER_DUE);
  await expect(instance.recorder.undo(anna.sender, kept.id, NOVEMBER_DUE)).rejects.toMatchObject({
    code: "already-settled",
  });
  await instance.recorder.undo(anna.sender, undone.id, NOVEMBER_DUE);
});

test("a call that the store refuses does not harm the others of its turn", async () => {
  const forged = { ...anna, sender: { ...anna.sender, connection: 999n } };
  const clicks = [clickOn("marothro", "/a"), clickOn("marothro", "/b"), clickOn("marothro", "/a")];
  const answers = await Promise.allSettled([
    record(anna, [clicks[0] as (typeof clicks)[0]]),
    record(forged, [clicks[1] as (typeof clicks)[0]]),
    record(anna, [clicks[2] as (typeof clicks)[0]]),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  const last = answers[2];
  // What the refused turn had tallied is forgotten.
  expect(last?.status === "fulfilled" && last.value).toMatchObject({
    results: [{ mine: 2 }],
    donor: { clicks: 2 },
  });
  expect(await instance.counts.read([`${BLOG}/a`, `${BLOG}/b`])).toEqual(
    new Map([
      [`${BLOG}/a`, 2],
      [`${BLOG}/b`, 0],
    ]),
  );
});

test("a commit that fails answers every call of it, and memory counts what is on disk", async () => {
  const click = clickOn("marothro", "/a");
  await record(anna, [click]);
  await instance.counts.read([click.url]);
  await sql`pragma query_only = on`.execute(instance.db);
  const answers = await Promise.allSettled([
    record(anna, [clickOn("marothro", "/a")]),
    record(anna, [clickOn("marothro", "/a")]),
    instance.recorder.undo(anna.sender, click.id, MID_NOVEMBER),
  ]);
  const codes = answers.map((answer) => answer.status === "rejected" && answer.reason.code);
  expect(codes).toEqual(["unavailable", "unavailable", "unavailable"]);
  expect(await instance.counts.read([click.url])).toEqual(new Map([[click.url, 1]]));
  await sql`pragma query_only = off`.execute(instance.db);
  const after = await record(anna, [clickOn("marothro", "/a")]);
  expect(after).toMatchObject({ results: [{ status: "counted", count: 2, mine: 2 }], donor: { clicks: 2 } });
});

test("calls of two days in one turn keep each day's cap and period", async () => {
  const clicks = Array.from({ length: 20 }, () => clickOn("marothro", "/a"));
  const december = Date.parse("2026-12-01T00:00:00Z");
  const [november, next] = await Promise.all([
    record(anna, clicks, december - 1),
    record(anna, [clickOn("marothro", "/a")], december),
  ]);
  expect(november.results.every(({ status, period }) => status === "counted" && period === "2026-11")).toBe(
    true,
  );
  expect(next.results[0]).toMatchObject({ status: "counted", period: "2026-12", count: 21, mine: 1 });
});

test("what another process has recorded counts at once, for the caps too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rivulet-recorders-"));
  const [one, two] = [
    await openInstance({ path: `${folder}/r.db` }),
    await openInstance({ path: `${folder}/r.db` }),
  ];
  const { sender } = await one.addDonor("anna@example.org");
  await one.addPublisher("marothro");
  const clickThrough = async ({ recorder }: TestInstance, clicks: number) =>
    await recorder.record(
      sender,
      Array.from({ length: clicks }, () => clickOn("marothro", "/a")),
      MID_NOVEMBER,
    );
  await clickThrough(one, 9);
  expect(await clickThrough(two, 10)).toMatchObject({ donor: { clicks: 19 } });
  const { results } = await clickThrough(one, 2);
  expect(results).toMatchObject([{ status: "counted", mine: 20 }, { status: "rejected" }]);
  await Promise.all([one.close(), two.close()]);
  rmSync(folder, { recursive: true });
});

test("a fault of the program is not called out of order, and what is out of order keeps its cause", async () => {
  const causeOf = async (breakIt: string, mendIt: string) => {
    await sql.raw(breakIt).execute(instance.db);
    const [answer] = await Promise.allSettled([record(anna, [clickOn("marothro", "/a")])]);
    await sql.raw(mendIt).execute(instance.db);
    return answer.status === "rejected" ? answer.reason : null;
  };
  const fault = await causeOf("alter table counts rename to away", "alter table away rename to counts");
  expect(fault).toMatchObject({ code: "SQLITE_ERROR" });
  const refusal = await causeOf("pragma query_only = on", "pragma query_only = off");
  expect(refusal).toMatchObject({ code: "unavailable", cause: { code: "SQLITE_READONLY" } });
});

test("waiting clicks are bounded, not only waiting calls", async () => {
  const call = () =>
    record(
      anna,
      Array.from({ length: 50 }, () => clickOn("marothro", "/a", { id: "1" })),
    );
  const answers = await Promise.allSettled(Array.from({ length: 401 }, call));
  expect(answers.slice(0, 400).every(({ status }) => status === "fulfilled")).toBe(true);
  expect(answers[400]).toMatchObject({ reason: { code: "unavailable" } });
  expect((await call()).results).toHaveLength(50);
});
