import type { HTMLAttributes } from "svelte/elements";
import type { RivuletButton } from "../dist/package/index.js";
import type { RivuletAttributes, RivuletListeners } from "./template-attributes.js";

/**
 * `<rivulet-button>` in the templates of Svelte 5, and with `on:` in those of Svelte 4.
 * @example
 * import type {} from "@rivulet/button/svelte";
 * // <rivulet-button publisher="marothro" onrivulet-counted={({ detail }) => thank(detail.count)}></rivulet-button>
 */
declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "rivulet-button": Omit<HTMLAttributes<RivuletButton>, keyof RivuletAttributes> &
      RivuletAttributes &
      RivuletListeners<"on"> &
      RivuletListeners<"on:">;
  }
}
