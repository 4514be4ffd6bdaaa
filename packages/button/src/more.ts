import type { Popover } from "./popover.js";

/** What is loaded when a person comes near: the client's on-demand part, the popover, and the sentences. */
export { more } from "@rivulet/client/more";
export { createPopover } from "./popover.js";

export type PopoverPart = typeof import("./more.js");
export type { Popover };
