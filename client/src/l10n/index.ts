// Texts in the language of VS Code, in extension hosts and in pages. `vscode.l10n` is not there in a page nor in a test, and the library
// for such places comes without the text of its licence, so that it cannot be bundled.

/** By those in English. */
let texts: ReadonlyMap<string, string> = new Map();

/** Takes the texts of a language, as a bundle has them: translations by the texts in English. None: English. */
export function loadTexts(bundle: Readonly<Record<string, string>>): void {
  texts = new Map(Object.entries(bundle));
}

/**
 * A text in the language of VS Code, in English where there is no translation.
 * @param text in English, with `{0}`, `{1}` and so on for values
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const shown = texts.get(text) ?? text;
  return shown.replace(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
}
