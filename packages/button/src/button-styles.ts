let sheet: CSSStyleSheet | undefined;

/** One sheet for all buttons, adopted: no style element, no style attribute, so no policy has to allow them. */
export function buttonSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(buttonStyles);
  }
  return sheet;
}

/**
 * The styles as text, for whoever has no document. Colours: `--a` is the accent, `--c` words, `--g` ground, `--b` border, `--f` a
 * filled ground and `--o` the words on it: black or white, whichever has 4.5:1, by the luminance at which both have (WCAG's
 * 0.179). `light-dark()` follows the `color-scheme` of the element's place; on a page that says nothing of it, a dark system
 * makes the button dark, and a dark part of the page does so on any. Safari 17.4 does not know it and gets the
 * system's colours; where a colour cannot be made from another yet, nothing is filled.
 */
export const buttonStyles = `
:host { display: inline-grid }
:host([hidden]) { display: none }
.kept { display: block; grid-area: 1/1 }
@media screen {
  :host(:empty), :host([variant=large]), :host([variant=icon]) { inline-size: 8.5em; block-size: 1lh; vertical-align: top }
  :host([variant=large]) { inline-size: 7em; block-size: 4.6em }
  :host([variant=icon]) { inline-size: 4.5em }
  :host([variant=large]) .kept, :host([variant=icon]) .kept { contain: size }
  .kept { visibility: hidden }
}
.view {
  position: relative;
  grid-area: 1/1;
  display: flex;
  block-size: 1lh;
  inline-size: 0;
  min-inline-size: 100%;
  --a: var(--rivulet-accent, light-dark(#08708f, #6ccbe6));
  --b: var(--rivulet-border, light-dark(#6c8c98, #7695a1));
  --c: var(--rivulet-color, light-dark(#12333f, #e2f1f6));
  --g: var(--rivulet-background, light-dark(#fff, #12242c));
  --r: var(--rivulet-radius, 2em);
}
@media (prefers-color-scheme: dark) { .system { color-scheme: dark } }
:host([theme=light]) .view { color-scheme: light }
:host([theme=dark]) .view { color-scheme: dark }
@supports not (color: light-dark(red, red)) {
  .view, .view > button { --a: LinkText; --b: CanvasText; --c: CanvasText; --g: Canvas }
}
button {
  all: unset;
  position: relative;
  box-sizing: border-box;
  display: flex;
  align-items: center;
  justify-content: center;
  gap: .35em;
  min-inline-size: 24px;
  padding-inline: .5em;
  border: 1px solid var(--b);
  border-radius: var(--r);
  background: var(--g);
  color: var(--c);
  font: 600 var(--rivulet-size, .8em)/1.3 a;
  font-family: var(--rivulet-font, inherit);
  letter-spacing: 0;
  text-indent: 0;
  text-transform: none;
  white-space: nowrap;
  cursor: pointer;
  --f: var(--g);
  --o: var(--c);
}
.view > button::before { content: ""; position: absolute; inset-block: min(-1px, 50% - 12px); inset-inline: 0 }
[part=button] { flex: 1; max-inline-size: 9em; border-start-end-radius: 0; border-end-end-radius: 0 }
[part=count] {
  inline-size: calc(4ch + .7em);
  padding: 0;
  border-inline-start-width: 0;
  border-start-start-radius: 0;
  border-end-start-radius: 0;
  font-weight: 400;
}
[part=label] { overflow: hidden; text-overflow: ellipsis }
svg, ::slotted([slot=icon]) { flex: none; width: 1.15em; height: 1.15em }
svg { fill: none; stroke: var(--a); stroke-width: 1.4; stroke-linecap: round }
.hid, :host([variant=icon]) [part=label] { position: absolute; overflow: hidden; width: 1px; height: 1px; opacity: 0 }
:host([variant=large]) .view { flex-direction: column-reverse; block-size: auto; --r: var(--rivulet-radius, .5em) }
:host([variant=large]) .view > button { inline-size: 100% }
:host([variant=large]) [part=button] { max-inline-size: none; border-radius: 0 0 var(--r) var(--r) }
:host([variant=large]) [part=count] {
  flex: 1;
  border-width: 1px 1px 0;
  border-radius: var(--r) var(--r) 0 0;
  font-size: 1.15em;
  font-weight: 600;
}
.rejected > button, .error > button { --a: light-dark(#a3341f, #ffa08c); border-color: var(--a) }
.pending .mark { fill: var(--a) }
.pending > button { border-style: dashed }
.offline > button { border-style: dotted }
.counted svg, .yours svg { fill: var(--a) }
.counted .mark, .yours .mark { fill: none; stroke: var(--g) }
button:hover { border-color: var(--c) }
button:focus-visible { z-index: 1; outline: 2px solid var(--c); outline-offset: 2px; box-shadow: 0 0 0 2px var(--g) }
@media (forced-colors: none) {
  @supports (color: rgb(from color-mix(in lab, light-dark(red, red), red) r g b)) {
    button {
      --f: var(--a);
      --k: calc((.179 - y)*1e4);
      --o: color(from var(--f) xyz-d65 var(--k) var(--k) var(--k));
    }
    button:hover { --f: color-mix(in srgb, var(--a) 85%, var(--c)); background: color-mix(in srgb, var(--a) 12%, var(--g)) }
    .counted [part=button], :host([variant=large]) .idle [part=button] { background: var(--f); border-color: var(--b); color: var(--o) }
    .counted svg, :host([variant=large]) .idle svg { --a: var(--o); --g: var(--f) }
  }
}
@media (prefers-reduced-motion: no-preference) {
  button { transition: .15s }
  .sending path { stroke-dasharray: 3; animation: a 1s linear infinite }
  @keyframes a { to { stroke-dashoffset: -12 } }
}
@media (prefers-contrast: more) { .view, .view > button { --a: var(--c); --b: var(--c) } }
@media (forced-colors: active) { .view, .view > button { --a: Highlight; --b: ButtonBorder; --c: ButtonText; --g: ButtonFace } }
@media print { .view { display: none } }
`;
