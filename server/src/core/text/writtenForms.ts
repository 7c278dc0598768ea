/** Forms in which a value may be written in a text: itself first, then as a URL, JSON or XML text wants it. */
export function writtenForms(value: string): string[] {
  return [...new Set([value, percentEncoded(value), jsonEscaped(value), xmlEscaped(value)])];
}

/** The same, and as a quoted text of an expression holds it. */
export function quotedForms(value: string): string[] {
  const forms = writtenForms(value);
  if (value.includes("'")) forms.push(value.replaceAll("'", "''"));
  return forms;
}

function percentEncoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half a pair of units.
    return value;
  }
}

const jsonEscaped = (value: string): string => JSON.stringify(value).slice(1, -1);

const xmlEscaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
