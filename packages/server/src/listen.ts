import type { ServerType } from "@hono/node-server";

const PATIENCE_MS = 10_000;

/** Listens, or says in one sentence why not. */
export function listen(server: ServerType, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(new Error(sentenceOf(error, port)));
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

function sentenceOf(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === "EADDRINUSE")
    return `Port ${port} is taken by another program; stop it, or choose another port with --port.`;
  if (error.code === "EACCES")
    return `Port ${port} may not be used by this user; choose one above 1023 with --port.`;
  return `Port ${port} cannot be listened on: ${error.message}.`;
}

/** Stops listening, finishes what is under way, and cuts what does not end in ten seconds. */
export function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(
      () => "closeAllConnections" in server && server.closeAllConnections(),
      PATIENCE_MS,
    );
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
