import { isPeriod, isSite, type Period, parseAmount, readScopes, SCOPES } from "@rivulet/protocol";
import { InvalidArgumentError } from "commander";

/** An argument that is a period. */
export function readPeriod(text: string): Period {
  if (!isPeriod(text)) throw new InvalidArgumentError("Write a month such as 2026-11.");
  return text;
}

/** An argument that is an amount, in micros. */
export function readAmount(text: string): bigint {
  const micros = parseAmount(text);
  if (micros === null) throw new InvalidArgumentError("Write an amount such as 2.00.");
  return micros;
}

/** An argument that is a site. */
export function readSite(text: string): string {
  if (!isSite(text)) throw new InvalidArgumentError("Write an origin such as https://blog.example.org.");
  return text;
}

/** An option that can be given several times, each a site. */
export function readSites(text: string, before: string[]): string[] {
  return [...before, readSite(text)];
}

/** Scopes with a blank between them, in the protocol's own order. */
export function readScope(text: string): string {
  const scopes = readScopes(text);
  if (scopes.length === 0 || text.split(" ").length !== scopes.length) {
    throw new InvalidArgumentError(`Write ${SCOPES.join(", ")}, or "${SCOPES.join(" ")}".`);
  }
  return scopes.join(" ");
}
