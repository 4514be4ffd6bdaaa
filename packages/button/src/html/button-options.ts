/** Off where it is absent, null, false, or says `false` or `0`, as a shortcode's text does; on otherwise. */
export type Flag = boolean | string | null | undefined;

/** What `renderButton` is told: the attributes of the element by their names, and how to write them. */
export type ButtonOptions = {
  /** The instance, an https address (http on localhost). The button and the link inside it lead there. */
  backend: string;
  /** The publisher's handle on the instance. */
  publisher: string;
  /** The thing, an absolute http or https address of at most 2,048 characters. Its fragment is dropped. */
  url: string;
  /** The thing's title; ends after 300 characters (Unicode code points), as the protocol counts them. */
  name?: string | null | undefined;
  /** The thing's category; ends after 40 characters. */
  category?: string | null | undefined;
  /** The thing's tags, a list or a text with commas between them; the first ten, each of at most 40 characters. */
  tags?: string | readonly string[] | null | undefined;
  /** The thing's language, a BCP 47 tag; `fr_FR` is taken for `fr-FR`. */
  language?: string | null | undefined;
  /** Paid, never listed. */
  unlisted?: Flag;
  variant?: "compact" | "large" | "icon" | null | undefined;
  theme?: "auto" | "light" | "dark" | null | undefined;
  /** The word while idle. */
  label?: string | null | undefined;
  /** The language of the button's words, a BCP 47 tag. */
  lang?: string | null | undefined;
  /** No count is asked for or shown. */
  nocount?: Flag;
  via?: "popup" | "redirect" | null | undefined;
  /**
   * The words of the link; by default those of `lang`, else of `language`, else English. The button lies in their box, so two
   * or three words are best.
   */
  words?: string | null | undefined;
  /** `element` by default; `link` for a place that strips unknown elements, on a page whose script tag has `data-links`. */
  form?: "element" | "link" | null | undefined;
  /**
   * Declarative shadow DOM, for static HTML only: what is painted before the script has run looks as the button will, and is a
   * link. A framework that hydrates, and a CMS that filters, are not told of it. About 4 kB a button before compression.
   */
  shadow?: Flag;
  /** The nonce of the page's Content Security Policy, which the style in the shadow root needs where there is such a policy. */
  nonce?: string | null | undefined;
};

const CHOICES = {
  variant: ["compact", "large", "icon"],
  theme: ["auto", "light", "dark"],
  via: ["popup", "redirect"],
  form: ["element", "link"],
} as const;

/** One of an option's few values; null where none is given. */
export function readChoice(options: ButtonOptions, name: keyof typeof CHOICES): string | null {
  const value = options[name] ?? "";
  const choices: readonly string[] = CHOICES[name];
  if (value === "") return null;
  if (choices.includes(value)) return value;
  throw new TypeError(`${name} is one of ${choices.join(", ")}, and not ${quote(value)}.`);
}

export const readFlag = (flag: Flag): boolean =>
  flag !== null && flag !== undefined && !/^(false|0)$/.test(String(flag));

/** How a wrong value stands in a sentence: short, and on one line. */
export const quote = (value: unknown): string => JSON.stringify(String(value).slice(0, 80));
