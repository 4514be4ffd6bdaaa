import type { ClassAttributes, HTMLAttributes } from "react";
import type { RivuletButton } from "../dist/package/index.js";
import type { RivuletAttributes, RivuletListeners } from "./template-attributes.js";

/**
 * `<rivulet-button>` in the JSX of React 19 and newer, which hands attributes and listeners of custom elements on as they are.
 * @example
 * import type {} from "@rivulet/button/jsx";
 * <rivulet-button publisher="marothro" onrivulet-counted={({ detail }) => thank(detail.count)} />
 */
declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "rivulet-button": Omit<HTMLAttributes<RivuletButton>, keyof RivuletAttributes> &
        ClassAttributes<RivuletButton> &
        RivuletAttributes &
        RivuletListeners<"on">;
    }
  }
}
