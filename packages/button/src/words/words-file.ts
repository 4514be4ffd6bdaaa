import type { LineWords } from "./line-words.js";
import type { PopoverWords } from "./popover-words.js";

/** A file of one language. */
export type WordsFile = {
  /** What stands in the line; English and French have theirs in `button.js`. */
  line?: LineWords;
  sentences: PopoverWords;
};
