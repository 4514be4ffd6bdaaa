/**
 * The named parameters of a query or form. OAuth forbids a parameter to be repeated (RFC 6749 section 3.1), so the first
 * that is repeated is told.
 */
export function readForm(
  form: URLSearchParams,
  names: readonly string[],
): { fields: Record<string, string | undefined>; repeated: string | null } {
  const fields: Record<string, string | undefined> = {};
  for (const name of names) {
    const value = form.get(name);
    if (value !== null) fields[name] = value;
  }
  return { fields, repeated: names.find((name) => form.getAll(name).length > 1) ?? null };
}
