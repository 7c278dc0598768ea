/**
 * The page of a picture. Nothing comes from outside, and nothing but our script runs: what it draws are elements, its style is put
 * there by the script.
 * @param script address of the script, as the page may load it
 */
export function pageHtml(script: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<title>Flow</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** Nobody guesses it: 24 letters and digits. */
export function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
