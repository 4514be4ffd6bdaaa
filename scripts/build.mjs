import "./require-node.mjs";
import { ensureBuild } from "./ensure-build.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { requireWritable } from "./run.mjs";

requireWritable();
await ensureInstall();
await ensureBuild();
