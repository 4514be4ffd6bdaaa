import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkBooks } from "../../src/domain/check.js";
import { createClickRecorder } from "../../src/domain/click-recorder.js";
import { createCounts } from "../../src/domain/counts.js";
import { settlePeriod } from "../../src/domain/settlement.js";
import { openStore } from "../../src/store/open-store.js";
import {
  clickOn,
  MID_NOVEMBER,
  NOVEMBER_DUE,
  openInstance,
  type TestDonor,
  type TestInstance,
} from "../open-instance.js";

const DRIVER = fileURLToPath(new URL("./settle-until-killed.mjs", import.meta.url));
const DONORS = 5;
const PUBLISHERS = 3;

let folder: string;
let instance: TestInstance;
let donors: TestDonor[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rivulet-settlement-"));
  instance = await openInstance({ path: join(folder, "whole.db"), env: { RIVULET_FEE_PERCENT: "7.5" } });
  donors = [];
  for (let n = 0; n < PUBLISHERS; n++) await instance.addPublisher(`p${n}`);
  for (let n = 0; n < DONORS; n++) {
    const donor = await instance.addDonor(`d${n}@example.org`, { budget: "7.00" });
    donors.push(donor);
    const clicks = Array.from({ length: 3 + n }, (_, k) => clickOn(`p${(n + k) % PUBLISHERS}`, `/${k}`));
    await instance.recorder.record(donor.sender, clicks, MID_NOVEMBER);
  }
  await instance.close();
});

afterAll(() => rmSync(folder, { recursive: true }));

async function settleUntilKilled(path: string, statements: number): Promise<"killed" | "settled"> {
  const env = { ...process.env, RIVULET_FEE_PERCENT: "7.5" };
  const child = spawn(process.execPath, [DRIVER, `sqlite:${path}`, `${statements}`], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint += chunk;
  });
  const [code, signal] = await once(child, "close");
  if (signal === "SIGKILL") return "killed";
  expect({ code, complaint }).toEqual({ code: 0, complaint: "" });
  return "settled";
}

async function booksOf(path: string) {
  const db = await openStore(`sqlite:${path}`);
  const read = {
    transfers: await db.selectFrom("transfers").select(["id", "kind", "amount"]).orderBy("id").execute(),
    balances: await db.selectFrom("balances").selectAll().orderBy("account").execute(),
    donors: await db.selectFrom("donor_settlements").selectAll().orderBy("donor").execute(),
    publishers: await db.selectFrom("publisher_settlements").selectAll().orderBy("publisher").execute(),
  };
  await db.destroy();
  return read;
}

test("killed before any of its writes and run again, a settlement moves the money once", {
  timeout: 240_000,
}, async () => {
  const whole = join(folder, "whole.db");
  const expected = join(folder, "expected.db");
  copyFileSync(whole, expected);
  expect(await settleUntilKilled(expected, 1_000_000)).toBe("settled");
  const books = await booksOf(expected);
  let outcome = "killed";
  let deaths = 0;
  for (let statements = 0; outcome === "killed"; statements += 3, deaths++) {
    const path = join(folder, `killed-${statements}.db`);
    copyFileSync(whole, path);
    outcome = await settleUntilKilled(path, statements);
    const db = await openStore(`sqlite:${path}`);
    await settlePeriod(db, "2026-11", instance.settings, NOVEMBER_DUE);
    expect(await checkBooks(db)).toEqual({ ok: true, findings: [] });
    await db.destroy();
    expect(await booksOf(path)).toEqual(books);
  }
  // Every donor, publisher and the frame of the period write at least once.
  expect(deaths).toBeGreaterThan(8);
});

test("clicks that arrive while a settlement runs are counted for the next period, and none is lost", async () => {
  const path = join(folder, "busy.db");
  copyFileSync(join(folder, "whole.db"), path);
  const [server, settler] = [await openStore(`sqlite:${path}`), await openStore(`sqlite:${path}`)];
  const counts = createCounts(server);
  const recorder = createClickRecorder({ db: server, counts });
  let settled = false;
  const settling = settlePeriod(settler, "2026-11", instance.settings, NOVEMBER_DUE).finally(() => {
    settled = true;
  });
  const periods = new Map<string, number>();
  for (let n = 0; !settled || n < 40; n++) {
    // By a clock that is behind, so that the period of receipt is the one that closes.
    const donor = donors[n % DONORS] as TestDonor;
    const { results } = await recorder.record(
      donor.sender,
      [clickOn("p0", `/late/${n % 19}`)],
      NOVEMBER_DUE - 3_600_000,
    );
    if (results[0]?.status === "counted")
      periods.set(results[0].period ?? "", (periods.get(results[0].period ?? "") ?? 0) + 1);
  }
  await settling;
  expect(periods.get("2026-12")).toBeGreaterThan(0);
  const stored = await server
    .selectFrom("clicks")
    .select("period")
    .where("received_at", ">", BigInt(MID_NOVEMBER))
    .execute();
  expect(stored).toHaveLength([...periods.values()].reduce((sum, n) => sum + n, 0));
  expect(await checkBooks(server)).toEqual({ ok: true, findings: [] });
  await Promise.all([server.destroy(), settler.destroy()]);
});
