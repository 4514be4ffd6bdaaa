import { RivuletButton } from "./rivulet-button.js";
import { isSupported } from "./supported.js";

/**
 * Registers `<rivulet-button>`, where the browser can do what it promises and no other copy, of this version or another, has
 * done it. Never throws.
 */
export function defineButton(): void {
  try {
    if (!isSupported() || customElements.get("rivulet-button")) return;
    customElements.define("rivulet-button", RivuletButton);
  } catch {
    // Node, an old browser, a page that has put its own registry there: the link inside the element stays.
  }
}
