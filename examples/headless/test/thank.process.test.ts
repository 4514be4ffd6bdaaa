import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const path = (fromHere: string) => fileURLToPath(new URL(fromHere, import.meta.url));
const RIVULET = path("../../../packages/server/bin/rivulet.mjs");
const THANK = path("../thank.mjs");
const SITE = "https://blog.example";
const PAGE = `${SITE}/my-post`;

type Ended = { code: number; out: string; err: string };

/** Runs a script of Node to its end. */
function run(script: string, args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, out: stdout.trim(), err: stderr.trim() });
      },
    );
  });
}

let folder: string;
let server: ChildProcess;
let backend: string;
let token: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rivulet-thank-"));
  const database = ["--database", `sqlite:${join(folder, "rivulet.db")}`];
  await run(RIVULET, ["donor", "add", "ann@example.org", "--budget", "5.00", ...database]);
  await run(RIVULET, ["publisher", "add", "marothro", "--mail", "maro@example.org", ...database]);
  token = (await run(RIVULET, ["token", "ann@example.org", SITE, ...database])).out;
  server = spawn(process.execPath, [RIVULET, "serve", "--port", "0", ...database], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, RIVULET_LOG_LEVEL: "info" },
  });
  backend = await addressOf(server);
});

afterAll(async () => {
  server.kill("SIGTERM");
  await once(server, "exit");
  await rm(folder, { recursive: true });
});

/** The address that the server logs when it is ready. */
async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const url = line.match(/"url":"(http:[^"]+)"/)?.[1];
    if (url) {
      child.stdout?.resume();
      return url;
    }
  }
  throw new Error("The server ended without saying where it listens.");
}

const thank = (publisher: string, url: string, env: Record<string, string> = { RIVULET_TOKEN: token }) =>
  run(THANK, ["--backend", backend, "--site", SITE, "--publisher", publisher, "--url", url], env);

it("a thank-you from a script is counted, and the next one too", async () => {
  expect(await thank("marothro", PAGE)).toEqual({
    code: 0,
    out: "counted: 1 in all, 1 from you this month",
    err: "",
  });
  expect((await thank("marothro", PAGE)).out).toBe("counted: 2 in all, 2 from you this month");
  const answer = await fetch(`${backend}/v1/counts?url=${encodeURIComponent(PAGE)}`);
  expect(await answer.json()).toEqual({ counts: { [PAGE]: 2 } });
});

it("a refusal is told by its code, and the script ends with 1", async () => {
  expect(await thank("nobody-here", PAGE)).toMatchObject({ code: 1, out: "rejected: unknown-publisher" });
  expect(await thank("marothro", "https://elsewhere.example/")).toMatchObject({
    code: 1,
    out: "rejected: site-mismatch",
  });
});

it("a token that nobody issued counts nothing, and the script says why", async () => {
  expect(await thank("marothro", PAGE, { RIVULET_TOKEN: "made-up" })).toMatchObject({
    code: 1,
    err: "error: invalid-token",
  });
});

it("a missing option prints the usage, and the script ends with 2", async () => {
  const { code, err } = await run(THANK, ["--backend", backend], { RIVULET_TOKEN: token });
  expect(code).toBe(2);
  expect(err).toMatch(/^Usage: /);
});
