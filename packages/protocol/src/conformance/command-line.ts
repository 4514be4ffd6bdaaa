import { parseArgs } from "node:util";
import { describeExchange } from "./exchange.js";
import { type RuleResult, runConformance } from "./run-conformance.js";
import type { Target } from "./target.js";

const USAGE = `Usage: rivulet-conformance URL --site ORIGIN --publisher HANDLE --token TOKEN
         [--subscribe-token TOKEN] [--other-token TOKEN] [--other-site-token TOKEN [--other-site ORIGIN]]
         [--settled-click ID]

Checks the backend at URL against the Rivulet protocol, a line a rule. It counts about ten clicks and takes them back.

  --site              the site that TOKEN was issued to
  --publisher         a handle that may be paid for pages of that site, and is not the donor's own
  --token             a donor's token for the site
  --subscribe-token   the donor's token for the site with the scopes "click subscribe"; TOKEN then has "click" alone
  --other-token       another donor's token for the site
  --other-site-token  a token for another site
  --other-site        that other site
  --settled-click     the id of a click of the token whose period is closed
`;

const text = { type: "string" } as const;
const OPTIONS = {
  site: text,
  publisher: text,
  token: text,
  "subscribe-token": text,
  "other-token": text,
  "other-site-token": text,
  "other-site": text,
  "settled-click": text,
  help: { type: "boolean", short: "h" },
} as const;

/** Where the lines go, and what sends the requests. */
export type Surroundings = {
  write: (text: string) => void;
  complain: (text: string) => void;
  fetch?: Target["fetch"];
};

/**
 * The command `rivulet-conformance`. Returns its exit code: 0 where no rule is broken, 1 where one is, 2 for wrong usage.
 * @example process.exitCode = await commandLine(process.argv.slice(2), { write, complain });
 */
export async function commandLine(
  args: string[],
  { write, complain, fetch }: Surroundings,
): Promise<0 | 1 | 2> {
  const asked = readArguments(args);
  if (asked === "help") {
    write(USAGE);
    return 0;
  }
  if (typeof asked === "string") {
    complain(`${asked}\n\n${USAGE}`);
    return 2;
  }
  const results = await runConformance(fetch ? { ...asked, fetch } : asked);
  for (const result of results) write(`${lineOf(result)}\n`);
  const number = (outcome: RuleResult["outcome"]) =>
    results.filter((result) => result.outcome === outcome).length;
  write(`\n${number("passed")} passed, ${number("failed")} failed, ${number("skipped")} skipped\n`);
  return number("failed") > 0 ? 1 : 0;
}

/** The target, or a sentence on what is wrong with the arguments. */
function readArguments(args: string[]): Target | string {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    if (values.help) return "help";
    return targetOf(positionals, values);
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  }
}

type Values = { [name in Exclude<keyof typeof OPTIONS, "help">]?: string };

function targetOf(positionals: string[], values: Values): Target | string {
  const [backend] = positionals;
  const { site, publisher, token } = values;
  if (!backend || positionals.length > 1) return "One URL is needed: the backend's address.";
  if (!site || !publisher || !token) return "--site, --publisher and --token are needed.";
  if (!/^https?:$/.test(protocolOf(backend))) return `${backend} is no http or https URL.`;
  const wrong = [site, values["other-site"]].find((origin) => origin && originOf(origin) !== origin);
  if (wrong) return `${wrong} is no origin, such as https://blog.example.`;
  const given = {
    subscribeToken: values["subscribe-token"],
    otherToken: values["other-token"],
    otherSiteToken: values["other-site-token"],
    otherSite: values["other-site"],
    settledClick: values["settled-click"],
  };
  const means = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
  return { backend, site, publisher, token, ...means };
}

const protocolOf = (address: string) => (URL.canParse(address) ? new URL(address).protocol : "");
const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : "");

function lineOf(result: RuleResult): string {
  const line = `${result.outcome}  ${result.id}: ${result.title}`;
  if (result.outcome === "passed") return line;
  if (result.outcome === "skipped") return `${line} (${result.reason})`;
  const evidence = result.exchange ? `\n${describeExchange(result.exchange)}` : "";
  return `${line}\n${indent(result.reason + evidence)}`;
}

const indent = (lines: string) => lines.replace(/^/gm, "        ");
