// The window that waits for a mail link: it asks whether the link was opened, and goes on by itself.
const ask = async () => {
  const answer = await fetch(document.body.dataset.state, { credentials: "same-origin" }).catch(() => null);
  if (answer?.ok && (await answer.json()).signedIn) location.reload();
};

setInterval(ask, 2000);
addEventListener("focus", ask);
document.addEventListener("visibilitychange", ask);
