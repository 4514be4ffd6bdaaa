// biome-ignore-all lint/correctness/noUnusedImports: JSX becomes calls of `h`.
import { h, type View } from "./draw.js";
import type { Look } from "./words/line-words.js";

const DROP = "M8 1.5C6.5 4.2 3 7 3 10a5 5 0 0 0 10 0C13 7 9.5 4.2 8 1.5z";
const STREAM = "M5.5 10.3q1.25-1.2 2.5 0t2.5 0";

/** What is drawn over the drop, so that each look is told apart without colour. */
const MARKS: Record<Look, string> = {
  idle: STREAM,
  sending: "",
  pending: "M3 10a5 5 0 0 0 10 0z",
  counted: "M5.7 10l1.7 1.7 3-3.2",
  yours: STREAM,
  rejected: "M6.2 8.5l3.6 3.6m0-3.6l-3.6 3.6",
  error: "M8 6.5v3.5m0 2v.1",
  offline: "M2 3l12 11",
};

/** The mark of Rivulet: a drop that holds a stream. Presentation attributes only, so that no policy has to allow a style. */
export const dropIcon = (look: Look): View => (
  <svg part="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={DROP} />
    <path class="mark" d={MARKS[look]} />
  </svg>
);
