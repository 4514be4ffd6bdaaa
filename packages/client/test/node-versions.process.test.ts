import { execFile } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestInstance, PUBLISHER, SITE, type TestInstance } from "../../server/test/serve-instance.js";

const CLIENT = new URL("../dist/client.min.mjs", import.meta.url).href;

/** What a version of Node does with the built client before the real server. */
const SCRIPT = `
const { createClient } = await import(process.env.CLIENT);
const { BACKEND: backend, TOKEN: token, SITE: site, PUBLISHER: publisher } = process.env;
const client = createClient({ backend, token, site });
const thing = { publisher, url: site + "/" + process.version };
const heard = [];
for (const event of ["counted", "rejected", "undone", "error"]) client.on(event, () => heard.push(event));
const first = await client.click(thing);
const refused = await client.click({ ...thing, publisher: "nobody" });
const mine = (await client.me([thing.url])).mine[thing.url].clicks;
await client.undo(first.id);
const counts = await client.counts([thing.url]);
const connected = await client.connect().catch(({ code }) => code);
const { kept } = client.state;
client.close();
console.log(JSON.stringify({ version: process.version, first, refused, mine, count: counts[thing.url], connected, kept, heard }));
`;

/** The output of a command; null where it cannot be run, and then the reason is said. */
const run = (command: string[], env: Record<string, string> = {}) =>
  new Promise<string | null>((resolve) => {
    const [file = "", ...args] = command;
    const options = { env: { ...process.env, ...env }, timeout: 120_000 };
    execFile(file, args, options, (error, stdout, stderr) => {
      if (error) console.warn(stderr || error.message);
      resolve(error ? null : stdout);
    });
  });

/** The version under which the tests run is here; the others are packages. */
const nodeOf = (major: string) =>
  process.version.startsWith(`v${major}.`)
    ? [process.execPath]
    : ["npx", "-y", "-p", `node@${major}`, "node"];

let instance: TestInstance;
let env: Record<string, string>;
beforeAll(async () => {
  instance = await openTestInstance();
  const { url } = await instance.listen();
  env = { CLIENT, BACKEND: url, SITE, PUBLISHER, TOKEN: await instance.token() };
});
afterAll(() => instance.close());

describe("the built client before the real server", () => {
  it.for(["20", "22", "24"])("works in Node %s", { timeout: 240_000 }, async (major, { skip }) => {
    const node = nodeOf(major);
    if (!(await run([...node, "--version"]))) skip(`Node ${major} cannot be had here.`);
    const out = await run([...node, "--input-type=module", "-e", SCRIPT], env);
    expect(JSON.parse(out ?? "null")).toEqual({
      version: expect.stringMatching(`^v${major}\\.`),
      first: { status: "counted", id: expect.any(String), count: 1, mine: 1 },
      refused: { status: "rejected", id: expect.any(String), code: "unknown-publisher" },
      mine: 1,
      count: 0,
      connected: "not-connected",
      kept: false,
      heard: ["counted", "rejected", "undone"],
    });
  });
});
