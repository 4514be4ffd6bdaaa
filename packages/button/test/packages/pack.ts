import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
export const CONSUMERS = fileURLToPath(new URL("../consumers", import.meta.url));

export type Packed = {
  /** The tarball of a package, such as `button`, as npm would publish it. */
  tarball(name: string): string;
  /**
   * A project of somebody else's, outside of this repository: a copy of a folder of `consumers`, in which packages are installed
   * from their tarballs, without a network. Of this repository it sees only the tools that it names.
   */
  project(consumer: string, packages: string[], tools?: string[]): string;
  close(): void;
};

export function pack(names: string[]): Packed {
  const folder = mkdtempSync(join(tmpdir(), "rivulet-packed-"));
  const tarballs = new Map(
    names.map((name) => [name, join(folder, npmPack(join(ROOT, "packages", name), folder))]),
  );
  const tarball = (name: string) => tarballs.get(name) as string;
  return {
    tarball,
    project(consumer, packages, tools = []) {
      const project = mkdtempSync(join(folder, `${consumer}-`));
      cpSync(join(CONSUMERS, consumer), project, { recursive: true });
      const from = packages.map(tarball);
      run(project, "npm", ["install", "--offline", "--no-audit", "--no-fund", "--ignore-scripts", ...from]);
      for (const tool of tools) link(project, tool);
      return project;
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}

const npmPack = (from: string, into: string): string =>
  run(from, "npm", ["pack", "--silent", "--pack-destination", into]).trim();

/** A tool of the repository's, as if the project had installed it. */
function link(project: string, tool: string): void {
  const place = join(project, "node_modules", tool);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(ROOT, "node_modules", tool), place);
}

/** Runs a command and resolves with what it printed; throws with all of it where it fails. */
export function run(cwd: string, command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")}\n${stdout}\n${stderr}`);
  }
}

/** Runs a tool of the repository's in a project. */
export const runTool = (project: string, tool: string, args: string[]): string =>
  run(project, join(ROOT, "node_modules/.bin", tool), args);

/** The files of a folder, those in folders too. */
export const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true }) as string[];
