import { expect, test } from "vitest";
import { noteFee } from "../../src/domain/fee.js";
import { openTestInstance } from "../serve-instance.js";

const OCTOBER = Date.parse("2026-10-10T00:00:00Z");
const LATE_NOVEMBER = Date.parse("2026-11-30T00:00:00Z");

test("the first page names the fee that holds now, not one that is only announced", async () => {
  const instance = await openTestInstance({ nowMs: LATE_NOVEMBER });
  await instance.deps.db.transaction().execute(async (tx) => {
    await noteFee(tx, 0, OCTOBER);
    await noteFee(tx, 700, LATE_NOVEMBER);
  });
  const page = await (await instance.app.request("/")).text();
  expect(page).toContain("takes no fee");
  expect(page).not.toContain("7 %");
  await instance.close();
});
