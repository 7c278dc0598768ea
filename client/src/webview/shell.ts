/** The frame of every page of ours in a webview. */

/** What a page is made of. */
export interface Page {
  readonly title: string;
  /** Address of the script, as the page may load it. */
  readonly script: string;
  readonly nonce: string;
  /** What the page keeps, so that its panel knows after a reload of the window what it showed. */
  readonly shows: string;
  /** Those of the language of VS Code, as `l10n.bundle` has them; undefined in English. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/** A page that is nothing but its script: elements and style are made by it, nothing else runs, and nothing is loaded from outside. */
export function pageHtml({ title, script, nonce, shows, texts }: Page): string {
  const language = texts === undefined ? '' : ` data-texts="${escaped(JSON.stringify(texts))}"`;
  const run = `<script nonce="${nonce}" src="${script}" data-shows="${escaped(shows)}"${language}></script>`;
  return html(title, `script-src 'nonce-${nonce}'`, run);
}

/** A page that is nothing but a sentence, and runs nothing. */
export function sentenceHtml(title: string, sentence: string, nonce: string): string {
  const style = `<style nonce="${nonce}">body { color: var(--vscode-foreground); font: var(--vscode-font-size) var(--vscode-font-family); padding: 20px; }</style>`;
  return html(title, `style-src 'nonce-${nonce}'`, `${style}\n<p role="status">${escaped(sentence)}</p>`);
}

function html(title: string, allowed: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${allowed}; base-uri 'none'; form-action 'none'">
<title>${escaped(title)}</title>
</head>
<body>
${body}
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
