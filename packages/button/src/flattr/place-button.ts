import { makeButton, wrap } from "../links/wrap-link.js";
import type { OldButton } from "./old-button.js";

/**
 * Puts the button around an old link. The anchor of a classic button is hidden, as most pages have hidden it, since its text is a
 * description; so is a picture that nobody serves any more. A link of words keeps its box.
 */
export function placeAround(link: HTMLElement, old: OldButton): void {
  const isClassic = link.matches(".FlattrButton");
  const picture = link.querySelector("img");
  const sizedForPicture = () => picture && makeSized(old, roomOf(picture.src));
  const sized = isClassic ? makeRoomy(old) : sizedForPicture();
  wrap(link, sized ?? makeButton({ ...old, variant: "compact" }));
  if (sized) link.style.display = "none";
}

/** Shows the anchor of a button that stays an anchor, if it leads anywhere on the web. */
export function reveal(link: HTMLElement): void {
  if (/^http/.test((link as HTMLAnchorElement).href) && !link.checkVisibility())
    link.style.display = "inline";
}

/** Width and height in CSS pixels. */
type Room = readonly [width: number, height: number];

/** The classic buttons had two sizes, for which pages left room. */
export const makeRoomy = (old: OldButton): HTMLElement =>
  makeSized(old, old.variant === "large" ? [55, 62] : [110, 20]);

/** The pictures of static links had four sizes, which their addresses tell. */
function roomOf(src: string): Room {
  const [, width = /small/.test(src) ? 16 : 93, height = 20] = /(\d+)x(\d+)/.exec(src) ?? [];
  return [+width, +height];
}

/** A button of one line keeps the height of its line. */
function makeSized(old: OldButton, [width, height]: Room): HTMLElement {
  const isLarge = height > 40;
  const button = makeButton({ ...old, variant: isLarge ? "large" : width > 40 ? "compact" : "icon" });
  button.style.cssText = `width:${width}px;height:${isLarge ? `${height}px` : "auto"}`;
  return button;
}
