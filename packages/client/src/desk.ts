import type { Core, Token } from "./open-core.js";

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

/** What one attempt to connect needs (RFC 7636): the verifier, and its part of the query; `state` is also the key under which the verifier is stored. */
export type Challenge = { verifier: string; query: { state: string } & Record<string, string> };
