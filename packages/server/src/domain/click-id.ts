import { createHash, randomBytes } from "node:crypto";
import { type Period, periodStartMs } from "@rivulet/protocol";
import { uuidText } from "./id.js";

/** A new click's id: a UUID of version 7 (RFC 9562 section 5.7), for clicks that a page of ours offers. */
export function newClickId(nowMs: number): string {
  return uuidText(versionSeven(randomBytes(16), nowMs));
}

/**
 * The id of a subscription's click in a period: a UUID of version 7 that begins with the period's start, as every click's can be
 * undone by, and the rest of which follows from the subscription's secret key, so that making it again finds it made.
 */
export function subscriptionClickId(key: Uint8Array, period: Period): Buffer {
  const names = JSON.stringify(["subscription", Buffer.from(key).toString("hex"), period]);
  const bytes = createHash("sha256").update(names).digest().subarray(0, 16);
  return versionSeven(bytes, periodStartMs(period));
}

function versionSeven(bytes: Buffer, atMs: number): Buffer {
  bytes.writeUIntBE(atMs, 0, 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return bytes;
}
