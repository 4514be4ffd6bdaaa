/**
 * The whole of what the views need of a renderer: elements as plain data, and one function that makes the page equal to
 * them. Its shape is Preact's (`h` and a render function), at a tenth of the size, since a view here is a dozen elements whose
 * order never changes.
 */

/** What can stand in a view; `false`, null and undefined stand for nothing, and keep their place. */
export type Child = View | string | number | boolean | null | undefined;

/** An element to be: its name, its attributes and listeners (`onclick`), its children. */
export type View = { tag: string; attributes: Attributes; children: Child[] };

export type Attributes = Record<string, unknown>;

/**
 * Describes an element; JSX becomes calls of it.
 * @example h("p", { class: "hint" }, "Press to give.")
 */
export const h = (tag: string, attributes: Attributes | null, ...children: Child[]): View => ({
  tag,
  attributes: attributes ?? {},
  children,
});

/** The types of JSX for `h`. */
export declare namespace h {
  namespace JSX {
    type Element = View;
    type IntrinsicElements = Record<string, Attributes>;
  }
}

/**
 * Makes the children of a node equal to a view, place by place. What is already so stays untouched: a focused button keeps its
 * focus, an open popover stays open, a live region speaks only of what is new.
 * An attribute is always named, since one that is left out stays as it was; false, null and undefined take it away.
 */
export function draw(parent: Element | ShadowRoot, children: Child[]): void {
  children.forEach((child, place) => {
    const before = parent.childNodes[place];
    const isElement = (child as View)?.tag;
    const name = isElement ? (child as View).tag : "#text";
    const node = before?.nodeName.toLowerCase() === name ? before : make(name);
    if (node !== before) before ? before.replaceWith(node) : parent.append(node);
    if (isElement) drawElement(node as Element, child as View);
    else write(node as Text, "data", child || child === 0 ? `${child}` : "");
  });
  while (parent.childNodes[children.length]) parent.lastChild?.remove();
}

function make(name: string): Node {
  if (name === "#text") return new Text();
  const isDrawing = name === "svg" || name === "path";
  return document.createElementNS(`http://www.w3.org/${isDrawing ? "2000/svg" : "1999/xhtml"}`, name);
}

function drawElement(element: Element, { attributes, children }: View): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") write(element, name, value);
    else if (value == null || value === false) element.removeAttribute(name);
    else if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, `${value}`);
  }
  draw(element, children);
}

/** A property that is written anew is a change to whoever watches, so it is written only when it is another. */
function write(node: Node, name: string, value: unknown): void {
  const properties = node as unknown as Record<string, unknown>;
  if (properties[name] !== value) properties[name] = value;
}
