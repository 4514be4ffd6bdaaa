import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./run.mjs";

/** What stands in a README and in the code is the same, or this says which of the two lacks it. */
const read = (file) => readFileSync(join(ROOT, file), "utf8");
const section = (text, title) => text.split(`## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
/** The names in the first cell of each row, such as `url`; a command's first word is enough. */
const firstCells = (text) =>
  [...text.matchAll(/^\| (`.*?) \|/gm)].flatMap((row) =>
    [...row[1].matchAll(/`([^`]+)`/g)].map((cell) => cell[1]),
  );
const server = read("packages/server/README.md");

describe("the READMEs tell the truth", () => {
  it("the table of attributes has a row for each attribute of the element, in their order", () => {
    const list = read("packages/button/src/attributes.ts").match(/ATTRIBUTES = \[([^\]]*)\]/)[1];
    const attributes = [...list.matchAll(/"([a-z]+)"/g)].map((match) => match[1]);
    expect(firstCells(section(read("README.md"), "The tag"))).toEqual(attributes);
  });

  it("the table of npm scripts has a row for each script", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const rows = firstCells(section(read("README.md"), "How it is built")).filter((name) =>
      /^npm /.test(name),
    );
    expect(rows.map((row) => row.replace(/^npm (run )?/, "")).sort()).toEqual(Object.keys(scripts).sort());
  });

  it("the server's README names each variable that the server reads, and no other", () => {
    const sources = ["packages/server/src/domain/settings.ts", "packages/server/src/cli/open-command.ts"];
    const inCode = new Set(sources.flatMap((file) => read(file).match(/RIVULET_[A-Z_]+/g)));
    expect(firstCells(section(server, "The environment")).sort()).toEqual([...inCode].sort());
  });

  it("the server's README names each command", () => {
    const commands = readdirSync(join(ROOT, "packages/server/src/cli"))
      .filter((file) => file.endsWith("-command.ts") && file !== "open-command.ts")
      .map((file) => file.replace("-command.ts", ""));
    const rows = firstCells(section(server, "The command")).map((row) => row.split(" ")[1]);
    expect([...new Set(rows)].sort()).toEqual(commands.sort());
  });

  it("each link from a README to a file of ours leads to one", () => {
    const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"].concat(
      ["packages", "examples"].flatMap((folder) =>
        readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}/README.md`),
      ),
    );
    const dead = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g)]
        .filter((link) => !existsSync(join(ROOT, dirname(page), link[1])))
        .map((link) => `${page} → ${link[1]}`),
    );
    expect(dead).toEqual([]);
  });
});
