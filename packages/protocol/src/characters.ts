import * as v from "valibot";

/**
 * A text of at most `limit` characters. Characters are Unicode code points, as JSON Schema counts them and most languages do,
 * and not the UTF-16 units of JavaScript, so that a title of 300 emoji is one of 300 characters everywhere.
 * @example v.is(characters(2), "🌊🌊") // true
 */
export function characters(limit: number) {
  return v.pipe(
    v.string(),
    v.check((text) => isWithin(text, limit), `At most ${limit} characters.`),
    v.metadata({ maxLength: limit }),
  );
}

function isWithin(text: string, limit: number): boolean {
  if (text.length <= limit) return true;
  return text.length <= 2 * limit && [...text].length <= limit;
}
