/** The reference server: an instance as a function of a Request, its store, and the functions that serve both. */

export { createApp } from "./app.js";
export type { AppDeps } from "./app-parts.js";
export { serveFolder } from "./demo/serve-folder.js";
export { type DemoOptions, startDemo } from "./demo/start-demo.js";
export { type Served, type ServeOptions, serveInstance } from "./serve-instance.js";
export { type Db, openStore } from "./store/open-store.js";
