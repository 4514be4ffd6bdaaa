export type { RivuletDetail, RivuletEventMap, RivuletEventName } from "./button-events.js";
export type { ButtonState } from "./button-state.js";
export { RivuletButton, type Words } from "./rivulet-button.js";
