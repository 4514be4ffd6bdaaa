/**
 * Runs in the page: what of its first button, as it now stands, has too little contrast. Words need 4.5:1 on their ground; what
 * shows where a button ends (its border or its ground, on the page), its icon and the ring of the focus need 3:1.
 * Colours are painted and read back, whichever notation they are computed in.
 */
export function faintParts(): string[] {
  const root = document.querySelector("rivulet-button")?.shadowRoot as ShadowRoot;
  const brush = document.createElement("canvas").getContext("2d", {
    willReadFrequently: true,
  }) as CanvasRenderingContext2D;
  const luminance = (color: string): number => {
    brush.fillStyle = "#010203";
    brush.fillStyle = color;
    if (brush.fillStyle === "#010203") throw new Error(`no color: ${color}`);
    brush.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = [...brush.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const page = getComputedStyle(document.documentElement).backgroundColor;
  const found: string[] = [];
  const need = (least: number, what: string, ...ratios: number[]) => {
    const ratio = Math.max(...ratios);
    if (ratio < least) found.push(`${what} ${ratio.toFixed(2)}`);
  };
  for (const button of root.querySelectorAll(".view > button")) {
    const style = getComputedStyle(button);
    const name = button.getAttribute("part");
    const ground = style.backgroundColor;
    need(4.5, `${name}'s words`, contrast(style.color, ground));
    need(3, `${name}'s border`, contrast(style.borderBlockStartColor, page), contrast(ground, page));
    const icon = button.querySelector("svg path");
    if (icon) need(3, "icon", contrast(getComputedStyle(icon).stroke, ground));
    const mark = button.querySelector(".mark");
    const drop = icon ? getComputedStyle(icon).fill : "none";
    if (mark) need(3, "mark", contrast(getComputedStyle(mark).stroke, drop === "none" ? ground : drop));
    if (!button.matches(":focus-visible")) continue;
    const ring = style.boxShadow.replace(/ \d+px.*$/, "");
    need(3, `${name}'s focus`, contrast(style.outlineColor, page), contrast(ring, page));
  }
  return found;
}
