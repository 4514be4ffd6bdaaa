import { defineButton } from "./define-button.js";
import { lookIn } from "./drop-in-files.js";
import { RivuletButton } from "./rivulet-button.js";

/**
 * The entry of `button.js` and `button.mjs`. What the script tag says is read while the script runs.
 * An instance that serves this file writes `rivulet:served` over the next line's text; only then is the script's own
 * origin the backend, since a copy on a blog has no backend beside it.
 */
const COPY = "rivulet:copied";

try {
  const script = ownScript();
  const base = script?.dataset.base;
  const src = script?.src ?? location.href;
  const origin = COPY.endsWith("served") ? new URL(".", src).href : undefined;
  RivuletButton.defaults = { backend: origin, ...script?.dataset };
  lookIn(new URL(".", base ? new URL(base.replace(/\/?$/, "/"), document.baseURI) : src).href);
  defineButton();
} catch {
  // Nothing of ours throws into the page.
}

/** The script tag that brought this file; a named element of the page cannot pass for it. */
function ownScript(): HTMLScriptElement | null {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return [...document.scripts].find((script) => script.src === import.meta.url) ?? null;
}
