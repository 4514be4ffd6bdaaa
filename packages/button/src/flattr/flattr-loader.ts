import { fieldsOf, type OldFields } from "./old-fields.js";

/** `FlattrLoader.render(params, target, how)`: what the button is for, where it stands, and how it stands there. */
export type RenderCall = [params?: object | null, target?: unknown, how?: unknown];

/** The global of the classic loader, as pages call it. */
export type FlattrLoader = { calls?: undefined; setup(): void; render(...call: RenderCall): void };

/** What stands there before the classic part does: it keeps what was asked for. */
export type WaitingLoader = {
  calls: RenderCall[];
  setup(): void;
  render(this: WaitingLoader, ...call: RenderCall): void;
};

declare global {
  interface Window {
    FlattrLoader?: FlattrLoader | WaitingLoader;
  }
}

/** Puts the loader into the page and does what it was asked for meanwhile. A target that is missing is passed over. */
export function installLoader(
  calls: readonly RenderCall[],
  setup: () => void,
  make: (place: Element, fields: OldFields) => Element | undefined,
): void {
  const render = (...[params, target, how]: RenderCall) => {
    const place = target instanceof Element ? target : document.getElementById(`${target}`);
    const button = place && make(place, fieldsOf(Object.entries(params ?? {})));
    const position = how === "before" ? how : how === "replace" ? "replaceWith" : "append";
    if (button) place[position](button);
  };
  window.FlattrLoader = { setup, render };
  for (const call of calls) render(...call);
}
