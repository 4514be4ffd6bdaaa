// The buttons of consent stay inert until this window has had focus for half a second, so that a click meant for another
// window, or one that was begun before this one came up, allows nothing.
const CALM_MS = 500;
const buttons = document.querySelectorAll("button[data-calm]");
let timer = 0;

const setInert = (inert) => {
  for (const button of buttons) button.disabled = inert;
};

const restart = () => {
  clearTimeout(timer);
  setInert(true);
  if (document.hasFocus()) timer = setTimeout(setInert, CALM_MS, false);
};

addEventListener("focus", restart);
addEventListener("blur", restart);
addEventListener("pageshow", restart);
restart();
