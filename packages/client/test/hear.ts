import type { Client, ClientEvents } from "../src/client.js";

/** Every event of a client in its order, as `[name, detail]`; `change` is left out unless asked for. */
export function hear(
  client: Client,
  names: (keyof ClientEvents)[] = EVENTS,
): [keyof ClientEvents, unknown][] {
  const heard: [keyof ClientEvents, unknown][] = [];
  for (const name of names) client.on(name, (detail) => heard.push([name, detail]));
  return heard;
}

const EVENTS: (keyof ClientEvents)[] = [
  "counted",
  "pending",
  "rejected",
  "undone",
  "connected",
  "disconnected",
  "error",
];
