/**
 * Settles November in a process of its own and ends it as SIGKILL does, right before the Nth statement that writes.
 * It runs the built server, so `npm run build` comes first (`npm test` does it).
 * Usage: node settle-until-killed.mjs DATABASE N
 */
import { SqliteDriver } from "kysely";
import { built } from "./built.mjs";

const { readSettings } = await built("domain/settings.js");
const { settlePeriod } = await built("domain/settlement.js");
const { openStore } = await built("store/open-store.js");
const [address, count] = process.argv.slice(2);
const db = await openStore(address);
const acquire = SqliteDriver.prototype.acquireConnection;
let left = Number(count);
const watched = new WeakSet();

SqliteDriver.prototype.acquireConnection = async function acquireWatched() {
  const connection = await acquire.call(this);
  if (!watched.has(connection)) watch(connection);
  return connection;
};

function watch(connection) {
  watched.add(connection);
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = (query) => {
    if (/^\s*(insert|update|delete|commit|begin)/i.test(query.sql) && left-- === 0)
      process.kill(process.pid, "SIGKILL");
    return execute(query);
  };
}

const settings = readSettings(process.env, { origin: "https://give.example" });
await settlePeriod(db, "2026-11", settings, Date.parse("2026-12-01T00:15:00Z"));
await db.destroy();
process.stdout.write("settled\n");
