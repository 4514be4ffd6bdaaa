import type { ButtonChoice } from "./button-choice.js";
import { NO_SLOTS, pageMarkup, type Slots } from "./page-markup.js";
import { type ButtonFiles, scriptTags } from "./script-tags.js";

export const SNIPPETS = ["html", "link", "react", "vue", "wordpress", "hugo", "jekyll"] as const;
export type SnippetName = (typeof SNIPPETS)[number];

/** What is pasted, and what a page's Content Security Policy must allow for it. */
export type Snippet = { code: string; policy: string };

/** Go's templates escape by the place in which a value stands, in a link's query too. */
const HUGO: Slots = {
  url: { attribute: ' url="{{ .Permalink }}"', query: "{{ .Permalink }}" },
  title: { attribute: ' name="{{ .Title }}"', query: "{{ .Title }}" },
};

const JEKYLL: Slots = {
  url: {
    attribute: ' url="{{ page.url | absolute_url | escape }}"',
    query: "{{ page.url | absolute_url | url_encode }}",
  },
  title: { attribute: ' name="{{ page.title | escape }}"', query: "{{ page.title | url_encode }}" },
};

const COMPONENT_QUERY = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is a template in the snippet.
  url: "${encodeURIComponent(url)}",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is a template in the snippet.
  title: "${encodeURIComponent(title)}",
};

const REACT: Slots = {
  url: { attribute: " url={url}", query: COMPONENT_QUERY.url },
  title: { attribute: " name={title}", query: COMPONENT_QUERY.title },
};

const VUE: Slots = {
  url: { attribute: ' :url="url"', query: COMPONENT_QUERY.url },
  title: { attribute: ' :name="title"', query: COMPONENT_QUERY.title },
};

/** All snippets of a choice, each ready to be pasted. @param backend the instance's origin */
export function snippetsOf(
  choice: ButtonChoice,
  files: ButtonFiles,
  backend: string,
): Record<SnippetName, Snippet> {
  const plain = scriptTags(choice, files, backend);
  const onPage = (slots: Slots): Snippet => ({
    code: `${plain.html}\n${pageMarkup(choice, backend, "element", slots)}`,
    policy: plain.policy,
  });
  const bundled = `script-src 'self'; connect-src ${backend};`;
  return {
    html: onPage(NO_SLOTS),
    link: linkForm(choice, files, backend),
    react: { code: reactComponent(choice, backend), policy: bundled },
    vue: { code: vueComponent(choice, backend), policy: bundled },
    wordpress: {
      code: shortcode(choice),
      policy: scriptTags({ ...choice, integrity: "" }, files, backend).policy,
    },
    hugo: onPage(HUGO),
    jekyll: onPage(JEKYLL),
  };
}

/** Only links within a place of the author's own become buttons, so that a reader's comment never does. */
function linkForm(choice: ButtonChoice, files: ButtonFiles, backend: string): Snippet {
  const { html, policy } = scriptTags(choice, files, backend, ' data-links=".rivulet"');
  return {
    code: `${html}\n<p class="rivulet">${pageMarkup(choice, backend, "link", NO_SLOTS)}</p>`,
    policy,
  };
}

function reactComponent(choice: ButtonChoice, backend: string): string {
  const markup = pageMarkup(choice, backend, "element", REACT);
  return `import "@rivulet/button/define";

// In the page's head: ${backendMeta(backend)}
export function GiveButton(${choice.url ? "" : "{ url, title }"}) {
  return (
    ${withTemplate(markup, (template) => `href={\`${template}\`}`)}
  );
}`;
}

function vueComponent(choice: ButtonChoice, backend: string): string {
  const markup = pageMarkup(choice, backend, "element", VUE);
  const props = choice.url ? "" : '\ndefineProps(["url", "title"]);';
  return `<script setup>
import "@rivulet/button/define";
// In the page's head: ${backendMeta(backend)}
// In vite.config.js: vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === "rivulet-button" } } })${props}
</script>

<template>
  ${withTemplate(markup, (template) => `:href="\`${template.replaceAll("&", "&amp;")}\`"`)}
</template>`;
}

/** A link with values in its query is an expression; one without stays as it is. */
function withTemplate(markup: string, write: (template: string) => string): string {
  return markup.replace(/href="([^"]*)"/, (whole, href: string) =>
    href.includes("${") ? write(href.replaceAll("&amp;", "&")) : whole,
  );
}

const backendMeta = (backend: string): string => `<meta name="rivulet:backend" content="${backend}">`;

/** Address, handle and script are the plugin's; a shortcode's values hold neither quotes nor brackets. */
function shortcode({ label }: ButtonChoice): string {
  const word = label.replace(/["'<>[\]]/g, "");
  return word ? `[rivulet label="${word}"]` : "[rivulet]";
}

/** The colours as rules of the page's own style sheet; empty where none is chosen. */
export function coloursCss({ colours }: ButtonChoice): string {
  const lines = Object.entries(colours).filter(([, value]) => value !== "");
  if (lines.length === 0) return "";
  return `rivulet-button {\n${lines.map(([name, value]) => `  --rivulet-${name}: ${value};\n`).join("")}}`;
}
