import { canonicalUrl } from "./resolve-thing.js";

/** An element that reads its defaults off the page. */
type Reader = { isConnected: boolean; attributeChangedCallback(): void };

const readers = new Set<Reader>();
let before: string;

/**
 * Tells a connected element when the page stands for something else: a single-page application has navigated, or has changed
 * title or canonical link. Not every browser has the Navigation API (Safari 26.2, Firefox 147), and `history` is the page's own,
 * so it is the head, which changes with the page, that is watched too.
 */
export function followPage(reader: Reader): void {
  readers[reader.isConnected ? "add" : "delete"](reader);
  if (before) return;
  before = pageKey();
  addEventListener("popstate", look);
  globalThis.navigation?.addEventListener("currententrychange", look);
  new MutationObserver(look).observe(document.head, { childList: true, subtree: true, characterData: true });
}

function look(): void {
  const now = pageKey();
  if (now === before) return;
  before = now;
  for (const reader of readers) reader.attributeChangedCallback();
}

const pageKey = () => `${location} ${canonicalUrl()} ${document.title}`;
