// biome-ignore-all lint/correctness/noUnusedImports: JSX becomes calls of `h`.
// biome-ignore-all lint/a11y/useButtonType: nothing in a shadow tree belongs to a form outside.
import { countText } from "./count-text.js";
import { type Child, h } from "./draw.js";
import { dropIcon } from "./drop-icon.js";
import type { LineWords, Look } from "./words/line-words.js";

/** All that the view shows; nothing else reaches it. */
export type ButtonModel = {
  look: Look;
  /** The word in the line. */
  word: string;
  said: LineWords;
  /** The thing's title, which ends the accessible name of both buttons. */
  title: string;
  /** Null where it is unknown or not wanted. */
  count: number | null;
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
  /** The count was pressed, which opens the popover and closes it. */
  open(): void;
  /** A person comes near: a pointer, the focus. */
  approach(event: Event): void;
  key(event: KeyboardEvent): void;
};

/**
 * The button in its line, and the count, which is the button of the popover: a pure function of the model. The slot comes
 * first, so that the host keeps the fallback's baseline.
 */
export function buttonView(
  { look, word, said, title, count, ...model }: ButtonModel,
  acts: ButtonActs,
): Child[] {
  const shown = count === null ? "" : countText(count);
  return [
    <slot class="kept" />,
    // biome-ignore lint/a11y/noStaticElementInteractions: it hears what its two buttons hear.
    <span
      class={`view ${look}${model.system ? " system" : ""}`}
      lang={model.lang}
      dir={model.dir}
      onpointerenter={acts.approach}
      onkeydown={acts.key}
    >
      <button part="button" onclick={acts.press} onfocus={acts.approach}>
        <slot name="icon">{dropIcon(look)}</slot>
        <span part="label" dir="auto">
          {word}
        </span>
        {title && <span class="hid"> {title}</span>}
      </button>
      <button
        part="count"
        popovertarget="more"
        aria-label={`${shown && `${said.clicks}: ${shown}. `}${said.more} ${title}`}
        onclick={acts.open}
        onfocus={acts.approach}
      >
        {shown || "…"}
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
