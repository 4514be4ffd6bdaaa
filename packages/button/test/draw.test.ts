// @vitest-environment happy-dom
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Child, draw, h } from "../src/draw.js";

const drawn = (children: Child[], root = document.createElement("div")) => {
  draw(root, children);
  return root;
};

const text = fc.oneof(fc.string(), fc.integer(), fc.constantFrom(false, null, undefined, 0, ""));
const { children } = fc.letrec<{ children: Child[] }>((tie) => ({
  children: fc.array(
    fc.oneof(
      { depthSize: "small" },
      text,
      fc
        .tuple(fc.constantFrom("p", "b", "svg"), fc.constantFrom("1", true, false, null), tie("children"))
        .map(([tag, title, inner]) => h(tag, { title }, ...(inner as Child[]))),
    ),
    { maxLength: 4 },
  ),
}));

describe("drawing", () => {
  it("leads to the same page from any page before", () => {
    fc.assert(
      fc.property(children, children, (before, after) => {
        expect(drawn(after, drawn(before)).innerHTML).toBe(drawn(after).innerHTML);
      }),
    );
  });

  it("leaves alone what is already so, so that focus, selection and open popovers stay", () => {
    const view = (word: string, status?: string) => [
      h("button", { class: "a" }, word),
      status && h("p", null, status),
      h("div", null),
    ];
    const root = drawn(view("Give"));
    const before = [...root.children];
    drawn(view("Thanks", "Counted."), root);
    expect([root.children[0], root.children[2]]).toEqual(before);
    expect(root.textContent).toBe("ThanksCounted.");
  });

  it("changes nothing where nothing has changed", async () => {
    const view = () => [h("p", { title: "a", hidden: true, lang: null }, "b", 0, h("b", null, "c"))];
    const root = drawn(view());
    const changes = new MutationObserver(() => {});
    changes.observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
    drawn(view(), root);
    expect(changes.takeRecords()).toEqual([]);
  });

  it("hands a listener on, and calls the newest", () => {
    const heard: string[] = [];
    const view = (name: string) => [h("button", { onclick: () => heard.push(name) })];
    const root = drawn(view("first"));
    drawn(view("second"), root);
    root.querySelector("button")?.click();
    expect(heard).toEqual(["second"]);
  });

  it("writes text as text, and a drawing in its own namespace", () => {
    const root = drawn(["<i>", h("svg", null, h("path", { d: "M0 0" }))]);
    expect(root.querySelector("i")).toBeNull();
    expect(root.querySelector("path")?.namespaceURI).toBe("http://www.w3.org/2000/svg");
  });
});
