import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests read the sources, not what was built; what is built is proved by the browser tests. */
const source = (path: string) => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

const alias = [
  { find: /^@rivulet\/protocol$/, replacement: source("protocol/src/index.ts") },
  { find: /^@rivulet\/protocol\/conformance$/, replacement: source("protocol/src/conformance/index.ts") },
  { find: /^@rivulet\/client$/, replacement: source("client/src/index.ts") },
  { find: /^@rivulet\/client\/(core|more)$/, replacement: source("client/src/$1.ts") },
  { find: /^@rivulet\/client\/mock$/, replacement: source("client/src/mock/index.ts") },
  { find: /^@rivulet\/button$/, replacement: source("button/src/index.ts") },
  { find: /^@rivulet\/button\/html$/, replacement: source("button/src/html/render-button.ts") },
  { find: /^@rivulet\/button\/flattr$/, replacement: source("button/src/flattr/judge-old.ts") },
  { find: /^@rivulet\/server$/, replacement: source("server/src/index.ts") },
];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["packages/*/{src,test}/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
          exclude: ["**/*.browser.test.ts", "**/*.process.test.ts", "**/node_modules/**", "**/dist/**"],
        },
      },
      {
        // Real processes: the built command, killed and started again.
        resolve: { alias },
        test: {
          name: "process",
          include: ["packages/*/test/**/*.process.test.ts", "examples/*/test/**/*.process.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // The built files in a real Chromium, pages and instance on two sites.
        resolve: { alias },
        test: {
          name: "browser",
          include: ["packages/*/test/**/*.browser.test.ts", "examples/*/test/**/*.browser.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
