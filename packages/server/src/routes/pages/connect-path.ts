import { type ConnectRequest, parseConnectRequest } from "@rivulet/protocol";

/** The path under which a connect is asked for again, after sign-in or a first budget. */
export function connectPath(request: ConnectRequest): string {
  return `/connect?${new URLSearchParams(request)}`;
}

/** The site that a path of ours is to connect, or null where the path is something else. */
export function siteOfConnect(path: string): string | null {
  if (!path.startsWith("/connect?")) return null;
  const parsed = parseConnectRequest(new URLSearchParams(path.slice("/connect?".length)));
  return parsed.kind === "good" ? parsed.request.client_id : null;
}
