import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { checkBooks } from "../../src/domain/check.js";
import { uuidText } from "../../src/domain/id.js";
import { openStore } from "../../src/store/open-store.js";
import { openInstance } from "../open-instance.js";

const DRIVER = fileURLToPath(new URL("./record-until-killed.mjs", import.meta.url));

test("a click that was answered is on disk when the process is killed right after", async () => {
  const folder = mkdtempSync(join(tmpdir(), "rivulet-recorder-"));
  const path = join(folder, "rivulet.db");
  const instance = await openInstance({ path, at: Date.parse("2026-11-01T00:00:00Z") });
  const { sender } = await instance.addDonor("anna@example.org");
  await instance.addPublisher("marothro");
  await instance.close();
  const text = JSON.stringify(sender, (_, value) => (typeof value === "bigint" ? Number(value) : value));
  const child = spawn(process.execPath, [DRIVER, `sqlite:${path}`, text], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const answered: string[] = [];
  const closed = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) {
    answered.push(line);
    if (answered.length === 25) child.kill("SIGKILL");
  }
  expect((await closed)[1]).toBe("SIGKILL");
  const db = await openStore(`sqlite:${path}`);
  const stored = await db.selectFrom("clicks").select("id").execute();
  const ids = new Set(stored.map(({ id }) => uuidText(id)));
  expect(answered.filter((id) => !ids.has(id))).toEqual([]);
  expect(answered.length).toBeGreaterThanOrEqual(25);
  expect(await checkBooks(db)).toEqual({ ok: true, findings: [] });
  await db.destroy();
  rmSync(folder, { recursive: true });
});
