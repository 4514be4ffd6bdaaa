import type { Child } from "hono/jsx";
import { languages, wordsOf } from "../words/choose-language.js";
import { assetPath } from "./assets.js";
import { moment, type PageView } from "./page-view.js";

/** The frame of every page. */
export type LayoutProps = {
  view: PageView;
  title: string;
  /** One of our scripts, without which the page works too. */
  script?: string;
  /** Further style sheets of ours. */
  styles?: string[];
  /** For the script, as data attributes of the body. */
  data?: Record<string, string>;
  /** One column for a form, as in a popup; without the links to other pages. */
  narrow?: boolean;
  children: Child;
};

const STYLES = ["base.css", "blocks.css", "forms.css"];

export function Layout(props: LayoutProps) {
  const { view, title, script, styles = [], data = {}, narrow = false, children } = props;
  const attributes = Object.fromEntries(Object.entries(data).map(([name, value]) => [`data-${name}`, value]));
  return (
    <html lang={view.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${view.name}`}</title>
        {[...STYLES, ...styles].map((name) => (
          <link rel="stylesheet" href={assetPath(name)} />
        ))}
        <link rel="icon" href={assetPath("mark.svg")} type="image/svg+xml" />
        {script && <script type="module" src={assetPath(script)} />}
      </head>
      <body class={narrow ? "narrow" : ""} {...attributes}>
        <a class="skip" href="#content">
          {view.words.skip}
        </a>
        {view.demoTimeMs !== null && <DemoBanner view={view} timeMs={view.demoTimeMs} narrow={narrow} />}
        <Head view={view} narrow={narrow} />
        <main id="content">
          <div class="column">
            <Note view={view} />
            {children}
          </div>
        </main>
        <Foot view={view} />
      </body>
    </html>
  );
}

function DemoBanner({ view, timeMs, narrow }: { view: PageView; timeMs: number; narrow: boolean }) {
  return (
    <aside class="demo" aria-label="Demo">
      <div class="column">
        <span>{view.words.demoBanner(moment(view, timeMs))}</span>
        {!narrow && (
          <form method="post" action={view.href("/demo/month-end")}>
            <button type="submit" class="slight">
              {view.words.monthEnd}
            </button>
          </form>
        )}
      </div>
    </aside>
  );
}

function Head({ view, narrow }: { view: PageView; narrow: boolean }) {
  return (
    <header class="head">
      <div class="column">
        <a class="brand" href={view.href("/")}>
          <img src={assetPath("mark.svg")} alt="" width="28" height="28" />
          {view.name}
        </a>
        {!narrow && <Navigation view={view} />}
      </div>
    </header>
  );
}

function Navigation({ view }: { view: PageView }) {
  const { words } = view;
  const links = [
    ...(view.mail === null
      ? [["/sign-in", words.signIn] as const]
      : ([
          ["/me", words.mySupport],
          ["/publisher", words.myPages],
        ] as const)),
    ...(view.demoTimeMs === null ? [] : [["/demo/outbox", words.outbox] as const]),
  ];
  return (
    <nav aria-label={words.navigation}>
      {links.map(([path, label]) => (
        <a href={view.href(path)} aria-current={isHere(view, path) ? "page" : undefined}>
          {label}
        </a>
      ))}
      {view.mail !== null && (
        <form method="post" action={view.href("/sign-out")}>
          <button type="submit" class="plain" title={words.signedInAs(view.mail)}>
            {words.signOut}
          </button>
        </form>
      )}
    </nav>
  );
}

function isHere(view: PageView, path: string): boolean {
  return view.here.split("?", 1)[0] === path;
}

/** What was just done; read out by screen readers when the page comes. */
function Note({ view }: { view: PageView }) {
  const notes: Record<string, string> = view.words.notes;
  const text = view.note !== null && Object.hasOwn(notes, view.note) ? notes[view.note] : null;
  return text ? (
    <p class="note" role="status">
      {text}
    </p>
  ) : null;
}

function Foot({ view }: { view: PageView }) {
  return (
    <footer>
      <div class="column">
        <span>{view.words.runs}</span>
        <span>
          {languages
            .filter((language) => language !== view.language)
            .map((language) => (
              <a href={languageLink(view, language)} hreflang={language} lang={language}>
                {wordsOf(language).language}
              </a>
            ))}
        </span>
      </div>
    </footer>
  );
}

/** This page in another language. A page that only a form can reach leads to the first page. */
function languageLink(view: PageView, language: string): string {
  const url = new URL(view.here, view.origin);
  url.searchParams.set("lang", language);
  url.searchParams.delete("done");
  return url.pathname + url.search;
}
