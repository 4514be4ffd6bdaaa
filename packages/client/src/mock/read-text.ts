import { CLICKS_BODY_BYTES } from "@rivulet/protocol";

/** A request's body, or null where it has more than 256 KiB. */
export async function readText(request: Request): Promise<string | null> {
  const bytes = await request.arrayBuffer();
  return bytes.byteLength > CLICKS_BODY_BYTES ? null : new TextDecoder().decode(bytes);
}

/** Whether a request's body is of a media type; parameters do not matter. */
export function isOfType({ headers }: Request, mediaType: string): boolean {
  return headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() === mediaType;
}
