import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Window } from "happy-dom";
import { describe, expect, it } from "vitest";
import vectors from "../../../protocol/markup-vectors.json" with { type: "json" };
import { type ButtonOptions, renderButton } from "../../src/html/render-button.js";
import { decoded, treeOf } from "./what-is-read.js";

type Answer = {
  rule: string;
  in: ButtonOptions;
  out: string;
  autop: string;
  short: string;
  text: string;
  kses: string;
  plugin: string | null;
};

/** A WordPress of any version that is unpacked somewhere; Debian's package puts one where the second is. */
const wordpress = [process.env.RIVULET_WORDPRESS ?? "", "/usr/share/wordpress"].find((folder) =>
  existsSync(join(folder, "wp-includes/kses.php")),
);

/** Vectors, and each of those that only know a title or a label in English too, which the plugin can write. */
const asked = vectors.flatMap((vector) => {
  const { rule, in: options, out } = vector as { rule: string; in: ButtonOptions; out: string | null };
  if (out === null || "lang" in options) return [vector];
  const english = { ...options, lang: "en" };
  return [vector, { rule: `${rule}, in English`, in: english, out: renderButton(english) }];
});

function askWordPress(folder: string): Answer[] {
  const script = fileURLToPath(new URL("wordpress-text.php", import.meta.url));
  const place = mkdtempSync(join(tmpdir(), "rivulet-vectors-"));
  const file = join(place, "vectors.json");
  writeFileSync(file, JSON.stringify(asked));
  const answer = execFileSync("php", [script, folder, file], { encoding: "utf8", maxBuffer: 1e8 });
  rmSync(place, { recursive: true });
  return JSON.parse(answer) as Answer[];
}

function parse(html: string) {
  const { document } = new Window();
  document.body.innerHTML = html;
  return [...document.body.childNodes].map((node) => decoded(treeOf(node as unknown as Element)));
}

describe.skipIf(!wordpress)("in WordPress (skipped unless RIVULET_WORDPRESS names one, with php-cli)", () => {
  const answers = wordpress ? askWordPress(wordpress) : [];

  it("a link survives wp_kses_post unchanged, but for the spelling of brackets in a label", () => {
    const links = answers.filter(({ in: { form } }) => form === "link");
    expect(links.length).toBeGreaterThan(8);
    for (const { rule, kses, out } of links) expect(kses, rule).toBe(out);
  });

  it("wpautop, wptexturize and shortcodes change nothing in any button", () => {
    for (const { rule, out, autop, short, text } of answers)
      expect([autop, short, text], rule).toEqual([`<p>${out}</p>`, out, out]);
  });

  it("the plugin writes what the vectors say", () => {
    // Addresses and handle come clean from WordPress and from the settings. It drops a NUL from a title, which is as good as a blank.
    const [least] = vectors as { in: ButtonOptions }[];
    const isPost = ({ in: { url, backend, publisher, name } }: Answer) =>
      [url, backend, publisher].join() === [least?.in.url, least?.in.backend, least?.in.publisher].join() &&
      !name?.includes("\0");
    const written = answers.filter((answer) => answer.plugin !== null && isPost(answer));
    expect(written.length).toBeGreaterThan(25);
    for (const { rule, plugin, out } of written) expect(parse(plugin as string), rule).toEqual(parse(out));
  });
});
