// A language can be added as data: package.nls.<language>.json and l10n/bundle.l10n.<language>.json beside those in English.
import { describe, expect, it } from 'vitest';
import { BUNDLE, bundleText, clientSources } from '../../scripts/l10n.mjs';
import { read } from './sources.ts';

const manifest: unknown = JSON.parse(read('package.json'));
const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;

interface Text {
  readonly path: readonly string[];
  readonly text: string;
}

function textsIn(value: unknown, path: readonly string[] = []): Text[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

const all = textsIn(manifest);
const KEY = /^%(.+)%$/;

describe('texts of the manifest', () => {
  it('stand in package.nls.json, each once, and none that nobody asks for', () => {
    const used = all.flatMap(({ text }) => KEY.exec(text)?.[1] ?? []);
    expect([...new Set(used)].sort()).toEqual(Object.keys(texts).sort());
    expect(used.length).toBeGreaterThan(80);
  });

  it('are all there that a user reads', () => {
    /** What VS Code shows, but for rules, whose texts are English, and for what is written for models. */
    const shown =
      /(?:^|\/)(?:title|description|markdownDescription|contents|altText|label|displayName|userDescription|(?:markdown)?[eE]numDescriptions\/\d+)$/;
    const plain = all.filter(({ path, text }) => {
      const at = path.join('/');
      const isForOthers =
        /inputSchema|lockkeeper\.rules|^displayName$|^contributes\/(?:viewsContainers|mcpServer)|^contributes\/configuration\/title$/.test(
          at,
        );
      return /^(?:description$|contributes\/)/.test(at) && shown.test(at) && !isForOthers && !KEY.test(text);
    });
    expect(plain.map(({ path, text }) => `${path.join('/')}: ${text}`)).toEqual([]);
  });
});

describe('texts of the client', () => {
  it('stand in the bundle that translations are made of', async () => {
    expect(read(BUNDLE), `${BUNDLE} is out of date: run "npm run generate"`).toBe(await bundleText());
  });

  /** What is told to assistants and to the server, whose texts it becomes, and what goes into files of pipelines is English for all. */
  const ENGLISH = [
    'client/src/assistants/index.ts',
    'client/src/fs/fileRequests.ts',
    'client/src/pipeline/files.ts',
  ];

  it.each(clientSources().filter((file) => !ENGLISH.includes(file)))(
    'are asked for by l10n.t in %s',
    (file) => {
      expect(plainTexts(read(file))).toEqual([]);
    },
  );

  it('are found where they are not', () => {
    expect(plainTexts("inform('open a flow first.');")).toEqual(['open a flow first.']);
    expect(plainTexts('const title = `Flow "${name}" of ${count}`;')).toHaveLength(1);
    expect(plainTexts("button('Apply', act);")).toEqual(['Apply']);
    expect(plainTexts("count === 1 ? '1 error' : `${count} errors`")).toHaveLength(2);
    expect(plainTexts('const title = `Flow: ${name}`;')).toHaveLength(1);
    expect(plainTexts("el('td', { class: 'mark open' });")).toEqual([]);
    expect(
      plainTexts("inform(l10n.t('open a flow first.')); throw new Error('not for users at all');"),
    ).toEqual([]);
  });
});

const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm;
const LITERAL = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
/** Two words and more, as in a sentence, or a word beside a value. */
const SENTENCE =
  /[A-Za-z]{2,} (?:[A-Za-z]+|"|\$\{)|[A-Z][a-z]+: (?:[a-z]+|\$\{)|(?:\$\{[^}]+\}|^\d+) [a-z]{3,}/;
/** A word alone, where VS Code or a page shows it. */
const WORD = /^[A-Z][a-z]+$/;
const SHOWN =
  /(?:\b(?:label|title|prompt|placeHolder|'aria-label'|tooltip): |\b(?:button|tool|choice|head|section|ask|pick|Tree)\(|el\('(?:h\d|dt|label)', \{[^}]*\}, |\bconst [A-Z]+ = )$/;

/** Texts in a source that look as if a user read them, and that no translation could reach. */
function plainTexts(source: string): string[] {
  const code = source.replace(COMMENT, '');
  return [...code.matchAll(LITERAL)].flatMap((match) => {
    const text = match[0].slice(1, -1);
    const before = code.slice(Math.max(0, match.index - 100), match.index);
    const isAsked = /l10n\.t\(\s*$/.test(before);
    // Errors and the log are for who looks for a fault, the rest for machines.
    const isOther = /(?:Error|\blog\w*\.\w+|import|from)\(?\s*$|\bclass(?:Name)?(?:: |=)[^,]*$/.test(before);
    const isCode = /^(?!\$\{)[^\w"]*[<{.*#]|[;{]\n|--\w|\]\(command:|\}px /.test(text);
    const isShown =
      SENTENCE.test(text) ||
      (WORD.test(text) && SHOWN.test(before) && !['Lockkeeper', 'Markdown'].includes(text));
    return isShown && !isAsked && !isOther && !isCode ? [text] : [];
  });
}
