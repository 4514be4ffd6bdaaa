// An own interface on the headless client: a slider instead of a button. No element, no framework, no build.
import { createClient } from "./client.min.mjs";

const form = document.querySelector("#thanks");
const slider = form.querySelector("input");
const amount = form.querySelector("output");
const send = form.querySelector("[type=submit]");
const said = form.querySelector("#said");
const connect = form.querySelector("#connect");
const undo = form.querySelector("#undo");
const yours = form.querySelector("#yours");

const { backend, publisher } = form.dataset;
const thing = { publisher, url: new URL("./", location.href).href, title: document.title };
const client = createClient({ backend });

/** What happened, in this page's own words. */
const words = {
  counted: (count) => `Thank you! ${count} so far.`,
  pending: (waiting) => `Kept on this device: ${waiting}. Connect once and it counts.`,
  offline: (waiting) => `No network now. ${waiting} will be sent as soon as there is one.`,
  rejected: (code) => `That one was not taken (${code}).`,
  failed: (code) => `That did not work (${code}). Nothing is lost.`,
  undone: () => "Taken back.",
  soFar: (count) => `${count} so far.`,
  unclaimed: (count) => `Kept on this device for a while: ${count}. Are they yours?`,
};

function say(what, value) {
  said.textContent = words[what](value);
}

/** The only thing that the client throws is a RivuletError, which has a code. */
function sayError(error) {
  if (error.name !== "RivuletError") throw error;
  say("failed", error.code);
}

/** Draws what the client knows; called at every change, also of another tab. */
function draw() {
  const { connected, waiting, unclaimed } = client.state;
  connect.hidden = connected || waiting === 0;
  // Somebody else may have clicked here before: what is older than an hour is asked about, once.
  yours.hidden = unclaimed === 0;
  if (unclaimed > 0) say("unclaimed", unclaimed);
}

function sayOutcome(outcome) {
  if (outcome.status === "counted") say("counted", outcome.count);
  else if (outcome.status === "rejected") say("rejected", outcome.code);
  else say(client.state.connected ? "offline" : "pending", client.state.waiting);
}

/** Saved first, sent second: each click is kept on this device until the backend has answered it. */
async function thank(times) {
  send.disabled = true;
  for (let sent = 0; sent < times; sent += 1) {
    const outcome = await client.click(thing);
    undo.hidden = outcome.status === "rejected";
    sayOutcome(outcome);
  }
  send.disabled = false;
}

slider.addEventListener("input", () => {
  amount.value = slider.value;
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  thank(Number(slider.value)).catch(sayError);
});

// What connecting needs is loaded on the way to the button, so that the window opens within the press itself.
for (const near of ["pointerenter", "focus"]) {
  connect.addEventListener(near, () => client.prepare().catch(sayError));
}
connect.addEventListener("click", () => {
  client.connect().catch((error) => {
    // A blocked window is no dead end: the same by going there and coming back.
    if (error.code === "popup-blocked") client.connect({ via: "redirect" }).catch(sayError);
    else sayError(error);
  });
});

undo.addEventListener("click", async () => {
  try {
    await client.undo();
    undo.hidden = true;
    say("undone");
  } catch (error) {
    sayError(error);
  }
});

yours.addEventListener("click", ({ target }) => {
  if (target.name) client.claim(target.name === "yes").catch(sayError);
});

client.on("change", draw);
client.on("counted", ({ count }) => say("counted", count));

form.hidden = false;
document.querySelector("#link").hidden = true;
draw();
client.handleRedirect().catch(sayError);
// Never rejects: without an answer the number is null, and the page does without it.
client.counts([thing.url]).then(({ [thing.url]: count }) => {
  if (count) say("soFar", count);
});
