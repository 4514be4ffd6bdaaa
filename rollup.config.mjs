import { readdirSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import typescript from "@rollup/plugin-typescript";
import { dts } from "rollup-plugin-dts";
import { INNER_PROPERTIES, LETTERS } from "./scripts/inner-properties.mjs";

/**
 * Every bundle of the project. The workspace's packages are read from what `tsc -b` has compiled, so build those first
 * (`npm run build` does both).
 */
const BUTTON = "packages/button";
const DROP_IN = `${BUTTON}/dist/drop-in`;

/** One file a language, flat beside the others, so that whoever copies the button copies one folder. */
const LANGUAGES = readdirSync(`${BUTTON}/src/words`).filter((file) => /^[a-z]{2}\.ts$/.test(file));

/** The drop-in finds its files beside the script, a package by imports that a bundler sees. */
const filesByAddress = {
  name: "files-by-address",
  resolveId: (id) => (/^\.\.?\/files\.js$/.test(id) ? resolve(BUTTON, "src/drop-in-files.ts") : null),
};

const small = (names) =>
  terser({
    ecma: 2022,
    module: true,
    compress: {
      passes: 5,
      hoist_vars: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      pure_getters: true,
    },
    format: { comments: false },
    ...names,
  });

/** The entries whose files hand objects to each other. */
const SHARING = ["drop-in.ts", "more.ts", "index.ts"];
const innerNames = {
  mangle: { properties: { regex: new RegExp(`^(${INNER_PROPERTIES.join("|")})$`) } },
  nameCache: { props: { props: LETTERS } },
};

/** Style sheets are written to be read; what is shipped needs no space between its signs. */
const smaller = (css) =>
  css
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{};,>~]|: ) ?/g, (_, sign) => sign.trim())
    .replaceAll(";}", "}")
    .trim();

const smallStyles = {
  name: "small-styles",
  transform(code, id) {
    if (!/-styles\.(ts|js)$/.test(id)) return null;
    return { code: code.replace(/`[^`]*`/g, smaller), map: null };
  },
};

/** The sheet that a page links beside the script. */
const sheet = {
  name: "sheet",
  generateBundle() {
    const source = smaller(readFileSync(`${BUTTON}/src/button.css`, "utf8"));
    this.emitFile({ type: "asset", fileName: "button.css", source });
  },
};

/** A classic script has no `import.meta`; it has `document.currentScript`. */
const noImportMeta = {
  name: "no-import-meta",
  resolveImportMeta: (property, { format }) => (format === "iife" && property === "url" ? '""' : null),
};

const compile = (folder) =>
  typescript({
    tsconfig: `${folder}/tsconfig.json`,
    // The plugin hands ES modules to rollup; `nodenext` would let it write CommonJS.
    compilerOptions: {
      module: "esnext",
      moduleResolution: "bundler",
      composite: false,
      declaration: false,
      incremental: false,
      outDir: undefined,
      noEmit: false,
    },
  });

const bundle = (folder, input, output, ...more) => ({
  input: `${folder}/src/${input}`,
  output,
  plugins: [
    ...more,
    filesByAddress,
    compile(folder),
    smallStyles,
    nodeResolve(),
    noImportMeta,
    small(SHARING.includes(input) ? innerNames : {}),
  ],
});

/** What a package's user may import, by its name. */
const entries = (end) => ({
  index: `${BUTTON}/dist/index.${end}`,
  define: `${BUTTON}/dist/define.${end}`,
  html: `${BUTTON}/dist/html/render-button.${end}`,
  flattr: `${BUTTON}/dist/flattr/judge-old.${end}`,
});

export default [
  bundle(
    BUTTON,
    "drop-in.ts",
    [
      { file: `${DROP_IN}/button.js`, format: "iife" },
      { file: `${DROP_IN}/button.mjs`, format: "es" },
    ],
    sheet,
  ),
  bundle(BUTTON, "more.ts", { file: `${DROP_IN}/more.js`, format: "es" }),
  // The parts that go over a page for links and old markup, only where its script tag asks for them.
  ...["links", "flattr"].map((part) =>
    bundle(BUTTON, `${part}/${part}.ts`, { file: `${DROP_IN}/${part}.js`, format: "es" }),
  ),
  {
    input: LANGUAGES.map((file) => `${BUTTON}/dist/words/${basename(file, ".ts")}.js`),
    output: { dir: DROP_IN, entryFileNames: "words-[name].js", format: "es" },
    plugins: [small()],
  },
  {
    // What a package's user imports: the client inside, since the button depends on nothing.
    input: entries("js"),
    output: { dir: `${BUTTON}/dist/package`, format: "es", chunkFileNames: "[name].js" },
    plugins: [nodeResolve()],
  },
  {
    // So with its types.
    input: entries("d.ts"),
    output: { dir: `${BUTTON}/dist/package`, entryFileNames: "[name].d.ts", chunkFileNames: "[name].d.ts" },
    plugins: [nodeResolve({ exportConditions: ["types"], extensions: [".d.ts"] }), dts()],
  },
  {
    // The protocol's parsers inside: the client depends on nothing, and whoever uses the mock has msw.
    input: "packages/client/dist/mock/index.js",
    output: { file: "packages/client/dist/mock.js", format: "es" },
    external: "msw",
    plugins: [nodeResolve()],
  },
  {
    input: "packages/client/dist/mock/index.d.ts",
    output: { file: "packages/client/dist/mock.d.ts" },
    external: ["msw", "valibot"],
    plugins: [dts({ respectExternal: true })],
  },
  // The gallery draws with the button's own view, and only an instance has a gallery.
  bundle(BUTTON, "gallery/gallery.ts", { file: "packages/server/dist/assets/gallery.js", format: "es" }),
  bundle("packages/client", "index.ts", { file: "packages/client/dist/client.min.mjs", format: "es" }),
];
