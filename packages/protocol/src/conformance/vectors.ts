import { readFileSync } from "node:fs";

/** One line of `canonical-url-vectors.json`: what becomes of an address, null where it has no canonical form. */
export type Vector = { rule: string; in: string; base?: string; out: string | null };

/** The vectors beside the protocol's page; the same path leads there from the sources and from what is built. */
export function readVectors(): Vector[] {
  const file = new URL("../../canonical-url-vectors.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Vector[];
}
