import "./require-node.mjs";
import { parseArgs } from "node:util";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { giveUp, ROOT, requireWritable } from "./run.mjs";

/**
 * `npm start`: the demo instance on localhost and the demo blog on 127.0.0.1, two sites as in real life.
 * `npm start -- --port 4900` takes 4900 for the instance and the next for the blog.
 */
const port = readPort();

requireWritable();
await ensureInstall();
await ensureBuild();
const { startDemo } = await import("../packages/server/dist/demo/start-demo.js");
const demo = await startDemo({
  port,
  blogPort: port + 1,
  database: `sqlite:${ROOT}data/demo.db`,
  blogFolder: `${ROOT}examples/html`,
  beside: {
    "/headless/client.min.mjs": `${ROOT}packages/client/dist/client.min.mjs`,
    "/headless/": `${ROOT}examples/headless`,
  },
}).catch((error) => giveUp(explain(error.message)));

console.log(`
Rivulet's demo runs. Nothing in it is real money. Ctrl-C stops it.

  Blog      ${demo.blogUrl}   press a button, then connect: any mail address will do
  Instance  ${demo.instanceUrl}   your page: what you give; the outbox has the mails; go to the end of the month there
`);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await demo.close();
    process.exit(0);
  });
}

/** The blog's port follows the instance's, so both are named. */
function explain(message) {
  if (!message.startsWith("Port ")) return message;
  return `The demo needs the ports ${port} and ${port + 1}, and one is taken (by another npm start?); choose others with npm start -- --port N.`;
}

function readPort() {
  try {
    const { values } = parseArgs({ options: { port: { type: "string", default: "4000" } } });
    const number = Number(values.port);
    if (Number.isInteger(number) && number > 0 && number < 65_535) return number;
  } catch {
    // Said below: an option that is not known.
  }
  return giveUp("npm start takes one option: npm start -- --port N, where N is a number from 1 to 65534.");
}
