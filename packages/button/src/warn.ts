let hasWarned = false;

/** The only line that Rivulet writes on a publisher's page: once, about an attribute that is missing or wrong. */
export function warn(what: string): null {
  if (!hasWarned) console.warn(`rivulet-button: ${what}`);
  hasWarned = true;
  return null;
}
