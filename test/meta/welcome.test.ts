// What an empty view says: one text for each situation, with at most one button.
import { expect, it } from 'vitest';
import { manifest } from './sources.ts';

interface Welcome {
  readonly view: string;
  readonly contents: string;
  readonly when: string;
}

const { contributes } = manifest<{
  contributes: { viewsWelcome: readonly Welcome[]; commands: readonly { command: string }[] };
}>();
const welcomes = contributes.viewsWelcome;
const VIEWS = ['connections', 'owners', 'checklist'];

/** Keys as VS Code has them; what is missing is undefined there. */
type Keys = Readonly<Record<string, string | boolean>>;

const READY: Keys = { workbenchState: 'folder', 'lockkeeper.ready': true };
const SITUATIONS: Readonly<Record<string, Keys>> = {
  'no folder': { workbenchState: 'empty' },
  'no folder, and the server has started': {
    workbenchState: 'empty',
    'lockkeeper.ready': true,
    'lockkeeper.situation': 'none',
  },
  'a packed solution': { ...READY, 'lockkeeper.situation': 'packed' },
  'canvas apps or classic workflows': { ...READY, 'lockkeeper.situation': 'other' },
  'nothing of all that': { ...READY, 'lockkeeper.situation': 'none' },
};

/** As VS Code reads a condition: `||` of `&&` of keys, negations and comparisons. */
function holds(when: string, keys: Keys): boolean {
  return when.split(' || ').some((any) =>
    any.split(' && ').every((all) => {
      const [, not, key, operator, value] = /^(!?)([\w.]+)(?: (==|!=) (\w+))?$/.exec(all) ?? [];
      if (key === undefined) throw new Error(`not understood: ${all}`);
      const found = keys[key];
      if (operator === '==') return String(found ?? '') === value;
      if (operator === '!=') return String(found ?? '') !== value;
      return (found !== undefined && found !== false) !== (not === '!');
    }),
  );
}

const shown = (view: string, keys: Keys): readonly Welcome[] =>
  welcomes.filter((one) => one.view === `lockkeeper.${view}` && holds(one.when, keys));
/** VS Code makes a button of a link that stands alone in its line; one within a sentence stays a link. */
const buttons = ({ contents }: Welcome): string[] =>
  [...contents.matchAll(/^\[[^\]]+\]\(command:([\w.]+)\)$/gm)].map((match) => match[1]!);

it.each(Object.entries(SITUATIONS))('%s: each view has one text, the first one has the button', (_, keys) => {
  for (const view of VIEWS) expect(shown(view, keys).length, view).toBe(1);
  expect(buttons(shown('checklist', keys)[0]!)).toHaveLength(1);
  // The same button three times below each other is noise.
  for (const view of ['connections', 'owners']) expect(buttons(shown(view, keys)[0]!)).toEqual([]);
});

it('nothing is said before it is known', () => {
  for (const view of VIEWS) expect(shown(view, { workbenchState: 'folder' })).toEqual([]);
});

it('with flows, an empty view says why it is empty and leads back', () => {
  const flows = { ...READY, 'lockkeeper.hasFlows': true };
  for (const view of VIEWS) {
    const filtered = shown(view, { ...flows, [`lockkeeper.${view}.onlyProblems`]: true });
    expect(filtered.map(buttons), view).toEqual([[expect.stringMatching(/^lockkeeper\.showAll/)]]);
  }
  expect(shown('checklist', { ...flows, 'lockkeeper.checklist.filter': true }).map(buttons)).toEqual([
    ['lockkeeper.clearTextFilter'],
  ]);
});

it('buttons and links run commands that are there, and texts are sentences', () => {
  const declared = new Set([...contributes.commands.map(({ command }) => command), 'vscode.openFolder']);
  for (const one of welcomes) {
    const links = [...one.contents.matchAll(/\]\(command:([\w.]+)\)/g)].map((match) => match[1]!);
    expect(links.filter((command) => !declared.has(command))).toEqual([]);
    expect(one.contents.split('\n')[0]).toMatch(/^[A-Z].*\.$/);
  }
});
