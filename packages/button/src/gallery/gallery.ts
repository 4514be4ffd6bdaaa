import { drawLooks } from "./draw-looks.js";

// The script of an instance's gallery. Its buttons are the real ones; they are loaded after the listener that takes their
// presses away, so that trying one gives no click.
document.addEventListener("rivulet-press", (event) => event.preventDefault());
drawLooks(document);
const button = "/button.mjs";
import(button).catch(() => {});
