import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import manifest from "../custom-elements.json" with { type: "json" };
import { ATTRIBUTES } from "../src/attributes.js";
import type { ButtonState, RivuletEventMap } from "../src/index.js";
import { RivuletButton } from "../src/rivulet-button.js";

const [element, definition] = manifest.modules;
const told = element?.declarations[0];
const names = (list: readonly { name: string }[] = []) => list.map(({ name }) => name);
const sources = readdirSync(new URL("../src/", import.meta.url)).filter((name) => /\.tsx?$/.test(name));
const source = sources.map((name) => readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8")).join();
const found = (pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map(([, name]) => name))].sort();

const EVENTS = {
  "rivulet-press": true,
  "rivulet-pending": true,
  "rivulet-counted": true,
  "rivulet-undone": true,
  "rivulet-rejected": true,
  "rivulet-connected": true,
  "rivulet-disconnected": true,
  "rivulet-error": true,
  "rivulet-change": true,
} satisfies Record<keyof RivuletEventMap, true>;

const STATES = {
  idle: true,
  sending: true,
  pending: true,
  counted: true,
  rejected: true,
  error: true,
} satisfies Record<ButtonState, true>;

describe("the custom-elements manifest", () => {
  it("names the attributes of the element in their order, each with its property", () => {
    expect(names(told?.attributes)).toEqual([...ATTRIBUTES]);
    expect([...RivuletButton.observedAttributes]).toEqual([...ATTRIBUTES]);
    const fields = told?.members.filter((member) => "attribute" in member) ?? [];
    expect(names(fields)).toEqual([...ATTRIBUTES]);
  });

  it("names each property and method of the class, and no other", () => {
    const proto = Object.getOwnPropertyNames(RivuletButton.prototype);
    const callbacks = /^(constructor|.*Callback)$/;
    const own = [...ATTRIBUTES, ...proto.filter((name) => !callbacks.test(name)), "words"];
    expect(names(told?.members).sort()).toEqual([...new Set(own)].sort());
  });

  it("says of each member whether it is a method, and which cannot be set", () => {
    for (const member of told?.members ?? []) {
      const { name, kind } = member;
      const property = Object.getOwnPropertyDescriptor(RivuletButton.prototype, name);
      expect(kind, name).toBe(typeof property?.value === "function" ? "method" : "field");
      expect("readonly" in member && member.readonly, name).toBe(!!property?.get && !property.set);
    }
  });

  it("names the events and the states that the types name", () => {
    expect(names(told?.events)).toEqual(Object.keys(EVENTS));
    expect(names(told?.cssStates)).toEqual(Object.keys(STATES));
    expectTypeOf(EVENTS).toEqualTypeOf<Record<keyof RivuletEventMap, true>>();
  });

  it("names the parts, slots and custom properties that the sources have", () => {
    expect(names(told?.cssParts).sort()).toEqual(found(/\bpart(?:="|: "|", ")([a-z]+)"/g));
    expect(names(told?.cssProperties).sort()).toEqual(found(/var\((--rivulet-[a-z]+)/g));
    expect(names(told?.slots)).toEqual(["", "icon"]);
  });

  it("is named by the package, and names files that the package holds", () => {
    const own = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    expect(own.customElements).toBe("custom-elements.json");
    expect(own.files).toContain("custom-elements.json");
    expect(`./${element?.path}`).toBe(own.exports["."].default);
    expect(`./${definition?.path}`).toBe(own.exports["./define"].default);
  });
});
