import { buttonSheet } from "../button-styles.js";
import { type ButtonActs, buttonView } from "../button-view.js";
import { draw } from "../draw.js";
import { type Look, lineWords } from "../words/line-words.js";

const nothing = (): void => {};
const NO_ACTS: ButtonActs = { press: nothing, open: nothing, approach: nothing, key: nothing };

/**
 * Draws looks that only a person's own clicks lead to, by the element's own view and styles: into every
 * `<rivulet-look look="counted" count="12" variant="large" theme="dark">` of a page.
 */
export function drawLooks(page: Document): void {
  for (const place of page.querySelectorAll("rivulet-look")) drawLook(place);
}

function drawLook(place: Element): void {
  const look = place.getAttribute("look") as Look;
  const said = lineWords[place.closest("[lang]")?.getAttribute("lang") ?? ""] ?? lineWords.en;
  const root = place.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [buttonSheet()];
  const model = {
    look,
    word: said[look],
    said,
    title: place.getAttribute("name") ?? "",
    count: Number(place.getAttribute("count")),
    lang: said.lang,
    dir: said.dir ?? "ltr",
    system: false,
    status: null,
    popover: null,
  };
  draw(root, buttonView(model, NO_ACTS));
}
