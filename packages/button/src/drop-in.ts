import { defineButton } from "./define-button.js";
import { lookIn } from "./drop-in-files.js";
import { RivuletButton } from "./rivulet-button.js";

/** The entry of `button.js` and `button.mjs`. What the script tag says is read while the script runs. */
try {
  const script = ownScript();
  const base = script?.dataset.base;
  const src = script?.src ?? location.href;
  // An instance that serves this file writes the way from here to its own address over this text. As it stands it is the
  // address of no backend, since a copy on a blog has none beside it.
  const backend = new URL("rivulet:copied", src).href;
  RivuletButton.defaults = { backend, ...script?.dataset };
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
