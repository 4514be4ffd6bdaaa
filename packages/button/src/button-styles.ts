let sheet: CSSStyleSheet | undefined;

/** One sheet for all buttons, adopted: no style element, no style attribute, so no policy has to allow them. */
export function buttonSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(buttonStyles);
  }
  return sheet;
}

const buttonStyles = `
:host {
  display: inline-grid;
  position: relative;
  --a: var(--rivulet-accent, light-dark(#08708f, #6ccbe6));
  --c: var(--rivulet-color, light-dark(#12333f, #e2f1f6));
  --g: var(--rivulet-background, light-dark(#fff, #12242c));
  --b: var(--rivulet-border, light-dark(#6c8c98, #7695a1));
}
:host(:empty) { width: 8em }
:host([hidden]) { display: none }
.system { color-scheme: light dark }
:host([theme=light]) .view { color-scheme: light }
:host([theme=dark]) .view { color-scheme: dark }
.kept { display: block; grid-area: 1/1; visibility: hidden }
.view { display: flex; grid-area: 1/1; height: 1lh; width: 0; min-width: 100% }
button {
  all: unset;
  box-sizing: border-box;
  position: relative;
  display: flex;
  align-items: center;
  gap: .35em;
  width: min(100%, 11em);
  padding: 0 .55em;
  border: 1px solid var(--b);
  border-radius: var(--rivulet-radius, 1lh);
  background: var(--g);
  color: var(--c);
  font-family: var(--rivulet-font, inherit);
  font-size: var(--rivulet-size, .8em);
  font-weight: 600;
  line-height: 1.3;
  white-space: nowrap;
  cursor: pointer;
}
[part=button]::before { content: ""; position: absolute; inset: min(-1px, 50% - 12px) -1px }
button:hover { border-color: var(--a) }
button:focus-visible { outline: 2px solid var(--a); outline-offset: 2px }
svg { flex: none; width: 1.15em; fill: none; stroke: var(--a); stroke-width: 1.4; stroke-linecap: round }
[part=label] { overflow: hidden; text-overflow: ellipsis }
[part=count] { flex: none; width: 4ch; margin-inline-start: auto; text-align: end; font-weight: 400 }
.hid { position: absolute; overflow: hidden; width: 1px; height: 1px; opacity: 0 }
.pending button { border-style: dashed }
.offline button { border-style: dotted }
.counted button { background: color-mix(in srgb, var(--a) 14%, var(--g)) }
.counted svg, .yours svg { fill: var(--a) }
.counted .mark, .yours .mark { fill: none; stroke: var(--g) }
.rejected, .error { --a: light-dark(#a3341f, #ffa08c) }
.rejected button, .error button, .counted button, .yours button { border-color: var(--a) }
@media (prefers-reduced-motion: no-preference) {
  .sending path { stroke-dasharray: 3 3; animation: a 1s linear infinite }
  @keyframes a { to { stroke-dashoffset: -12 } }
}
@media (forced-colors: active) {
  :host { --a: Highlight; --c: ButtonText; --g: ButtonFace; --b: ButtonBorder }
}
@media print { .view { display: none } .kept { visibility: visible } }
`;
