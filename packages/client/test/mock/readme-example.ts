import { readFileSync } from "node:fs";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const SECTION = README.split("## Without a server\n")[1]?.split("\n## ")[0] ?? "";

/** The examples of a language in the README's section on the mock, in their order. */
export function readmeExamples(language: string): string[] {
  return [...SECTION.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, code = ""]) => code,
  );
}
