/**
 * Matches what is its author's, and no reader's, who must never be paid by a button in a comment. CMSs mark readers' links:
 * `ugc`, or `nofollow`, which an author's own link says only beside `payment`. Where they mark nothing, the place tells: what
 * they call the place of comments. What stands inside a button is its fallback already.
 */
export const AUTHORS =
  ':not([rel~=ugc i],[rel~=nofollow i]:not([rel~=payment i]),:is(rivulet-button,#comments,#respond,.comment,.comments,.commentlist,.comment-list,.comment-body,.comment-content,.comments-area,[itemprop~=comment],[itemtype$="/Comment"]) *)';

/** Matches what stands in the places that the page's owner has named, and these themselves. */
export const within = (places: string): string => `:is(${places},:is(${places}) *)`;

const PLACE_OF_COMMENTS =
  /(^|\s)(comments?|commentlist|comment-(list|body|content)|comments-area|respond|\S+\/Comment)(\s|$)/;

/**
 * The rule of `AUTHORS` for a page's source, where no browser can match: by the link's `rel`, and the ids, classes and microdata
 * of all elements around it.
 * @example isReaders("external nofollow", "") // true
 * @example isReaders("payment nofollow", "post hentry") // false
 * @example isReaders("", "post hentry comment-body") // true
 */
export function isReaders(rel: string, around: string): boolean {
  const tokens = rel.toLowerCase().split(/\s+/);
  const says = (token: string) => tokens.includes(token);
  return says("ugc") || (says("nofollow") && !says("payment")) || PLACE_OF_COMMENTS.test(around);
}
