import type { RivuletCode, Thing } from "@rivulet/client";
import type { HeardEvent } from "./button-state.js";

/** What each event of the element carries, as far as it is known. */
export type RivuletDetail = {
  thing: Thing;
  /** The click. */
  id?: string | undefined;
  /** Clicks on the thing's URL, and the donor's own among them. */
  count?: number | undefined;
  mine?: number;
  /** Why it was refused or failed. */
  code?: RivuletCode | undefined;
};

/** The events of `<rivulet-button>`; all bubble and leave shadow roots. Only `rivulet-press` can be cancelled. */
export type RivuletEventName = `rivulet-${EventWord}`;

/** What ends an event's name. */
export type EventWord = HeardEvent | "press" | "change";

export type RivuletEventMap = Record<RivuletEventName, CustomEvent<RivuletDetail>>;

/** Tells the page; false where a listener has cancelled it. */
export function fire(element: Element, word: EventWord, detail: RivuletDetail): boolean {
  const cancelable = word === "press";
  return element.dispatchEvent(
    new CustomEvent(`rivulet-${word}`, { bubbles: true, composed: true, cancelable, detail }),
  );
}
