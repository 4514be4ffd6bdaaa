/** True when the parser has read an element to its end: a view that is drawn before its fallback has the wrong size. */
export const isRead = (node: Node | null): boolean =>
  document.readyState !== "loading" || (!!node && (!!node.nextSibling || isRead(node.parentNode)));
