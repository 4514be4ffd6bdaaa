/** What somebody has chosen in the builder. Texts are empty where nothing is chosen. */
export type ButtonChoice = {
  publisher: string;
  /** The one page that is thanked for; empty for each page's own address. */
  url: string;
  /** That page's title. */
  title: string;
  variant: "" | "large" | "icon";
  theme: "" | "light" | "dark";
  label: string;
  /** The language of the button's words, a BCP 47 tag. */
  words: string;
  nocount: boolean;
  unlisted: boolean;
  via: "" | "redirect";
  /** `#rrggbb`, by the custom property that it sets. */
  colours: Record<Colour, string>;
  /** What the page checks: nothing, the script of the tag, or all files. */
  integrity: "" | "script" | "all";
};

/** Colours by the end of their custom property, `--rivulet-accent` and so on. */
export const COLOURS = ["accent", "color", "background"] as const;
export type Colour = (typeof COLOURS)[number];

/** The choices of each field that has few; the first is what holds when nothing is chosen. */
export const CHOICES = {
  variant: ["", "large", "icon"],
  theme: ["", "light", "dark"],
  via: ["", "redirect"],
  integrity: ["", "script", "all"],
} as const;

const LONGEST = { url: 2048, title: 300, label: 40 };

/**
 * Reads the builder's form. Whatever cannot be used is left out, and its field is named in `wrong`.
 * @param languages that the button speaks
 */
export function readChoice(
  query: URLSearchParams,
  languages: string[],
): { choice: ButtonChoice; wrong: ("publisher" | "url" | Colour)[] } {
  const text = (name: string) => (query.get(name) ?? "").trim();
  const one = <T extends keyof typeof CHOICES>(name: T) =>
    (CHOICES[name].find((value) => value === text(name)) ?? "") as (typeof CHOICES)[T][number];
  const good = {
    publisher: /^[a-z0-9_-]{2,32}$/.test(text("publisher").toLowerCase())
      ? text("publisher").toLowerCase()
      : "",
    url: isPage(text("url")) ? text("url") : "",
    ...(Object.fromEntries(
      COLOURS.map((name) => [name, /^#[0-9a-f]{6}$/i.test(text(name)) ? text(name).toLowerCase() : ""]),
    ) as Record<Colour, string>),
  };
  const { publisher, url, ...colours } = good;
  const choice: ButtonChoice = {
    publisher,
    url,
    title: text("title").slice(0, LONGEST.title),
    variant: one("variant"),
    theme: one("theme"),
    label: text("label").slice(0, LONGEST.label),
    words: languages.includes(text("words")) ? text("words") : "",
    nocount: query.has("nocount"),
    unlisted: query.has("unlisted"),
    via: one("via"),
    colours,
    integrity: one("integrity"),
  };
  const names = Object.keys(good) as (keyof typeof good)[];
  return { choice, wrong: names.filter((name) => text(name) !== "" && good[name] === "") };
}

function isPage(text: string): boolean {
  if (text.length > LONGEST.url || !URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username + password === "";
}
