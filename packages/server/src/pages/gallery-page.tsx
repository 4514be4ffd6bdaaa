import type { Child } from "hono/jsx";
import { ownName } from "./builder-form.js";
import { Layout } from "./layout.js";
import type { PageView } from "./page-view.js";

/** The looks in the order in which a click goes through them. */
const LOOKS = ["idle", "sending", "pending", "counted", "yours", "rejected", "error", "offline"] as const;
const VARIANTS = ["compact", "icon", "large"] as const;
const RIGHT_TO_LEFT = ["ar", "he"];

/** Custom properties that are shown, each rule a class of `tools.css`. */
const STYLES: Record<string, string> = {
  leaf: "--rivulet-accent: #1f7a3d;",
  square: "--rivulet-accent: #8a2be2;\n--rivulet-radius: 2px;\n--rivulet-font: Georgia, serif;",
  night:
    "--rivulet-background: #1c1330;\n--rivulet-color: #f5eefc;\n--rivulet-border: #a48bc7;\n--rivulet-accent: #ffb347;",
};

/** Every variant, theme, look and language. What only a person's clicks lead to is drawn by the button's own view. */
export function GalleryPage({ view, languages }: { view: PageView; languages: string[] }) {
  const { gallery } = view.words;
  return (
    <Layout view={view} title={gallery.title} script="gallery.js" styles={["tools.css"]}>
      <h1>{gallery.title}</h1>
      <p class="lead">{gallery.lead}</p>
      <noscript>
        <p class="note">{gallery.noScript}</p>
      </noscript>
      <p>
        <a class="button" href={view.href("/builder")}>
          {gallery.toBuilder}
        </a>
      </p>
      <Looks view={view} />
      <Themes view={view} />
      <Places view={view} />
      <Languages view={view} languages={languages} />
      <OwnStyles view={view} />
    </Layout>
  );
}

function Part({ title, lead, children }: { title: string; lead?: string; children: Child }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {lead && <p class="soft">{lead}</p>}
      {children}
    </section>
  );
}

type Look = { view: PageView; look: (typeof LOOKS)[number]; variant?: string; theme?: string };

/** A place in which the page's script draws one look; what stands inside gives it its width, as with the button itself. */
function Drawn({ view, look, variant, theme }: Look) {
  const count = look === "idle" ? 12 : 1283;
  return (
    <rivulet-look
      look={look}
      count={count}
      variant={variant}
      theme={theme}
      name={view.words.gallery.looks[look]}
    >
      {unbroken(view.words.gallery.fallback)}
    </rivulet-look>
  );
}

type LiveProps = { view: PageView; short?: boolean; lang?: string; variant?: string };

/** The real button. */
function Live({ view, short = false, ...attributes }: LiveProps) {
  const { fallback, short: shortFallback } = view.words.gallery;
  return (
    <rivulet-button publisher="marothro" {...attributes}>
      <a href={view.href("/builder")}>{unbroken(short ? shortFallback : fallback)}</a>
    </rivulet-button>
  );
}

/** The button lies in the box of what stands inside it, so that stays on one line. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

function Looks({ view }: { view: PageView }) {
  const { gallery } = view.words;
  return (
    <Part title={gallery.looksTitle} lead={gallery.looksLead}>
      <ul class="looks">
        {LOOKS.map((look) => (
          <li>
            <p>{gallery.looks[look]}</p>
            <p class="variants">
              {VARIANTS.map((variant) => (
                <Drawn view={view} look={look} variant={variant} />
              ))}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Themes({ view }: { view: PageView }) {
  const { gallery } = view.words;
  const places = [
    ["light", "on-dark", "light"],
    ["dark", "on-light", "dark"],
    ["onLight", "on-light", undefined],
    ["onDark", "on-dark", undefined],
  ] as const;
  return (
    <Part title={gallery.themesTitle} lead={gallery.themesLead}>
      <div class="pair">
        {places.map(([name, ground, theme]) => (
          <div class={`ground ${ground}`}>
            <p class="small">{gallery.themes[name]}</p>
            <p class="row">
              {LOOKS.map((look) => (
                <Drawn view={view} look={look} {...(theme ? { theme } : {})} />
              ))}
            </p>
          </div>
        ))}
      </div>
    </Part>
  );
}

function Places({ view }: { view: PageView }) {
  const { gallery } = view.words;
  return (
    <Part title={gallery.placesTitle}>
      <p>
        {gallery.sentence[0]} <Live view={view} /> {gallery.sentence[1]}
      </p>
      <p class="stage phone">
        {gallery.column[0]} <Live view={view} /> {gallery.column[1]}
      </p>
      <p>{gallery.rtl}</p>
      <p class="stage row" dir="rtl">
        {VARIANTS.map((variant) => (
          <Live view={view} variant={variant} />
        ))}
      </p>
      <p>{gallery.large}</p>
      <p class="row twice">
        {VARIANTS.map((variant) => (
          <Live view={view} short variant={variant} />
        ))}
      </p>
    </Part>
  );
}

function Languages({ view, languages }: { view: PageView; languages: string[] }) {
  const { gallery } = view.words;
  return (
    <Part title={gallery.languagesTitle} lead={gallery.languagesLead}>
      <ul class="rows">
        {languages.map((language) => (
          <li>
            <span lang={language}>{ownName(language)}</span>
            <span dir={RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr"}>
              <Live view={view} lang={language} />
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function OwnStyles({ view }: { view: PageView }) {
  const { gallery } = view.words;
  return (
    <Part title={gallery.stylesTitle} lead={gallery.stylesLead}>
      {Object.entries(STYLES).map(([name, css]) => (
        <div class="stack">
          <p class={`row ${name}`}>
            <Drawn view={view} look="idle" />
            <Drawn view={view} look="counted" />
            <Drawn view={view} look="idle" variant="large" />
          </p>
          <pre>
            <code dir="ltr">{`rivulet-button {\n  ${css.replaceAll("\n", "\n  ")}\n}`}</code>
          </pre>
        </div>
      ))}
    </Part>
  );
}
