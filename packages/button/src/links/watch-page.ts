/**
 * Runs at once, or when the document is read, and then in a frame after anything was added to the page: one run for all that
 * came meanwhile.
 */
export function watchPage(scan: () => void): void {
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => watchPage(scan));
    return;
  }
  let isDue = false;
  const soon = () => {
    if (!isDue) requestAnimationFrame(again);
    isDue = true;
  };
  const again = () => {
    isDue = false;
    scan();
  };
  scan();
  new MutationObserver(soon).observe(document, { childList: true, subtree: true });
}
