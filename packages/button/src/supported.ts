/**
 * True where the button can do all that it promises: Chrome 125, Safari 17.4, Firefox 126 and newer, on a secure page.
 * Below that nothing is defined and the link inside the element stays. In each of them `:state()` was the last to come, after
 * `lh`, popovers and adopted style sheets.
 */
export const isSupported = (): boolean => !!crypto.subtle && CSS.supports("selector(:state(a))");
