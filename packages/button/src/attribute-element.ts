import { ATTRIBUTES, reflectAttributes, takeOverProperties } from "./attributes.js";

/** In Node there are no elements: the class can be imported and named there, and nothing else. */
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement;

/** An element whose attributes are properties too, and that is told once of whatever changes around it. */
export abstract class AttributeElement extends Base {
  static readonly observedAttributes: readonly string[] = ATTRIBUTES;

  static {
    // biome-ignore lint/complexity/noThisInStatic: compilers may not have bound the name of the class yet.
    reflectAttributes(this.prototype);
  }

  declare publisher: string;
  declare url: string;
  declare name: string;
  declare category: string;
  declare tags: string;
  declare language: string;
  declare unlisted: boolean;
  declare backend: string;
  declare variant: string;
  declare theme: string;
  declare label: string;
  declare lang: string;
  declare nocount: boolean;
  declare via: string;

  connectedCallback(): void {
    takeOverProperties(this);
    this.attributeChangedCallback();
  }

  disconnectedCallback(): void {
    this.attributeChangedCallback();
  }

  /** An attribute has changed, or the element came or went. */
  abstract attributeChangedCallback(): void;
}
