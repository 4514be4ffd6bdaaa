import type { Child } from "hono/jsx";
import type { BuilderShown } from "./builder-page.js";
import { CHOICES, COLOURS } from "./snippets/button-choice.js";

/** A name in its own language. @example ownName("fr") // "français" */
export function ownName(language: string): string {
  return new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
}

/** All choices, as they were sent. */
export function BuilderForm(shown: BuilderShown) {
  const { view, languages, query } = shown;
  const { builder } = view.words;
  return (
    <form method="get" action="/builder" class="card builder">
      {query.has("lang") && <input type="hidden" name="lang" value={view.language} />}
      <Text {...shown} name="publisher" hint={builder.publisherHint} />
      <Text {...shown} name="url" hint={builder.urlHint} />
      <Text {...shown} name="title" hint={builder.titleHint} />
      <Text {...shown} name="label" hint={builder.labelHint} />
      <Select {...shown} name="variant" />
      <Select {...shown} name="theme" />
      <Field name="words" label={builder.fields.words}>
        <select id="words" name="words">
          <option value="">{builder.wordsOfPage}</option>
          {languages.map((language) => (
            <option value={language} lang={language} selected={query.get("words") === language}>
              {ownName(language)}
            </option>
          ))}
        </select>
      </Field>
      <Select {...shown} name="via" />
      <fieldset class="wide">
        <legend>{builder.coloursTitle}</legend>
        {COLOURS.map((name) => (
          <Text {...shown} name={name} hint={builder.colourHint} />
        ))}
      </fieldset>
      <Select {...shown} name="integrity" wide />
      <div class="checks wide">
        <Check {...shown} name="nocount" />
        <Check {...shown} name="unlisted" />
      </div>
      <p class="wide actions">
        <button type="submit">{builder.show}</button>
      </p>
    </form>
  );
}

function Field(props: { name: string; label: string; hint?: string; wide?: boolean; children: Child }) {
  return (
    <div class={props.wide ? "field wide" : "field"}>
      <label for={props.name}>
        {props.label} {props.hint && <span class="small soft">{props.hint}</span>}
      </label>
      {props.children}
    </div>
  );
}

type TextName = "publisher" | "url" | "title" | "label" | (typeof COLOURS)[number];

function Text({ view, query, wrong, name, hint }: BuilderShown & { name: TextName; hint: string }) {
  const isWrong = wrong.includes(name);
  const { fields, wrong: sentences } = view.words.builder;
  return (
    <Field name={name} label={fields[name]} hint={hint}>
      <input
        id={name}
        name={name}
        value={query.get(name) ?? ""}
        maxlength={name === "url" ? 2048 : 300}
        inputmode={name === "url" ? "url" : undefined}
        autocapitalize="none"
        autocomplete="off"
        spellcheck={false}
        aria-invalid={isWrong ? "true" : undefined}
        aria-describedby={isWrong ? `${name}-wrong` : undefined}
      />
      {isWrong && (
        <span id={`${name}-wrong`} class="warn small">
          {sentences[name as keyof typeof sentences]}
        </span>
      )}
    </Field>
  );
}

type SelectName = keyof typeof CHOICES;

function Select({ view, choice, name, wide }: BuilderShown & { name: SelectName; wide?: boolean }) {
  const { fields, choices } = view.words.builder;
  const words: Record<string, string> = choices[name];
  return (
    <Field name={name} label={fields[name]} wide={wide ?? false}>
      <select id={name} name={name}>
        {CHOICES[name].map((value) => (
          <option value={value} selected={choice[name] === value}>
            {words[value || "none"]}
          </option>
        ))}
      </select>
    </Field>
  );
}

function Check({ view, choice, name }: BuilderShown & { name: "nocount" | "unlisted" }) {
  return (
    <label class="check">
      <input type="checkbox" name={name} checked={choice[name]} /> {view.words.builder.fields[name]}
    </label>
  );
}
