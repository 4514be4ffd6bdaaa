import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCounts } from "../../src/domain/counts.js";
import { readMe } from "../../src/domain/me.js";
import { BLOG, clickOn, MID_NOVEMBER, openInstance, type TestInstance } from "../open-instance.js";

let instance: TestInstance;

beforeEach(async () => {
  instance = await openInstance();
  await instance.addPublisher("marothro");
});

afterEach(() => instance.close());

test("counts are answered from the table by a process that has just begun, and 0 where nobody has clicked", async () => {
  const anna = await instance.addDonor("anna@example.org");
  await instance.recorder.record(
    anna.sender,
    [clickOn("marothro", "/a"), clickOn("marothro", "/a")],
    MID_NOVEMBER,
  );
  const fresh = createCounts(instance.db);
  expect(await fresh.read([`${BLOG}/a`, `${BLOG}/b`])).toEqual(
    new Map([
      [`${BLOG}/a`, 2],
      [`${BLOG}/b`, 0],
    ]),
  );
});

test("memory is bounded, and what it has let go is read again", async () => {
  const anna = await instance.addDonor("anna@example.org");
  await instance.recorder.record(anna.sender, [clickOn("marothro", "/a")], MID_NOVEMBER);
  const urls = ["/a", "/b", "/c", "/d"].map((path) => BLOG + path);
  for (const room of [
    { urls: 2, characters: 1_000 },
    { urls: 1_000, characters: 2 * `${BLOG}/a`.length },
  ]) {
    const small = createCounts(instance.db, room);
    await small.read([]);
    // What memory tells and the table does not, memory has kept.
    for (const url of urls) small.set(url, 7);
    expect([...(await small.read(urls)).values()]).toEqual([1, 0, 7, 7]);
    expect(await small.read([`${BLOG}/a`])).toEqual(new Map([[`${BLOG}/a`, 1]]));
  }
});

test("a url that no thing can have is answered, and never kept", async () => {
  const [longest, longer] = [2048, 2049].map((length) => `${BLOG}/`.padEnd(length, "x"));
  await instance.counts.read([]);
  for (const url of [longest, longer]) instance.counts.set(url ?? "", 7);
  expect([...(await instance.counts.read([longest ?? "", longer ?? ""])).values()]).toEqual([7, 0]);
});

test("what another process has written is answered at once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rivulet-counts-"));
  const open = () => openInstance({ path: join(folder, "rivulet.db") });
  const [one, two] = [await open(), await open()];
  const { sender } = await one.addDonor("anna@example.org");
  await one.addPublisher("marothro");
  const click = clickOn("marothro", "/a");
  await one.recorder.record(sender, [click], MID_NOVEMBER);
  const read = async () => (await one.counts.read([click.url])).get(click.url);
  expect(await read()).toBe(1);
  await two.recorder.record(sender, [clickOn("marothro", "/a")], MID_NOVEMBER);
  expect(await read()).toBe(2);
  await two.recorder.undo(sender, click.id, MID_NOVEMBER);
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  await Promise.all([one.close(), two.close()]);
  rmSync(folder, { recursive: true });
});

test("what a commit has set is kept, at whatever step of a reading of the table it comes", async () => {
  const { counts } = instance;
  await counts.read([]);
  for (let steps = 0; steps < 40; steps++) {
    const url = `${BLOG}/${steps}`;
    const reading = counts.read([url]);
    for (let step = 0; step < steps; step++) await Promise.resolve();
    counts.set(url, 5);
    await reading;
    expect(await counts.read([url])).toEqual(new Map([[url, 5]]));
  }
});

test("a donor's own clicks are those through this site in this period, with the last one's id", async () => {
  const anna = await instance.addDonor("anna@example.org", { paidIn: "1.00" });
  const [first, last, undone] = [1, 2, 3].map((at) => clickOn("marothro", "/a", { at: MID_NOVEMBER + at }));
  await instance.recorder.record(
    anna.sender,
    [first, last, undone].flatMap((click) => click ?? []),
    MID_NOVEMBER,
  );
  await instance.recorder.undo(anna.sender, undone?.id ?? "", MID_NOVEMBER);
  const me = await readMe(instance.db, anna.sender, [`${BLOG}/a`, `${BLOG}/b`], MID_NOVEMBER);
  expect(me.donor).toEqual({ clicks: 2, funded: false });
  expect([...me.mine]).toEqual([
    [`${BLOG}/a`, { clicks: 2, last: last?.id, subscription: null }],
    [`${BLOG}/b`, { clicks: 0, last: null, subscription: null }],
  ]);
  const later = await readMe(instance.db, anna.sender, [`${BLOG}/a`], Date.parse("2026-12-02T00:00:00Z"));
  expect(later.donor.clicks).toBe(0);
});
