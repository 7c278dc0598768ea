/** The frame of every page of ours in a webview. */

/**
 * A page that is nothing but its script: elements and style are made by it, nothing else runs, and nothing is loaded from outside.
 * @param script address of the script, as the page may load it
 * @param texts those of the language of VS Code, as `l10n.bundle` has them; undefined in English
 */
export function pageHtml(
  title: string,
  script: string,
  nonce: string,
  texts?: Readonly<Record<string, string>>,
): string {
  const data = texts === undefined ? '' : ` data-texts="${escaped(JSON.stringify(texts))}"`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<title>${escaped(title)}</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"${data}></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);
}

/** Nobody guesses it: 24 letters and digits. */
export function newNonce(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(12))];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
