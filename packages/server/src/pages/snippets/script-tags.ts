import { createHash } from "node:crypto";
import type { ButtonChoice } from "./button-choice.js";

/** The button's files as the builder needs them. */
export type ButtonFiles = {
  /** Where the short addresses stand, and where the pinned ones do; each with a slash at its end. */
  short: string;
  pinned: string;
  /** By name, as Subresource Integrity writes it, of the pinned files. */
  integrity: Map<string, string>;
};

/** The markup that brings the button onto a page, and what the page's policy must allow for it. */
export type Tags = { html: string; policy: string };

/** The tags of a plain page. @param attributes further ones of the script, with a blank before each */
export function scriptTags(choice: ButtonChoice, files: ButtonFiles, backend: string, attributes = ""): Tags {
  const isPinned = choice.integrity !== "";
  const folder = isPinned ? files.pinned : files.short;
  const check = (name: string) =>
    isPinned ? ` integrity="${files.integrity.get(name)}" crossorigin="anonymous"` : "";
  const map = choice.integrity === "all" ? importMap(files) : null;
  // Without it these sizes would be known only when the script has run, and the text would move.
  const needsSize = choice.variant !== "" && files.integrity.has("button.css");
  const html = [
    map && `<script type="importmap">${map}</script>`,
    needsSize && `<link rel="stylesheet" href="${folder}button.css"${check("button.css")}>`,
    `<script async src="${folder}button.js"${check("button.js")}${attributes}></script>`,
  ];
  const policy = [
    `script-src ${folder}${map ? ` '${hashOf(map)}'` : ""};`,
    needsSize && `style-src ${folder};`,
    `connect-src ${backend};`,
  ];
  return { html: html.filter(Boolean).join("\n"), policy: policy.filter(Boolean).join(" ") };
}

/** Says the integrity of what is loaded by `import()`, which no tag can say. */
function importMap({ pinned, integrity }: ButtonFiles): string {
  const later = [...integrity].filter(([name]) => /\.js$/.test(name) && name !== "button.js");
  return JSON.stringify({
    integrity: Object.fromEntries(later.map(([name, value]) => [pinned + name, value])),
  });
}

/** As a policy names an inline script. */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
