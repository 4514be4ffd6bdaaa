import { randomBytes } from "node:crypto";
import { uuidText } from "./id.js";

/** A new click's id: a UUID of version 7 (RFC 9562 section 5.7), for clicks that a page of ours offers. */
export function newClickId(nowMs: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return uuidText(bytes);
}
