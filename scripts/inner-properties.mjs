/**
 * Properties that only our own files know. In the shipped ones each gets a letter or two, the same in all of them, since
 * `button.js` and `more.js` hand objects to each other. Nothing that is public, stored, sent, or asked for by a string may stand
 * here; the house rules look for that.
 */
export const INNER_PROPERTIES = (
  "save quietly queriesFor fail heard failures isPatient held tokenKey emit standing wantsCount asked members pressed approach " +
  "know leave tell acts said known word hear"
).split(" ");

/** What terser calls each: A to Z, then AA on. No property of a page has such a name. */
export const LETTERS = Object.fromEntries(
  INNER_PROPERTIES.map((name, index) => [`$${name}`, "A".repeat(index / 26) + letter(index % 26)]),
);

function letter(index) {
  return String.fromCodePoint(65 + index);
}
