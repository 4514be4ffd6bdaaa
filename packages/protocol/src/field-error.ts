import * as v from "valibot";

/** A field that refuses a request: a JSON Pointer (RFC 6901) to it, and a sentence for a developer. */
export const fieldError = v.object({
  pointer: v.pipe(
    v.string(),
    v.description("A JSON Pointer (RFC 6901) into the body, or /NAME of the query."),
  ),
  detail: v.string(),
});
export type FieldError = v.InferOutput<typeof fieldError>;

/** The bad fields of a failed validation, one entry each: what is wrong first is said. */
export function fieldErrors(issues: readonly v.BaseIssue<unknown>[]): FieldError[] {
  const byPointer = new Map<string, string>();
  for (const issue of issues) {
    const pointer = pointerOf(issue);
    if (!byPointer.has(pointer)) byPointer.set(pointer, issue.message);
  }
  return [...byPointer].map(([pointer, detail]) => ({ pointer, detail }));
}

function pointerOf(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map((item) => String(item.key)) ?? [];
  return keys.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
