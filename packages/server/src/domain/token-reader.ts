import type { Db } from "../store/open-store.js";
import { authenticate, type TokenHolder } from "./tokens.js";

const REMEMBERED_MS = 30_000;
const MOST = 10_000;

/** Reads tokens for the hot path. `forget` is called by whatever revokes, before it answers. */
export type TokenReader = {
  read(token: string, now: number): Promise<TokenHolder | null>;
  /** Whether nothing was revoked since a holder was read, so that what it sends may be recorded. */
  holds(holder: TokenHolder): boolean;
  forget(): void;
};

/**
 * Remembers for half a minute whom a token speaks for; a revocation in this process takes effect at once.
 * @param reads another connection, so that a token that is read for the first time does not wait behind a commit
 */
export function createTokenReader(db: Db, reads: Db = db): TokenReader {
  const known = new Map<string, { holder: TokenHolder; until: number }>();
  let holding = new WeakSet<TokenHolder>();
  return {
    async read(token, now) {
      const hit = known.get(token);
      if (hit && hit.until > now) return hit.holder;
      const before = holding;
      const holder = await authenticate(db, token, now, reads);
      if (known.size >= MOST) known.clear();
      known.delete(token);
      // An answer that was on its way while something was revoked does not hold, and is not remembered.
      if (holder && before === holding) {
        holding.add(holder);
        known.set(token, { holder, until: now + REMEMBERED_MS });
      }
      return holder;
    },
    holds: (holder) => holding.has(holder),
    forget() {
      holding = new WeakSet();
      known.clear();
    },
  };
}
