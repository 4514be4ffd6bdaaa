#!/usr/bin/env node
// Thanks a page from a script: one click on the headless client, no browser. Needs Node 20.19 or newer.
import { parseArgs } from "node:util";
import { createClient } from "@rivulet/client";

const USAGE = `Usage: node thank.mjs --backend URL --token TOKEN --site ORIGIN --publisher HANDLE --url URL

  --backend    the instance's address
  --token      a site token; better in the environment as RIVULET_TOKEN, where others on this machine cannot read it
  --site       the origin that the token was issued to
  --publisher  the handle of whom to thank
  --url        the page to thank for`;

/** The options, or null when one is missing or unknown. */
function readOptions() {
  const text = { type: "string" };
  try {
    const { values } = parseArgs({
      options: { backend: text, token: text, site: text, publisher: text, url: text },
    });
    const options = { token: process.env.RIVULET_TOKEN, ...values };
    return ["backend", "token", "site", "publisher", "url"].every((name) => options[name]) ? options : null;
  } catch {
    return null;
  }
}

/** A sentence for a person and the exit code for a script: 0 counted, 1 not counted. */
function tell(outcome) {
  if (outcome.status === "counted")
    return [0, `counted: ${outcome.count} in all, ${outcome.mine} from you this month`];
  if (outcome.status === "rejected") return [1, `rejected: ${outcome.code}`];
  return [1, "pending: the instance did not take it now"];
}

async function main() {
  const options = readOptions();
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const { publisher, url, ...connection } = options;
  const client = createClient(connection);
  // Without a browser there is no storage that outlives this script, so an unsent click ends with it.
  client.on("error", (error) => console.error(`error: ${error.code}`));
  try {
    const [code, line] = tell(await client.click({ publisher, url }));
    console.log(line);
    return code;
  } finally {
    client.close();
  }
}

process.exitCode = await main();
