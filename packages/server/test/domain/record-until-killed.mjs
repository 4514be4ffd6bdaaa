/**
 * Records clicks for ever and prints each id once it was answered; whoever started it kills it. It runs the built server, so
 * `npm run build` comes first (`npm test` does it). Usage: DATABASE SENDER(JSON)
 */
import { randomBytes } from "node:crypto";
import { built } from "./built.mjs";

const { createClickRecorder } = await built("domain/click-recorder.js");
const { createCounts } = await built("domain/counts.js");
const { openStore } = await built("store/open-store.js");
const [address, text] = process.argv.slice(2);
const db = await openStore(address);
const recorder = createClickRecorder({ db, counts: createCounts(db) });
const sender = JSON.parse(text, (_, value) => (typeof value === "number" ? BigInt(value) : value));

async function clickForEver(worker) {
  for (let day = 0; ; day++) {
    const now = Date.UTC(2026, 10, 1 + (day % 30)) + worker;
    const id = `019ac0de-${randomBytes(2).toString("hex")}-7000-8000-${randomBytes(6).toString("hex")}`;
    const url = `https://blog.example/${worker}/${day}`;
    const clicked_at = new Date(now).toISOString();
    const { results } = await recorder.record(sender, [{ id, publisher: "marothro", url, clicked_at }], now);
    if (results[0].status === "counted") process.stdout.write(`${id}\n`);
  }
}

await Promise.all([0, 1, 2].map(clickForEver));
