import { createHash, timingSafeEqual } from "node:crypto";
import type { Tx } from "../store/open-store.js";
import { hashSecret, newSecret } from "./secret.js";
import { issueToken } from "./tokens.js";

/** A code works for 60 seconds, once (protocol page, "Connect" 4). */
export const CODE_LIFE_MS = 60_000;
const REPLAY_MS = 10 * 60_000;
const KEPT_MS = 24 * 3_600_000;

/** What a code was issued for; an exchange must name the same. */
export type CodeFor = { connection: bigint; redirectUri: string; challenge: string; scope: string };

/** Issues a code for the site to exchange; only its hash is stored. */
export async function issueCode(tx: Tx, code: CodeFor, now: number): Promise<string> {
  await tx
    .deleteFrom("codes")
    .where("created_at", "<", BigInt(now - KEPT_MS))
    .execute();
  const secret = newSecret();
  await tx
    .insertInto("codes")
    .values({
      hash: hashSecret(secret),
      connection: code.connection,
      redirect_uri: code.redirectUri,
      code_challenge: code.challenge,
      scope: code.scope,
      created_at: now,
    })
    .execute();
  return secret;
}

export type Exchange = { code: string; verifier: string; clientId: string; redirectUri: string };
export type Exchanged = { token: string; sub: string; scope: string };

/**
 * Exchanges a code for a token; null when it must not be. Whatever the outcome, the code is used up, so the caller
 * commits also after null. A second use within 10 minutes revokes what the first issued (RFC 6749 section 4.1.2).
 */
export async function exchangeCode(tx: Tx, asked: Exchange, now: number): Promise<Exchanged | null> {
  const hash = hashSecret(asked.code);
  const row = await tx
    .selectFrom("codes as k")
    .innerJoin("connections as c", "c.id", "k.connection")
    .select([
      "k.connection",
      "k.redirect_uri",
      "k.code_challenge",
      "k.scope",
      "k.created_at",
      "k.used_at",
      "c.site",
      "c.sub",
    ])
    .where("k.hash", "=", hash)
    .executeTakeFirst();
  if (!row) return null;
  if (row.used_at !== null) {
    if (now - Number(row.used_at) <= REPLAY_MS) await revokeIssuedFrom(tx, hash, now);
    return null;
  }
  await tx.updateTable("codes").set({ used_at: now }).where("hash", "=", hash).execute();
  const fits =
    now - Number(row.created_at) < CODE_LIFE_MS &&
    row.site === asked.clientId &&
    row.redirect_uri === asked.redirectUri &&
    provesChallenge(asked.verifier, row.code_challenge);
  if (!fits) return null;
  const token = await issueToken(tx, row.connection, now, { codeHash: hash, scope: row.scope });
  return { token, sub: row.sub, scope: row.scope };
}

async function revokeIssuedFrom(tx: Tx, codeHash: Uint8Array, now: number): Promise<void> {
  await tx
    .updateTable("tokens")
    .set({ revoked_at: now })
    .where("code_hash", "=", codeHash)
    .where("revoked_at", "is", null)
    .execute();
}

/** Whether a verifier belongs to a challenge by S256 (RFC 7636 section 4.6). */
function provesChallenge(verifier: string, challenge: string): boolean {
  if (!/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
  const made = createHash("sha256").update(verifier).digest();
  const wanted = Buffer.from(challenge, "base64url");
  return wanted.length === made.length && timingSafeEqual(made, wanted);
}
