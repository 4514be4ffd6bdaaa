import { CLICKS_BODY_BYTES } from "@rivulet/protocol";

/** A request's body as text, or why it cannot be had: too many bytes, or no UTF-8. */
export type BodyRead = { ok: true; text: string } | { ok: false; code: "too-large" | "not-utf-8" };

const TOO_LARGE: BodyRead = { ok: false, code: "too-large" };

/** Reads a body of at most 256 KiB. One that says that it is larger is not read at all, another only up to the limit. */
export async function readBody(request: Request, limit = CLICKS_BODY_BYTES): Promise<BodyRead> {
  const told = request.headers.get("content-length");
  if (told !== null && Number(told) > limit) return TOO_LARGE;
  // A told length is kept by node's parser, so the fast way is safe; without one the bytes are counted as they come.
  const bytes = told === null ? await readUpTo(request, limit) : new Uint8Array(await request.arrayBuffer());
  if (bytes === null || bytes.byteLength > limit) return TOO_LARGE;
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, code: "not-utf-8" };
  }
}

async function readUpTo(request: Request, limit: number): Promise<Uint8Array | null> {
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    length += value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}

/** Whether a request's body is of a media type, and not compressed. */
export function isOfType(request: Request, mediaType: string): boolean {
  const told = request.headers.get("content-type") ?? "";
  const encoding = request.headers.get("content-encoding") ?? "identity";
  return told.split(";", 1)[0]?.trim().toLowerCase() === mediaType && encoding.toLowerCase() === "identity";
}
