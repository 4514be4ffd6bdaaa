/**
 * The styles of the popover, adopted when it is first drawn. It hangs on the button by CSS anchors; a browser without them
 * shows it in the middle of the window, as it does with any popover.
 */
export const popoverStyles = `
[popover] {
  box-sizing: border-box;
  max-width: min(20rem, 100vw - 32px);
  padding: .9em 1em;
  border: 1px solid var(--b);
  border-radius: .75em;
  background: var(--g);
  color: var(--c);
  box-shadow: 0 .4em 1.6em #0003;
  font: .875rem/1.45 system-ui, sans-serif;
  font-family: var(--rivulet-font, inherit);
  text-align: start;
  white-space: normal;
}
@supports (position-area: top) {
  [part=button] { anchor-name: --b }
  [popover] { position-anchor: --b; position-area: bottom span-x-end; position-try: flip-block, flip-inline, flip-block flip-inline; inset: auto; margin: 8px 0 }
}
p { margin: 0 0 .8em }
div > div { display: flex; flex-wrap: wrap; gap: .5em }
[popover] :is(button, a) {
  all: unset;
  padding: .2em .8em;
  border: 1px solid var(--b);
  border-radius: var(--rivulet-radius, 2em);
  font-weight: 600;
  cursor: pointer;
}
[popover] .main { border-color: var(--a); background: var(--a); color: var(--g) }
[popover] :hover { border-color: var(--a) }
[popover] :focus-visible { outline: 2px solid var(--a); outline-offset: 2px }
`;
