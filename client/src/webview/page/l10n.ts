/** Texts of a page in the language of VS Code. Scripts of pages import this before all else. */
import { loadTexts } from '../../l10n/index.ts';

const { texts } = document.currentScript?.dataset ?? {};
if (texts !== undefined) loadTexts(JSON.parse(texts) as Readonly<Record<string, string>>);
