import type { RivuletDetail, RivuletEventName } from "../dist/package/index.js";

/** On when present, unless it says `false` or `0`. */
type Flag = boolean | "" | "true" | "false" | "1" | "0";

/** The attributes of `<rivulet-button>` as templates write them; their meaning stands in the README of Rivulet. */
export type RivuletAttributes = {
  publisher?: string | undefined;
  url?: string | undefined;
  name?: string | undefined;
  category?: string | undefined;
  /** With commas between them. */
  tags?: string | undefined;
  language?: string | undefined;
  unlisted?: Flag | undefined;
  backend?: string | undefined;
  variant?: "compact" | "large" | "icon" | undefined;
  theme?: "auto" | "light" | "dark" | undefined;
  label?: string | undefined;
  lang?: string | undefined;
  nocount?: Flag | undefined;
  via?: "popup" | "redirect" | undefined;
};

/** The events of `<rivulet-button>`, each under its name with something before it, such as `on`. */
export type RivuletListeners<Before extends string> = {
  [Name in `${Before}${RivuletEventName}`]?: ((event: CustomEvent<RivuletDetail>) => void) | undefined;
};
