import { expect, test } from "vitest";
import { readSettings } from "../../src/domain/settings.js";

const read = (env: Record<string, string>) => readSettings(env, { origin: "http://localhost:4000" });

test("without variables an instance is in euros, takes no fee and settles 15 minutes after the end", () => {
  expect(read({})).toEqual({
    origin: "http://localhost:4000",
    name: "Rivulet",
    currency: "EUR",
    minimumBudget: 2_000_000n,
    feeBasisPoints: 0,
    settleDelayMs: 900_000,
    smtpUrl: null,
    mailFrom: "rivulet@localhost",
    operators: [],
    bank: null,
    trustProxy: false,
    logLevel: "info",
  });
});

test("every variable is read", () => {
  const settings = read({
    RIVULET_ORIGIN: "https://give.example.org",
    RIVULET_NAME: "Give",
    RIVULET_CURRENCY: "CHF",
    RIVULET_MINIMUM_BUDGET: "1.50",
    RIVULET_FEE_PERCENT: "2.25",
    RIVULET_SETTLE_DELAY: "0",
    RIVULET_SMTP_URL: "smtp://a:b@mail.example.org:587",
    RIVULET_MAIL_FROM: "Give <give@example.org>",
    RIVULET_OPERATORS: "A@example.org, b@example.org",
    RIVULET_IBAN: "de89 3704 0044 0532 0130 00",
    RIVULET_BIC: "COBADEFFXXX",
    RIVULET_ACCOUNT_HOLDER: "Give e.V.",
    RIVULET_TRUST_PROXY: "1",
    RIVULET_LOG_LEVEL: "warn",
  });
  expect(settings).toEqual({
    origin: "https://give.example.org",
    name: "Give",
    currency: "CHF",
    minimumBudget: 1_500_000n,
    feeBasisPoints: 225,
    settleDelayMs: 0,
    smtpUrl: "smtp://a:b@mail.example.org:587",
    mailFrom: "Give <give@example.org>",
    operators: ["a@example.org", "b@example.org"],
    bank: { iban: "DE89370400440532013000", bic: "COBADEFFXXX", holder: "Give e.V." },
    trustProxy: true,
    logLevel: "warn",
  });
});

test.each([
  ["RIVULET_ORIGIN", "http://give.example.org"],
  ["RIVULET_ORIGIN", "https://give.example.org/"],
  ["RIVULET_NAME", "x".repeat(81)],
  ["RIVULET_CURRENCY", "euro"],
  ["RIVULET_MINIMUM_BUDGET", "0.00"],
  ["RIVULET_MINIMUM_BUDGET", "2,00"],
  ["RIVULET_MINIMUM_BUDGET", "1000000.000001"],
  ["RIVULET_FEE_PERCENT", "20.01"],
  ["RIVULET_FEE_PERCENT", "-1"],
  ["RIVULET_SETTLE_DELAY", "15m"],
  ["RIVULET_MAIL_FROM", "nobody"],
  ["RIVULET_OPERATORS", "a@example.org b"],
  ["RIVULET_OPERATORS", "a@exam\u0007ple.org"],
  ["RIVULET_MAIL_FROM", 'a"b@example.org'],
  ["RIVULET_IBAN", "DE89370400440532013001"],
  ["RIVULET_TRUST_PROXY", "perhaps"],
  ["RIVULET_LOG_LEVEL", "loud"],
])("a wrong value is one sentence that names the variable: %s", (name, value) => {
  expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name} must [^\n]*, not "[^\n]*"\\.$`));
});

test("the address of the mail server is not repeated, since a password stands in it", () => {
  expect(() => read({ RIVULET_SMTP_URL: "secret" })).toThrow(
    /^RIVULET_SMTP_URL must be an address (?!.*secret)/,
  );
});
