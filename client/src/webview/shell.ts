/** The frame of every page of ours in a webview. */

/**
 * A page that is nothing but its script: elements and style are made by it, nothing else runs, and nothing is loaded from outside.
 * @param script address of the script, as the page may load it
 */
export function pageHtml(title: string, script: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<title>${title}</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** Nobody guesses it: 24 letters and digits. */
export function newNonce(): string {
  const bytes = [...crypto.getRandomValues(new Uint8Array(12))];
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
