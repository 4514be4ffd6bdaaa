import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createClickRecorder } from "../../src/domain/click-recorder.js";
import { connectionFor } from "../../src/domain/connections.js";
import { createCounts } from "../../src/domain/counts.js";
import { donorFor } from "../../src/domain/donors.js";
import { markInstance } from "../../src/domain/instance.js";
import { personFor } from "../../src/domain/people.js";
import { noteTerms } from "../../src/domain/terms.js";
import { openStore } from "../../src/store/open-store.js";
import { clickOn } from "../open-instance.js";

const COMMAND = fileURLToPath(new URL("../../bin/rivulet.mjs", import.meta.url));
const SITE = "https://blog.example";
const LAST_MONTH = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1, 15);
const PERIOD = new Date(LAST_MONTH).toISOString().slice(0, 7);

let folder: string;
let database: string;
let made = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rivulet-command-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  database = `sqlite:${folder}/${made++}.db`;
});

type Ran = { code: number; out: string; complaint: string };

function rivulet(...words: string[]): Promise<Ran> {
  return rivuletIn({ RIVULET_FEE_PERCENT: "10" }, ...words);
}

/** Runs the command in a shell that has these variables. */
function rivuletIn(variables: Record<string, string>, ...words: string[]): Promise<Ran> {
  const env = { ...process.env, RIVULET_DATABASE: database, ...variables };
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...words], { env }, (error, out, complaint) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, complaint });
    });
  });
}

/** Donor, publisher, pay-in by the command, and clicks of last month as the server would have recorded them then. */
async function fill(options: { demo?: boolean } = {}): Promise<void> {
  const db = await openStore(database);
  await markInstance(db, { demo: options.demo ?? false }, LAST_MONTH);
  const donor = await db.transaction().execute(async (tx) => {
    return await donorFor(tx, (await personFor(tx, "anna@example.org", LAST_MONTH)).id, LAST_MONTH);
  });
  await db
    .insertInto("budgets")
    .values({ donor: donor.id, from_at: LAST_MONTH, amount: 2_000_000n })
    .execute();
  const publisher = await rivulet("publisher", "add", "marothro", "--mail", "m@example.org", "--site", SITE);
  expect(publisher).toMatchObject({ code: 0, complaint: "" });
  const { id } = await db.transaction().execute((tx) => connectionFor(tx, donor.id, SITE, LAST_MONTH));
  const sender = { donor: donor.id, person: donor.person, connection: id, site: SITE };
  const recorder = createClickRecorder({ db, counts: createCounts(db) });
  const clicks = ["/a", "/a", "/b"].map((path) => clickOn("marothro", path, { at: LAST_MONTH }));
  await recorder.record(sender, clicks, LAST_MONTH);
  await db.destroy();
  expect((await rivulet("pay-in", "anna@example.org", "5.00", "--reference", "r1")).code).toBe(0);
}

test("from a donor to a publisher's statement, and the books balance", async () => {
  await fill();
  const dry = await rivulet("settle", PERIOD, "--dry-run", "--json");
  expect(JSON.parse(dry.out)).toEqual({
    period: PERIOD,
    again: false,
    dry_run: true,
    given: "2.00",
    fee: "0.20",
    net: "1.80",
    donors: 1,
    publishers: 1,
  });
  expect(await rivulet("statement", PERIOD)).toMatchObject({ code: 1, out: "" });
  const settled = await rivulet("settle", PERIOD, "--json");
  expect(JSON.parse(settled.out)).toEqual({ ...JSON.parse(dry.out), dry_run: false });
  // Nobody watches a progress bar through a pipe.
  expect(settled.complaint).toBe("");
  const again = await rivulet("settle", PERIOD);
  expect(again).toEqual({
    code: 0,
    out: `${PERIOD} was settled before: 2.00 EUR of 1 donors, 1.80 to 1 publishers, fee 0.20.\n`,
    complaint: "",
  });
  expect(await rivulet("check")).toEqual({ code: 0, out: "The books balance.\n", complaint: "" });
});

