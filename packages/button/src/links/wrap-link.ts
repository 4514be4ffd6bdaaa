/** A new button, by the properties of the element, which is defined; one that is undefined is left out. */
export const makeButton = (attributes: Record<string, string | undefined>): HTMLElement =>
  Object.assign(document.createElement("rivulet-button"), attributes);

/** Puts a button around an element, which is moved and not copied: its listeners, its id and the focus stay. */
export function wrap(element: HTMLElement, button: HTMLElement): void {
  const hadFocus = document.activeElement === element;
  element.replaceWith(button);
  button.append(element);
  if (hadFocus) element.focus({ preventScroll: true });
}
