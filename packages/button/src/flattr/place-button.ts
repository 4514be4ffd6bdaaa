import { makeButton, wrap } from "../links/wrap-link.js";
import type { OldButton } from "./old-button.js";

/**
 * Puts the button around an old link. The anchor of a classic button is hidden, as most pages have hidden it, since its text is a
 * description; so is a picture that nobody serves any more. A link of words keeps its box.
 */
export function placeAround(link: HTMLElement, old: OldButton): void {
  const isClassic = link.matches(".FlattrButton");
  const picture = link.querySelector("img");
  const forPicture = () => picture && makeRoomy({ ...old, variant: variantOf(picture.src) });
  const roomy = isClassic ? makeRoomy(old) : forPicture();
  wrap(link, roomy ?? makeButton({ ...old, variant: "compact" }));
  if (roomy) link.style.display = "none";
}

/** Shows the anchor of a button that stays an anchor, if it leads anywhere on the web. */
export function reveal(link: HTMLElement): void {
  if (/^http/.test((link as HTMLAnchorElement).href) && !link.checkVisibility())
    link.style.display = "inline";
}

/** The pictures of static links were tall (50 × 60 pixels), tiny (16 × 16) or of one line, which their addresses tell. */
const variantOf = (src: string) =>
  /50x60/.test(src) ? "large" : /small|16x16/.test(src) ? "icon" : "compact";

/** The classic buttons were 55 × 62 and 110 × 20 pixels. Ours needs a little more than 55 for its word. */
const ROOMS: Record<string, string> = {
  large: "width:72px;height:62px",
  compact: "width:110px;vertical-align:top",
};

/** A button of its own size, where nothing inside gives it one. */
export function makeRoomy(old: Omit<OldButton, "variant"> & { variant: string }): HTMLElement {
  const button = makeButton(old);
  button.style.cssText = ROOMS[old.variant] ?? "";
  return button;
}
