import type { RivuletEventMap } from "./button-events.js";
import type { RivuletButton } from "./rivulet-button.js";

export type { RivuletCode, Thing } from "@rivulet/client";
export type { RivuletDetail, RivuletEventMap, RivuletEventName } from "./button-events.js";
export type { ButtonState } from "./button-state.js";
export { RivuletButton, type Words } from "./rivulet-button.js";

declare global {
  interface HTMLElementTagNameMap {
    "rivulet-button": RivuletButton;
  }
  interface HTMLElementEventMap extends RivuletEventMap {}
  interface DocumentEventMap extends RivuletEventMap {}
}
