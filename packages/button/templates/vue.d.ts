import type { HTMLAttributes, ReservedProps } from "vue";
import type { RivuletDetail, RivuletEventName } from "../dist/package/index.js";
import type { RivuletAttributes } from "./template-attributes.js";

/** `rivulet-counted` becomes `RivuletCounted`: a template's `@rivulet-counted` is the property `onRivuletCounted`. */
type Joined<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Joined<Rest>}`
  : Capitalize<Name>;

type Listeners = {
  [Name in RivuletEventName as `on${Joined<Name>}`]?:
    | ((event: CustomEvent<RivuletDetail>) => void)
    | undefined;
};

/**
 * `<rivulet-button>` in the templates of Vue 3.3 and newer; the compiler is told of custom elements by its option
 * `isCustomElement`.
 * @example
 * import type {} from "@rivulet/button/vue";
 * // <rivulet-button publisher="marothro" @rivulet-counted="({ detail }) => thank(detail.count)" />
 */
declare module "vue" {
  interface GlobalComponents {
    "rivulet-button": new () => {
      $props: Omit<HTMLAttributes, keyof RivuletAttributes> & ReservedProps & RivuletAttributes & Listeners;
    };
  }
}
