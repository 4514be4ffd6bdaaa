import "./require-node.mjs";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { ROOT } from "./run.mjs";

/**
 * `npm run bench:server`: requests a second of the server, as a share of a bare node:http server that gets the very same
 * requests in the same run. Rounds alternate, so that a drift of the machine's speed hits both; medians are compared.
 */
const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 32;
const DONORS = 2500;
const THINGS = 199;
const SITE = "http://127.0.0.1";
const ASKED = { clicks: 0.2, counts: 0.5 };

await ensureInstall();
await ensureBuild();
const { openStore } = await import("../packages/server/dist/index.js");
const { addPublisher } = await import("../packages/server/dist/domain/publishers.js");
const { personFor } = await import("../packages/server/dist/domain/people.js");
const { donorFor, setBudget } = await import("../packages/server/dist/domain/donors.js");
const { connectionFor } = await import("../packages/server/dist/domain/connections.js");
const { issueToken } = await import("../packages/server/dist/domain/tokens.js");
const { readSettings } = await import("../packages/server/dist/domain/settings.js");
const { createUuids } = await import("../packages/client/dist/uuid-v7.js");

const folder = mkdtempSync(join(tmpdir(), "rivulet-bench-"));
const database = `sqlite:${join(folder, "bench.db")}`;
const tokens = await seed();
const bare = await startServer(["scripts/bare-server.mjs"], []);
const rivulet = await startServer(
  ["packages/server/bin/rivulet.mjs", "serve", "--port"],
  ["--database", database],
);

const makeId = createUuids(Date.now);
let sent = 0;
let counted = 0;
process.once("SIGINT", () => process.exit(1));
process.once("SIGTERM", () => process.exit(1));
process.once("exit", () => {
  bare.child.kill("SIGKILL");
  rivulet.child.kill("SIGKILL");
});
const samples = { "bare clicks": [], clicks: [], "bare counts": [], counts: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  samples["bare clicks"].push(await measure(bare.url, clickRequest));
  samples.clicks.push(await measure(rivulet.url, clickRequest, countAnswer));
  samples["bare counts"].push(await measure(bare.url, countsRequest));
  samples.counts.push(await measure(rivulet.url, countsRequest));
}
// Killed, not stopped: every click that was answered must be on disk all the same.
rivulet.child.kill("SIGKILL");
bare.child.kill();
await report();
rmSync(folder, { recursive: true });

async function seed() {
  const db = await openStore(database);
  const settings = readSettings({}, { origin: "http://localhost:4000" });
  const now = Date.now();
  const made = await db.transaction().execute(async (tx) => {
    const owner = await personFor(tx, "publisher@example.org", now);
    await addPublisher(tx, { handle: "bench", person: owner.id, sites: [SITE] }, now);
    const list = [];
    for (let number = 0; number < DONORS; number += 1) {
      const person = await personFor(tx, `donor${number}@example.org`, now);
      const donor = await donorFor(tx, person.id, now);
      await setBudget(tx, donor.id, settings.minimumBudget, settings, now);
      const connection = await connectionFor(tx, donor.id, SITE, now);
      list.push(await issueToken(tx, connection.id, now));
    }
    return list;
  });
  await db.destroy();
  return made;
}

async function startServer(before, after) {
  const port = await freePort();
  const child = spawn(process.execPath, [...before, String(port), ...after], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, RIVULET_LOG_LEVEL: "silent" },
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (
      await fetch(`${url}/.well-known/rivulet`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return { child, url };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing answered at ${url} within ten seconds.`);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A click a request; donors take turns, and no donor reaches a cap. */
function clickRequest(request) {
  const number = sent++;
  const click = {
    id: makeId(),
    publisher: "bench",
    url: `${SITE}/${(number * 7) % THINGS}`,
    title: "A page",
    clicked_at: new Date().toISOString(),
  };
  return {
    ...request,
    method: "POST",
    path: "/v1/clicks",
    headers: {
      authorization: `Bearer ${tokens[number % DONORS]}`,
      origin: SITE,
      "content-type": "application/json",
    },
    body: JSON.stringify({ clicks: [click] }),
  };
}

function countsRequest(request) {
  return { ...request, method: "GET", path: `/v1/counts?url=${encodeURIComponent(`${SITE}/1`)}` };
}

function countAnswer(_status, body) {
  if (body.includes('"status":"counted"')) counted += 1;
}

/** Requests a second that were answered 200. */
async function measure(url, setupRequest, onResponse) {
  const requests = [onResponse ? { setupRequest, onResponse } : { setupRequest }];
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers other than 200, ${result.errors} errors.`);
  return result["2xx"] / result.duration;
}

async function report() {
  const middle = Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]));
  for (const name of ["clicks", "counts"]) {
    const ratio = middle[name] / middle[`bare ${name}`];
    console.log(
      `${name}: ${Math.round(middle[name])} a second, bare node:http ${Math.round(middle[`bare ${name}`])}, ratio ${ratio.toFixed(2)} (asked: ${ASKED[name]})`,
    );
    if (ratio < ASKED[name]) process.exitCode = 1;
  }
  const db = await openStore(database);
  const rows = await db
    .selectFrom("clicks")
    .select(({ fn }) => fn.countAll().as("n"))
    .executeTakeFirstOrThrow();
  await db.destroy();
  console.log(`${counted} clicks were answered "counted"; the killed server's database holds ${rows.n}.`);
  if (Number(rows.n) < counted) process.exitCode = 1;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
