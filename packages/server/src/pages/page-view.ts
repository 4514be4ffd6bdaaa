import { formatAmount } from "@rivulet/protocol";
import type { Language } from "../words/choose-language.js";
import type { Words } from "../words/en.js";

/** What every page is drawn with. */
export type PageView = {
  words: Words;
  language: Language;
  /** The instance's name. */
  name: string;
  origin: string;
  currency: string;
  /** Of who is signed in, or null. */
  mail: string | null;
  /** The instance's time in a demo, else null. */
  demoTimeMs: number | null;
  /** What was just done, a key of `words.notes`. */
  note: string | null;
  /** Path and query of this page, for the links to its other languages. */
  here: string;
  /** A path of ours, with the language that was chosen by hand. */
  href: (path: string) => string;
};

/** An amount of micros with its currency, exact to the micro. @example money(view, 142857n) // "€0.142857" */
export function money(view: Pick<PageView, "language" | "currency">, micros: bigint): string {
  const format = new Intl.NumberFormat(view.language, {
    style: "currency",
    currency: view.currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 6,
  });
  return format.format(formatAmount(micros) as `${number}`);
}

/** A time with its zone, which is always UTC. @example moment(view, 0) // "1 Jan 1970, 00:00 UTC" */
export function moment(view: Pick<PageView, "language">, atMs: number): string {
  const format = new Intl.DateTimeFormat(dayFirst(view.language), {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: "UTC",
  });
  return `${format.format(atMs)} UTC`;
}

/** A day in UTC. */
export function day(view: Pick<PageView, "language">, atMs: number): string {
  return new Intl.DateTimeFormat(dayFirst(view.language), { dateStyle: "medium", timeZone: "UTC" }).format(
    atMs,
  );
}

/** A period in words. @example month(view, "2026-11") // "November 2026" */
export function month(view: Pick<PageView, "language">, period: string): string {
  const format = new Intl.DateTimeFormat(view.language, { month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(Date.parse(`${period}-01T00:00:00Z`));
}

/** English without a country puts the month first, which half of its readers misread. */
function dayFirst(language: Language): string {
  return language === "en" ? "en-GB" : language;
}
