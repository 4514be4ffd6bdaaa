import type { ClickSaved, Thing } from "./client.js";
import type { RivuletCode } from "./rivulet-error.js";

/** How a click ended; without a status it is a refusal of its undo. */
export type Answer = {
  id: string;
  status: "counted" | "rejected" | "undone" | undefined;
  /** Of an undo that is kept for later. */
  sub?: string | undefined;
  undo?: boolean | undefined;
  /** Of a counted one: the clicks on its URL, and the donor's own. */
  count?: number | undefined;
  mine?: number | undefined;
  /** Of a rejected one, or of a rejected undo. */
  code?: RivuletCode | undefined;
};

/**
 * A click on this device, under a key of its own so that two tabs never overwrite each other's. Without `sub` it has
 * never left the device; with `sub` it may have been received, even if its answer was lost, and goes only with a token
 * of that donor. While it waits it has `clickedAt`; once it has an answer it stays for 10 minutes, so that other tabs, and this page after a reload,
 * learn it.
 */
export type SavedClick = Partial<Omit<ClickSaved, "thing" | "sub"> & Answer> & {
  id: string;
  sub?: string | undefined;
  /** Missing only where an undo is saved whose click this device no longer knows. */
  thing?: Thing | undefined;
  /** It is to be taken back at the backend. */
  undo?: boolean | undefined;
  /** The donor who said that this click is another person's. */
  notOf?: string | undefined;
  /** When its answer came. */
  atMs?: number;
};