test("a statement shows every share to the micro, as JSON, CSV and a table", async () => {
  await fill();
  await rivulet("settle", PERIOD);
  const donor = JSON.parse((await rivulet("statement", PERIOD, "--donor", "anna@example.org", "--json")).out);
  expect(donor).toMatchObject({ period: PERIOD, budget: "2.00", given: "2.00" });
  expect(donor.shares.map((share: { amount: string }) => share.amount)).toEqual([
    "0.666667",
    "0.666667",
    "0.666666",
  ]);
  expect(Object.keys(donor.shares[0])).toEqual(["id", "publisher", "url", "amount"]);
  const publisher = await rivulet("statement", PERIOD, "--publisher", "marothro", "--format", "json");
  const value = JSON.parse(publisher.out);
  expect(value).toMatchObject({ period: PERIOD, gross: "2.00", fee: "0.20", net: "1.80" });
  expect(value.shares.map(({ thing, clicks }: { thing: string; clicks: number }) => [thing, clicks])).toEqual(
    [
      [`${SITE}/a`, 2],
      [`${SITE}/b`, 1],
    ],
  );
  const csv = await rivulet("statement", PERIOD, "--publisher", "marothro", "--format", "csv");
  expect(csv.out.split("\r\n")[0]).toBe("thing,clicks,amount");
  const table = await rivulet("statement", PERIOD);
  expect(table.out).toContain(`${PERIOD}: 1 donors gave 2.00, fee 0.20, net 1.80`);
});

test("adding again changes nothing, and the same reference with another amount is refused", async () => {
  for (let n = 0; n < 2; n++) {
    expect(await rivulet("donor", "add", "anna@example.org", "--budget", "3.50")).toEqual({
      code: 0,
      out: "anna@example.org gives 3.50 EUR a month.\n",
      complaint: "",
    });
  }
  expect((await rivulet("donor", "add", "anna@example.org", "--json")).out).toBe(
    '{"mail":"anna@example.org","budget":"3.50"}\n',
  );
  const outcomes = [await payIn("5.00"), await payIn("5.00")].map(({ out }) => JSON.parse(out).outcome);
  expect(outcomes).toEqual(["booked", "known"]);
  expect(await payIn("6.00")).toEqual({
    code: 1,
    out: "",
    complaint: 'rivulet: The reference "r1" is booked for another donor or amount.\n',
  });
});

function payIn(amount: string): Promise<Ran> {
  return rivulet("pay-in", "anna@example.org", amount, "--reference", "r1", "--json");
}

test("a shell without the service's environment changes neither fee, minimum nor currency", async () => {
  await fill();
  const db = await openStore(database);
  const terms = { currency: "CHF", minimumBudget: 1_000_000n, feeBasisPoints: 500 };
  await db.transaction().execute((tx) => noteTerms(tx, terms, LAST_MONTH));
  const added = await rivuletIn({}, "donor", "add", "bert@example.org");
  expect(added.out).toBe("bert@example.org gives 1.00 CHF a month.\n");
  const settled = await rivuletIn({ RIVULET_MINIMUM_BUDGET: "1.50" }, "settle", PERIOD);
  expect(settled.out).toMatch(/ 2\.00 CHF of 1 donors, 1\.90 to 1 publishers, fee 0\.10\.\n$/);
  expect(await db.selectFrom("fee_rates").select("basis_points").execute()).toEqual([{ basis_points: 500n }]);
  const frozen = await db.selectFrom("closings").select("minimum_budget").executeTakeFirst();
  expect(frozen).toEqual({ minimum_budget: 1_000_000n });
  await db.destroy();
  expect(await rivuletIn({ RIVULET_CURRENCY: "EUR" }, "check")).toEqual({
    code: 1,
    out: "",
    complaint: "rivulet: RIVULET_CURRENCY must be CHF, since the money of this instance is, not EUR.\n",
  });
});

