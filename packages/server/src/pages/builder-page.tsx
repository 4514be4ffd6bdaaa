import { raw } from "hono/html";
import { BuilderForm } from "./builder-form.js";
import { Layout } from "./layout.js";
import type { PageView } from "./page-view.js";
import type { ButtonChoice } from "./snippets/button-choice.js";
import { NO_SLOTS, pageMarkup } from "./snippets/page-markup.js";
import type { ButtonFiles } from "./snippets/script-tags.js";
import { coloursCss, SNIPPETS, type Snippet, type SnippetName, snippetsOf } from "./snippets/snippets.js";

/** What the builder shows. */
export type BuilderShown = {
  view: PageView;
  choice: ButtonChoice;
  /** Fields whose text cannot be used. */
  wrong: string[];
  /** Whether somebody here has the handle, or none was given. */
  isKnown: boolean;
  files: ButtonFiles;
  /** The languages of the button. */
  languages: string[];
  /** The form as it was sent. */
  query: URLSearchParams;
};

/** Choices on top, then the button and what to paste. Without script the form is sent; with it, the page follows each choice. */
export function BuilderPage(shown: BuilderShown) {
  const { view } = shown;
  const { builder } = view.words;
  return (
    <Layout view={view} title={builder.title} script="builder.js" styles={["tools.css"]}>
      <h1>{builder.title}</h1>
      <p class="lead">{builder.lead}</p>
      <BuilderForm {...shown} />
      <div id="result" class="stack" data-copied={builder.copied}>
        <Preview {...shown} />
        {!shown.isKnown && <p class="warn">{builder.unknown(shown.choice.publisher)}</p>}
        <Colours {...shown} />
        <Snippets {...shown} />
      </div>
      <p class="small soft">
        <a href={view.href("/gallery")}>{builder.toGallery}</a>
      </p>
    </Layout>
  );
}

/** The real button; the page's script loads it, and takes its presses away. */
function Preview({ view, choice }: BuilderShown) {
  const { builder } = view.words;
  const { accent, color, background } = choice.colours;
  return (
    <section class="card" aria-labelledby="preview">
      <h2 id="preview">{builder.preview}</h2>
      <p class="stage" data-accent={accent} data-color={color} data-background={background}>
        {builder.sentence[0]} {raw(pageMarkup(choice, view.origin, "element", NO_SLOTS))}{" "}
        {builder.sentence[1]}
      </p>
      <p class="small soft">{builder.inert}</p>
    </section>
  );
}

function Colours({ view, choice }: BuilderShown) {
  const css = coloursCss(choice);
  const { builder } = view.words;
  return css === "" ? null : (
    <section class="card" aria-labelledby="colours">
      <h2 id="colours">{builder.coloursTitle}</h2>
      <p>{builder.coloursLead}</p>
      <Code view={view} name={builder.coloursTitle} code={css} />
    </section>
  );
}

function Snippets({ view, choice, files }: BuilderShown) {
  const snippets = snippetsOf(choice, files, view.origin);
  return (
    <>
      {SNIPPETS.map((name) => (
        <OneSnippet view={view} name={name} snippet={snippets[name]} />
      ))}
      {choice.integrity !== "" && <p class="note">{view.words.builder.pinned}</p>}
    </>
  );
}

function OneSnippet({ view, name, snippet }: { view: PageView; name: SnippetName; snippet: Snippet }) {
  const { builder } = view.words;
  const { title, lead } = builder.snippets[name];
  return (
    <details class="card" id={`for-${name}`} open={name === "html"}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <p>{lead}</p>
      <Code view={view} name={title} code={snippet.code} />
      <h3>{builder.policyTitle}</h3>
      <p class="small soft">{builder.policyLead}</p>
      <Code view={view} name={`${title}: ${builder.policyTitle}`} code={snippet.policy} />
    </details>
  );
}

/** A text to copy; its button shows when there is a script to do it. */
function Code({ view, name, code }: { view: PageView; name: string; code: string }) {
  return (
    <div class="copy">
      <pre>
        <code dir="ltr">{code}</code>
      </pre>
      <button type="button" class="slight" hidden aria-label={`${view.words.builder.copy}: ${name}`}>
        {view.words.builder.copy}
      </button>
    </div>
  );
}
