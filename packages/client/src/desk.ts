import type { Core } from "./core.js";

/** A site token and the opaque name of the donor who gave it; `sub` is "" for one that the embedder handed in. */
export type Token = { token: string; sub: string };

/** The core as the on-demand part sees it, with what that part itself remembers. */
export type Desk = Core & {
  /** The token that was told of last. */
  held?: Token | null;
  /** How each click ended that was told of. */
  heard?: Record<string, string>;
  /** Where there are no Web Locks: the end of the last task that was to run alone. */
  turn?: Promise<void>;
  /** The backend asked to be left alone until the timer ends. */
  isPatient?: boolean;
  /** The challenge for the next connect. */
  ready?: Challenge | undefined;
};

/** What one attempt to connect needs (RFC 7636); `state` is also the key under which the verifier is stored. */
export type Challenge = { state: string; verifier: string; challenge: string };

/** The token that holds now, read anew each time since another tab may have changed it. */
export const tokenOf = (core: Core): Token | null => core.read(`${core.prefix}token`);
