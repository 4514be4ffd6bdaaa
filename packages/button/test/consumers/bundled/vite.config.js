export default {
  base: "./",
  logLevel: "warn",
  build: { lib: { entry: "page.js", formats: ["es"], fileName: () => "page.js" }, outDir: "out" },
};
