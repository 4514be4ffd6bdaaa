const MAIL = /^[^\s@<>"\p{Control}\p{Surrogate}]+@[^\s@<>"\p{Control}\p{Surrogate}]+$/u;
const LONGEST = 254;

/** Whether a text can be a mail address. Whether mail arrives there, only mail can tell. @example isMail("anna@example.org") // true */
export function isMail(text: string): boolean {
  return text.length <= LONGEST && MAIL.test(text);
}
