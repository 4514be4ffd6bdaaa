import { createHash, randomBytes } from "node:crypto";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A UUID as the store keeps it: 16 bytes, which sort as the text does. Throws where the text is none. */
export function uuidBytes(text: string): Buffer {
  if (!UUID.test(text)) throw new TypeError(`"${text}" is no UUID.`);
  return Buffer.from(text.replaceAll("-", ""), "hex");
}

/** The text of 16 bytes. @example uuidText(uuidBytes(id)) === id.toLowerCase() */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Whether a text is a UUID of version 7 (RFC 9562 section 5.7), as every click's id is. */
export function isUuidV7(text: string): boolean {
  return UUID_V7.test(text);
}

/** A random id (UUID v4) for an account. */
export function randomId(): Buffer {
  return stamp(randomBytes(16), 4);
}

/**
 * An id that follows from what it names (UUID v8), so that doing a thing again writes the same row.
 * @example derivedId("transfer", "given", "2026-11", "7")
 */
export function derivedId(...names: string[]): Buffer {
  return stamp(createHash("sha256").update(JSON.stringify(names)).digest().subarray(0, 16), 8);
}

function stamp(bytes: Buffer, version: number): Buffer {
  bytes[6] = ((bytes[6] as number) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytes;
}
