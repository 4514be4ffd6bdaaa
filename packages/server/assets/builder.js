// The builder without its "Show" button: the page follows each choice, and texts are copied by a press. The preview is the
// real button; it is loaded here, after the listener that takes its presses away, so that trying it gives no click.
const CALM_MS = 250;
const form = document.querySelector("form.builder");
let timer = 0;
let asked = 0;

document.addEventListener("rivulet-press", (event) => event.preventDefault());

const dress = () => {
  const stage = document.querySelector(".stage");
  for (const [name, value] of Object.entries(stage.dataset)) {
    if (value) stage.style.setProperty(`--rivulet-${name}`, value);
  }
  for (const button of document.querySelectorAll(".copy button")) button.hidden = false;
};

// What is open stays open while the page below follows the form.
const replace = (text) => {
  const next = new DOMParser().parseFromString(text, "text/html").querySelector("#result");
  const before = document.querySelector("#result");
  if (!next || !before) return;
  for (const details of before.querySelectorAll("details")) {
    next.querySelector(`#${details.id}`).open = details.open;
  }
  before.replaceWith(next);
  dress();
};

const follow = async () => {
  const turn = ++asked;
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  const answer = await fetch(address, { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok || turn !== asked) return;
  replace(await answer.text());
  history.replaceState(null, "", address);
};

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(follow, CALM_MS);
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest(".copy button");
  if (!button) return;
  await navigator.clipboard.writeText(button.parentElement.querySelector("code").textContent);
  button.textContent = document.querySelector("#result").dataset.copied;
});

dress();
await import("/button.mjs");
