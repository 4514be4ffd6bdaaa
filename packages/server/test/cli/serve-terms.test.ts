import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveInstance } from "../../src/serve-instance.js";
import { openStore } from "../../src/store/open-store.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rivulet-terms-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

test("the server notes its terms when it starts, and starts in no other currency once there is money", async () => {
  const database = `sqlite:${join(folder, "terms.db")}`;
  const start = (env: Record<string, string>) =>
    serveInstance({ database, port: 0, env: { RIVULET_LOG_LEVEL: "silent", ...env } });
  const chf = { RIVULET_CURRENCY: "CHF", RIVULET_FEE_PERCENT: "5", RIVULET_MINIMUM_BUDGET: "1.00" };
  await (await start({ ...chf, RIVULET_CURRENCY: "EUR" })).close();
  await (await start(chf)).close();
  const db = await openStore(database);
  const noted = await db
    .selectFrom("terms")
    .select(["currency", "minimum_budget"])
    .orderBy("noted_at")
    .execute();
  expect(noted).toEqual([
    { currency: "EUR", minimum_budget: 1_000_000n },
    { currency: "CHF", minimum_budget: 1_000_000n },
  ]);
  expect(await db.selectFrom("fee_rates").select("basis_points").execute()).toEqual([{ basis_points: 500n }]);
  const bank = Buffer.alloc(16, 1);
  const donor = Buffer.alloc(16, 2);
  await db.insertInto("accounts").values({ id: bank, kind: "bank", period: null }).execute();
  await db.insertInto("accounts").values({ id: donor, kind: "donor", period: null }).execute();
  const money = { id: Buffer.alloc(16), from_account: bank, to_account: donor, amount: 1n, period: null };
  await db
    .insertInto("transfers")
    .values({ ...money, kind: "pay-in", booked_at: 1 })
    .execute();
  await expect(start({ ...chf, RIVULET_CURRENCY: "EUR" })).rejects.toThrow("RIVULET_CURRENCY must be CHF");
  await (await start(chf)).close();
  await db.destroy();
});
