import { existsSync } from "node:fs";
import { mustRun, run } from "./run.mjs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * The path of a Chromium: `RIVULET_CHROMIUM`, else where distributions put it, else installed by apt where we are root.
 * Null where none can be had; the caller says what follows.
 */
export async function ensureChromium() {
  const known = findChromium();
  if (known || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return known;
  console.log("Installing Chromium by apt (the browser tests need it) …");
  await run("apt-get", ["update", "-qq"], { quiet: true });
  await mustRun("apt-get install chromium", "apt-get", [
    "install",
    "-y",
    "-qq",
    "--no-install-recommends",
    "chromium",
  ]);
  return findChromium();
}

function findChromium() {
  return [process.env.RIVULET_CHROMIUM, ...PLACES].find((path) => path && existsSync(path)) ?? null;
}
