// The answer of a connect in a popup: told to the page that opened it and to no other origin. Without an opener (its page
// may have cut the tie) it goes on to the site's own address, where the button there finishes; a refusal that came before any
// press of the reader names no such address, and its page has a link.
const { site, message, onward } = document.body.dataset;

if (window.opener) {
  window.opener.postMessage(JSON.parse(message), site);
  window.close();
} else if (onward) {
  location.replace(onward);
}
