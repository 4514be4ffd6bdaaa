import { defineButton } from "./define-button.js";
import { loadPart, lookIn } from "./drop-in-files.js";
import type { RenderCall, WaitingLoader } from "./flattr/flattr-loader.js";
import { backendsOf, publisherOf } from "./page-defaults.js";
import { RivuletButton } from "./rivulet-button.js";

/** The entry of `button.js` and `button.mjs`. What the script tag says is read while the script runs. */
try {
  const script = ownScript();
  const base = script?.dataset.base;
  const src = script?.src ?? location.href;
  // An instance that serves this file writes the way from here to its own address over this text. As it stands it is the
  // address of no backend, since a copy on a blog has none beside it.
  const backend = new URL("rivulet:copied", src).href;
  const defaults = { backend, ...script?.dataset };
  RivuletButton.defaults = defaults;
  lookIn(new URL(base ? base.replace(/\/?$/, "/") : ".", base ? document.baseURI : src).href);
  defineButton();
  const begin = (name: "links" | "flattr") =>
    name in defaults &&
    loadPart(name)
      .then((page) => page.start(defaults, backendsOf(defaults), publisherOf(defaults)))
      .catch(() => {});
  begin("links");
  // Old pages may call the loader as soon as this script has run.
  if (begin("flattr")) window.FlattrLoader ??= { calls: [], setup() {}, render: keepCall };
} catch {
  // Nothing of ours throws into the page.
}

/** The script tag that brought this file; a named element of the page cannot pass for it. */
function ownScript(): HTMLScriptElement | null {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return [...document.scripts].find((script) => script.src === import.meta.url) ?? null;
}

/** Keeps what a page asks of the loader until the classic part is there. */
function keepCall(this: WaitingLoader, ...call: RenderCall): void {
  this.calls.push(call);
}
