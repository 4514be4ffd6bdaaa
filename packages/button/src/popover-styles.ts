/**
 * The styles of the popover, adopted when it is first drawn. It hangs on the button by CSS anchors; a browser without them
 * shows it in the middle of the window, as it does with any popover.
 */
export const popoverStyles = `
[popover] {
  box-sizing: border-box;
  max-width: min(21em, 100vw - 32px);
  padding: 1em;
  border: 1px solid var(--b);
  border-radius: .75em;
  background: var(--g);
  color: var(--c);
  box-shadow: 0 .5em 2em #0004;
  font: max(14px, .875rem)/1.45 a;
  font-family: var(--rivulet-font, inherit);
  letter-spacing: 0;
  text-align: start;
  text-indent: 0;
  text-transform: none;
  white-space: normal;
}
@supports (position-area: top) {
  .view { anchor-name: --b }
  [popover] { position-anchor: --b; position-area: bottom span-x-end; position-try: flip-block, flip-inline, flip-block flip-inline; inset: auto; margin: 8px 0 }
}
p { margin: 0 0 .8em }
p:has(button), div > div { display: flex; flex-wrap: wrap; align-items: baseline; gap: .5em }
[popover] :is(button, a) {
  all: unset;
  padding: .2em .8em;
  border: 1px solid var(--b);
  border-radius: var(--rivulet-radius, 2em);
  font-weight: 600;
  cursor: pointer;
}
[popover] :is(button, a):where(:hover) { background: color-mix(in srgb, var(--a) 12%, var(--g)) }
[popover] .main { background: var(--f); color: var(--o) }
[popover] [aria-disabled=true] { opacity: .6 }
[popover] :focus-visible { outline: 2px solid var(--c); outline-offset: 2px }
`;