test("a token's scope is click unless told, and the store says which", async () => {
  await rivulet("donor", "add", "anna@example.org", "--budget", "2.00");
  await rivulet("token", "anna@example.org", SITE);
  await rivulet("token", "anna@example.org", SITE, "--scope", "subscribe click");
  const db = await openStore(database);
  const rows = await db.selectFrom("tokens").select("scope").orderBy("scope").execute();
  await db.destroy();
  expect(rows.map(({ scope }) => scope)).toEqual(["click", "click subscribe"]);
});

test("token prints a token and nothing else", async () => {
  await rivulet("donor", "add", "anna@example.org");
  const { code, out, complaint } = await rivulet("token", "anna@example.org", SITE);
  expect({ code, complaint }).toEqual({ code: 0, complaint: "" });
  expect(out).toMatch(/^[\w-]{20,}\n$/);
});

test.each([
  ["an unknown command", ["give"]],
  ["a missing argument", ["settle"]],
  ["a month that is none", ["settle", "2026-13"]],
  ["an amount that is none", ["pay-in", "anna@example.org", "2,00", "--reference", "r"]],
  ["a missing option", ["pay-in", "anna@example.org", "2.00"]],
  ["a scope that is none", ["token", "anna@example.org", SITE, "--scope", "click everything"]],
  ["an origin that is none", ["token", "anna@example.org", "https://blog.example/path"]],
  ["an unknown format", ["statement", "2026-11", "--format", "xml"]],
  ["a port that is none", ["serve", "--port", "70000"]],
  ["no command", []],
])("wrong usage exits with 2: %s", async (_, words) => {
  const { code, complaint } = await rivulet(...words);
  expect(code).toBe(2);
  expect(complaint).not.toMatch(/^\s+at /m);
});

test("help exits with 0 and shows an example", async () => {
  const { code, out } = await rivulet("settle", "--help");
  expect(code).toBe(0);
  expect(out).toContain("$ rivulet settle 2026-11 --dry-run");
});

test("what cannot be done exits with 1 and one sentence", async () => {
  expect(await rivulet("check")).toEqual({
    code: 1,
    out: "",
    complaint: `rivulet: There is no database at ${database.slice("sqlite:".length)}; "rivulet migrate" makes one.\n`,
  });
  await rivulet("migrate");
  const thisMonth = new Date().toISOString().slice(0, 7);
  const early = await rivulet("settle", thisMonth);
  expect(early).toMatchObject({ code: 1, out: "" });
  expect(early.complaint).toMatch(/^rivulet: .* can be settled from .*\.\n$/);
  expect(await rivulet("token", "nobody@example.org", SITE)).toMatchObject({ code: 1, out: "" });
  expect(await rivulet("check", "--clock", "2030-01-01T00:00:00Z")).toMatchObject({
    code: 1,
    complaint: "rivulet: --clock works on the database of a demo only.\n",
  });
});

test("unsound books exit with 1, and each finding is a line", async () => {
  await fill();
  const db = await openStore(database);
  await db.updateTable("counts").set({ clicks: 99 }).execute();
  await db.destroy();
  const { code, out, complaint } = await rivulet("check");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(complaint).toMatch(/^A count is not .*\n/);
  expect(JSON.parse((await rivulet("check", "--json")).out)).toMatchObject({
    ok: false,
    findings: { length: 2 },
  });
});

test("a demo's clock moves forward only, and settles what ends on the way", async () => {
  await fill({ demo: true });
  const next = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 2, 2)).toISOString();
  expect(await rivulet("check", "--clock", next)).toMatchObject({ code: 0, out: "The books balance.\n" });
  expect((await rivulet("statement", PERIOD)).code).toBe(0);
  expect(await rivulet("check", "--clock", new Date().toISOString())).toMatchObject({
    code: 1,
    complaint: "rivulet: The clock of a demo only moves forward.\n",
  });
});
