// biome-ignore-all lint/correctness/noUnusedImports: JSX becomes calls of `h`.
import { countText } from "./count-text.js";
import { type Child, h } from "./draw.js";
import { dropIcon } from "./drop-icon.js";
import type { Look } from "./words/line-words.js";

/** All that the view shows; nothing else reaches it. */
export type ButtonModel = {
  look: Look;
  /** The word in the line. */
  word: string;
  /** The thing's title, which ends the button's accessible name. */
  title: string;
  /** Null while unknown; undefined where none is wanted. */
  count: number | null | undefined;
  lang: string;
  dir: "ltr" | "rtl";
  /** The page says nothing of its color scheme, so the system's is followed. */
  system: boolean;
  /** What was last said to the person; null until the first focus or press, so that the region exists before it speaks. */
  status: string | null;
  popover: Child;
};

export type ButtonActs = {
  press(): void;
  /** A person comes near, or goes: a pointer, the focus. */
  approach(event: Event): void;
  key(event: KeyboardEvent): void;
};

/** The button in its line: a pure function of the model. The slot comes first, so that the host keeps the fallback's baseline. */
export function buttonView({ look, word, title, count, ...model }: ButtonModel, acts: ButtonActs): Child[] {
  return [
    <slot class="kept" />,
    <span class={`view ${look}${model.system ? " system" : ""}`} lang={model.lang} dir={model.dir}>
      <button
        type="button"
        part="button"
        onclick={acts.press}
        onkeydown={acts.key}
        onpointerenter={acts.approach}
        onpointerleave={acts.approach}
        onfocus={acts.approach}
      >
        <slot name="icon">{dropIcon(look)}</slot>
        <span part="label" dir="auto">
          {word}
        </span>
        {title && <span class="hid"> {title}</span>}
        {count !== undefined && <span part="count">{count !== null && countText(count)}</span>}
      </button>
      {model.status !== null && (
        <span part="status" class="hid" role="status">
          {model.status}
        </span>
      )}
      {model.popover}
    </span>,
  ];
}
