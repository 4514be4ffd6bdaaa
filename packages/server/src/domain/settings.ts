import { formatAmount, isSite, parseAmount } from "@rivulet/protocol";
import * as v from "valibot";
import { LARGEST_AMOUNT } from "../store/largest-amount.js";
import { isMail } from "./mail-address.js";

/** The account to which donors transfer, as the operator tells it. */
export type BankAccount = { iban: string; bic: string | null; holder: string | null };

/** What an operator sets. Amounts are micros of the currency. */
export type Settings = {
  /** The instance's own origin, without a slash at its end. */
  origin: string;
  name: string;
  /** ISO 4217. */
  currency: string;
  /** Micros a month. */
  minimumBudget: bigint;
  /** Of a publisher's gross, 0 to 2,000. */
  feeBasisPoints: number;
  /** How long after a period's end its settlement begins. */
  settleDelayMs: number;
  /** null: no mail is sent (the demo keeps them in its outbox). */
  smtpUrl: string | null;
  mailFrom: string;
  /** Mail addresses of those who see the operator's pages. */
  operators: string[];
  /** null: nothing can be paid in by transfer. */
  bank: BankAccount | null;
  /** Whether `X-Forwarded-For` is believed. */
  trustProxy: boolean;
  logLevel: string;
};

type Environment = Record<string, string | undefined>;

const MINUTE_MS = 60_000;

const text = v.pipe(v.string(), v.trim());

const origin = v.pipe(
  text,
  v.check(isSite, "must be an https origin, or http on localhost, such as https://give.example.org"),
);

const instanceName = v.pipe(text, v.maxLength(80, "must have at most 80 characters"));

const currency = v.pipe(text, v.regex(/^[A-Z]{3}$/, "must be the three letters of a currency, such as EUR"));

const minimumBudget = v.pipe(
  text,
  v.transform((value) => parseAmount(value) ?? 0n),
  v.check(
    (micros) => micros > 0n && micros <= LARGEST_AMOUNT,
    `must be an amount above 0 and at most ${formatAmount(LARGEST_AMOUNT)}, such as 2.00`,
  ),
);

const feeBasisPoints = v.pipe(
  text,
  v.regex(
    /^\d{1,2}(\.\d{1,2})?$/,
    "must be a percentage from 0 to 20 with at most two decimals, such as 2.5",
  ),
  v.transform((percent) => Math.round(Number(percent) * 100)),
  v.maxValue(2000, "must be at most 20"),
);

const settleDelayMs = v.pipe(
  text,
  v.regex(/^\d{1,5}$/, "must be a whole number of minutes, such as 15"),
  v.transform((minutes) => Number(minutes) * MINUTE_MS),
);

const smtpUrl = v.pipe(
  text,
  v.check(
    (url) => URL.canParse(url) && /^smtps?:/.test(url),
    "must be an address such as smtp://user:password@mail.example.org:587",
  ),
);

const mailFrom = v.pipe(
  text,
  v.check(
    (sender) => isMail(/<([^<>]*)>$/.exec(sender)?.[1] ?? sender),
    "must be a mail address, such as give@example.org",
  ),
);

const operators = v.pipe(
  text,
  v.transform((list) =>
    list
      .split(/[\s,;]+/)
      .filter((mail) => mail !== "")
      .map((mail) => mail.toLowerCase()),
  ),
  v.check((mails) => mails.every(isMail), "must be mail addresses with commas between them"),
);

const iban = v.pipe(
  text,
  v.transform((value) => value.replaceAll(" ", "").toUpperCase()),
  v.check(isIban, "must be an IBAN"),
);

const bic = v.pipe(
  text,
  v.regex(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/, "must be a BIC of 8 or 11 characters"),
);

const accountHolder = v.pipe(text, v.maxLength(70, "must have at most 70 characters"));

const trustProxy = v.pipe(
  text,
  v.picklist(["0", "1", "false", "true"], "must be true or false"),
  v.transform((word) => word === "1" || word === "true"),
);

const logLevel = v.pipe(
  text,
  v.picklist(
    ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
    "must be one of fatal, error, warn, info, debug, trace, silent",
  ),
);

/**
 * Reads the settings from the environment; an empty variable is as good as none.
 * @param defaults the origin where `RIVULET_ORIGIN` says none.
 * @throws an Error with one sentence that names the variable.
 * @example readSettings(process.env, { origin: "http://localhost:4000" }).minimumBudget // 2000000n
 */
export function readSettings(env: Environment, defaults: { origin: string }): Settings {
  const read = <S extends v.GenericSchema<string, unknown>>(name: string, schema: S, fallback: string) =>
    readVariable(env, name, schema, fallback);
  const own = read("RIVULET_ORIGIN", origin, defaults.origin);
  return {
    origin: own,
    name: read("RIVULET_NAME", instanceName, "Rivulet"),
    currency: read("RIVULET_CURRENCY", currency, "EUR"),
    minimumBudget: read("RIVULET_MINIMUM_BUDGET", minimumBudget, "2.00"),
    feeBasisPoints: read("RIVULET_FEE_PERCENT", feeBasisPoints, "0"),
    settleDelayMs: read("RIVULET_SETTLE_DELAY", settleDelayMs, "15"),
    smtpUrl: env.RIVULET_SMTP_URL?.trim() ? read("RIVULET_SMTP_URL", smtpUrl, "") : null,
    mailFrom: read("RIVULET_MAIL_FROM", mailFrom, `rivulet@${new URL(own).hostname}`),
    operators: read("RIVULET_OPERATORS", operators, ""),
    bank: env.RIVULET_IBAN?.trim()
      ? {
          iban: read("RIVULET_IBAN", iban, ""),
          bic: env.RIVULET_BIC?.trim() ? read("RIVULET_BIC", bic, "") : null,
          holder: env.RIVULET_ACCOUNT_HOLDER?.trim()
            ? read("RIVULET_ACCOUNT_HOLDER", accountHolder, "")
            : null,
        }
      : null,
    trustProxy: read("RIVULET_TRUST_PROXY", trustProxy, "false"),
    logLevel: read("RIVULET_LOG_LEVEL", logLevel, "info"),
  };
}

function readVariable<S extends v.GenericSchema<string, unknown>>(
  env: Environment,
  name: string,
  schema: S,
  fallback: string,
): v.InferOutput<S> {
  const given = env[name]?.trim() || fallback;
  const result = v.safeParse(schema, given);
  if (result.success) return result.output;
  // A password can stand in the address of a mail server, so its value is not repeated.
  const shown = name === "RIVULET_SMTP_URL" ? "" : `, not "${given}"`;
  throw new Error(`${name} ${result.issues[0].message}${shown}.`);
}

/** Whether a text is an IBAN: the country's letters and check digits moved to the end give 1 modulo 97 (ISO 13616). */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return false;
  const digits = (text.slice(4) + text.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n;
}
