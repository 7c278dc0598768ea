/** Texts in the language of VS Code. Entries import this before all else: some modules make texts as they are loaded. */
import { l10n } from 'vscode';
import { loadTexts } from './index.ts';

/** As VS Code has read them from the bundle of its language; undefined in English. For pages in webviews. */
export const vscodeTexts: Readonly<Record<string, string>> | undefined = l10n.bundle;

if (vscodeTexts !== undefined) loadTexts(vscodeTexts);
