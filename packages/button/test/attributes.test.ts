// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isOn, nearestLang, pickLanguage, reflectAttributes, takeOverProperties } from "../src/attributes.js";
import { readBackend, resolveBackend } from "../src/page-defaults.js";
import { resolveThing } from "../src/resolve-thing.js";

class Reflecting extends HTMLElement {
  declare publisher: string | null;
  declare tags: string | string[];
  declare unlisted: boolean | string;
}
reflectAttributes(Reflecting.prototype);
customElements.define("test-reflecting", Reflecting);

const make = (html: string): Reflecting => {
  document.body.innerHTML = html;
  return document.body.querySelector("test-reflecting") as Reflecting;
};

describe("the attributes", () => {
  beforeEach(() => vi.spyOn(console, "warn").mockReturnValue());
  afterEach(() => {
    vi.restoreAllMocks();
    document.head.replaceChildren();
  });

  it("are properties both ways; null, undefined and false remove them", () => {
    const button = make("<test-reflecting></test-reflecting>");
    expect(button.publisher).toBe("");
    button.publisher = "marothro";
    expect(button.getAttribute("publisher")).toBe("marothro");
    button.publisher = null;
    expect(button.hasAttribute("publisher")).toBe(false);
    button.unlisted = true;
    expect([button.getAttribute("unlisted"), button.unlisted]).toEqual(["", true]);
    button.unlisted = false;
    expect(button.hasAttribute("unlisted")).toBe(false);
    button.tags = ["a", "b"];
    expect(button.getAttribute("tags")).toBe("a,b");
  });

  it("that are boolean are off when they say false or 0", () => {
    const on = (html: string) => isOn(make(html), "unlisted");
    expect(on("<test-reflecting unlisted></test-reflecting>")).toBe(true);
    expect(on('<test-reflecting unlisted="unlisted"></test-reflecting>')).toBe(true);
    expect(on('<test-reflecting unlisted="false"></test-reflecting>')).toBe(false);
    expect(on('<test-reflecting unlisted="0"></test-reflecting>')).toBe(false);
    expect(on("<test-reflecting></test-reflecting>")).toBe(false);
  });

  it("take over what was set as a property before the class was there", () => {
    const button = make("<test-reflecting></test-reflecting>");
    Object.defineProperty(button, "publisher", { value: "early", configurable: true, writable: true });
    takeOverProperties(button);
    expect(button.getAttribute("publisher")).toBe("early");
  });

  it("make the thing, with the page's own words where they say nothing", () => {
    document.title = "The title";
    document.head.insertAdjacentElement("beforeend", canonical("https://blog.example/a#top"));
    const plain = make('<div lang="fr"><test-reflecting publisher="p"></test-reflecting></div>');
    expect(resolveThing(plain, {})).toEqual({
      publisher: "p",
      url: "https://blog.example/a",
      title: "The title",
      language: "fr",
    });
    const full = make(
      '<test-reflecting publisher="p" url="https://blog.example/b" name="N" category="text" tags="a, b,,c" language="de" unlisted></test-reflecting>',
    );
    expect(resolveThing(full, { publisher: "other" })).toEqual({
      publisher: "p",
      url: "https://blog.example/b",
      title: "N",
      category: "text",
      tags: ["a", "b", "c"],
      language: "de",
      unlisted: true,
    });
  });

  it("make no thing without a publisher, or of an address that is not of the web", () => {
    expect(resolveThing(make("<test-reflecting></test-reflecting>"), {})).toBeNull();
    const script = make('<test-reflecting publisher="p" url="javascript:alert(1)"></test-reflecting>');
    expect(resolveThing(script, {})).toBeNull();
    expect(console.warn).toHaveBeenCalledTimes(1);
  });

  it("choose only among the backends of the head and of the script tag", () => {
    const defaults = {
      backend: "https://give.example/",
      backends: "https://two.example, http://localhost:4000/give",
    };
    expect(resolveBackend(null, defaults)).toBe("https://give.example");
    expect(resolveBackend("https://two.example/", defaults)).toBe("https://two.example");
    expect(resolveBackend("http://localhost:4000/give", defaults)).toBe("http://localhost:4000/give");
    expect(resolveBackend("https://evil.example", defaults)).toBeNull();
    expect(resolveBackend(null, {})).toBeNull();
  });

  it("know a backend by https, or http on this machine", () => {
    expect(readBackend("https://a.example/give/?x#y")).toBe("https://a.example/give");
    expect(readBackend("http://127.0.0.1:4000")).toBe("http://127.0.0.1:4000");
    for (const wrong of ["http://a.example", "http://localhost.evil.example", "javascript:1", "", "give"]) {
      expect(readBackend(wrong)).toBeNull();
    }
  });

  it("take the nearest language that there are words for, out through shadow roots, else English", () => {
    document.body.innerHTML = '<div lang="fr-CA"><span></span></div>';
    const root = (document.querySelector("span") as Element).attachShadow({ mode: "open" });
    const inner = document.createElement("b");
    root.append(inner);
    expect(nearestLang(inner)).toBe("fr-CA");
    expect(pickLanguage(inner, {})).toBe("fr");
    inner.setAttribute("lang", "sv-SE");
    expect(pickLanguage(inner, {})).toBe("en");
    expect(pickLanguage(inner, { sv: {} })).toBe("sv");
  });
});

function canonical(href: string): HTMLLinkElement {
  return Object.assign(document.createElement("link"), { rel: "canonical", href });
}
