import type { ClassAttributes, HTMLAttributes } from "preact";
import type { RivuletButton } from "../dist/package/index.js";
import type { RivuletAttributes, RivuletListeners } from "./template-attributes.js";

/**
 * `<rivulet-button>` in the JSX of Preact 11 and newer.
 * @example
 * import type {} from "@rivulet/button/preact";
 * <rivulet-button publisher="marothro" onrivulet-counted={({ detail }) => thank(detail.count)} />
 */
declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "rivulet-button": Omit<HTMLAttributes<RivuletButton>, keyof RivuletAttributes> &
        ClassAttributes<RivuletButton> &
        RivuletAttributes &
        RivuletListeners<"on">;
    }
  }
}
