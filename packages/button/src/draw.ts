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

/** What was drawn last into a root, so that drawing again need not ask the page. */
const drawn = new WeakMap<Node, Child[]>();

/** What was drawn first of all, which others begin as a copy of: on a page with a hundred buttons that is most of the work. */
let first: { children: Child[]; nodes: DocumentFragment } | undefined;

/**
 * Makes the children of a root equal to a view, place by place. What is already so stays untouched: a focused button keeps its
 * focus, an open popover stays open, a live region speaks only of what is new.
 * An attribute is always named, since one that is left out stays as it was; false, null and undefined take it away.
 */
export function draw(root: ParentNode & Node, children: Child[]): void {
  let before = drawn.get(root) ?? [];
  // A drawing that fails is not remembered: the next begins anew.
  drawn.delete(root);
  if (first && !root.firstChild) {
    root.append(first.nodes.cloneNode(true));
    before = first.children;
  }
  drawInto(root, children, before);
  drawn.set(root, children);
  if (first) return;
  first = { children, nodes: new DocumentFragment() };
  for (const node of root.childNodes) first.nodes.append(node.cloneNode(true));
}

function drawInto(parent: ParentNode & Node, children: Child[], before: Child[]): void {
  children.forEach((child, place) => {
    const last = before[place];
    const { tag, attributes = {}, children = [] } = (child ?? {}) as Partial<View>;
    const old = parent.childNodes[place];
    const isSame = old && place in before && (last as View)?.tag === tag;
    const node = isSame ? old : make(tag);
    if (!isSame) old ? old.replaceWith(node) : parent.append(node);
    const { attributes: known = {}, children: inside = [] } = ((isSame && last) || {}) as Partial<View>;
    for (const name in attributes) {
      const value = attributes[name];
      // A copy has no listeners.
      if (value !== known[name] || typeof value === "function") write(node as Element, name, value);
    }
    if (tag) drawInto(node as Element, children, inside);
    else if (!isSame || child !== last) (node as Text).data = child || child === 0 ? `${child}` : "";
  });
  while (parent.childNodes[children.length]) parent.lastChild?.remove();
}

function make(tag?: string): ChildNode {
  if (!tag) return new Text();
  const isDrawing = tag === "svg" || tag === "path";
  return document.createElementNS(`http://www.w3.org/${isDrawing ? "2000/svg" : "1999/xhtml"}`, tag);
}

/** Listeners are properties, all else are attributes. */
function write(element: Element, name: string, value: unknown): void {
  if (typeof value === "function") Reflect.set(element, name, value);
  else if (value == null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, `${value}`);
}
