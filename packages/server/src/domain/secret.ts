import { createHash, randomBytes } from "node:crypto";

/** A secret of 256 bits as text for a link, a cookie or a token; only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What the store keeps of a secret: its SHA-256. A stolen database opens nothing. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
