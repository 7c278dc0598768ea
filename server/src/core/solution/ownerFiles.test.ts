import { describe, expect, it } from 'vitest';
import type { SolutionModel } from './model.ts';
import { FLOW, type Folder, load, MANIFEST, UNPACKED, uriOf } from './testing.ts';

const A = '0a1b2c3d-1111-2222-3333-444455556666';
const B = '1b2c3d4e-1111-2222-3333-444455556666';

function solution(folder: string, name: string, id: string): Folder {
  return {
    [`${folder}/src/Other/Solution.xml`]: MANIFEST.replace('NotifySolution', name),
    [`${folder}/src/Workflows/Flow-${id.toUpperCase()}.json`]: FLOW,
  };
}

const TWO: Folder = { ...solution('one', 'One', A), ...solution('two', 'Two', B) };

const entry = (flow: string): string => `{ "flow": "${flow}", "owner": "a@contoso.example" }`;
const owners = (...flows: string[]): string => `{ "flows": [${flows.map(entry).join()}] }`;

function told(model: SolutionModel | undefined): string[] {
  const { flowOwners, codeOwners, inventories } = model!.ownerSources;
  return [
    ...flowOwners.flatMap(({ entries }) => entries.map((one) => one.flow.value)),
    ...codeOwners.flatMap(({ rules }) => [...rules.values()].map((one) => one.pattern.value)),
    ...inventories.flatMap(({ entries }) => entries.map((one) => one.principal.name.value)),
  ];
}

const byName = (folder: Folder): Map<string, SolutionModel> =>
  new Map(
    load(folder)
      .solutions()
      .map((one) => [one.name!, one]),
  );

describe('ownership files', () => {
  it('at the root of the repository are for all solutions, ids decide', () => {
    const folder = {
      ...TWO,
      'flow-owners.json': owners(A, B, 'Notify*', '5c5c5c5c-1111-2222-3333-444455556666'),
      CODEOWNERS: '/one/ @one\n/two/ @two\n',
      'docs/inventory/flows.csv': `Flow Id,Owner\n${A},Jane\n${B},John\n`,
    };
    const models = byName(folder);
    expect(told(models.get('One'))).toEqual([A, 'Notify*', '/one/', 'Jane']);
    expect(told(models.get('Two'))).toEqual([B, 'Notify*', '/two/', 'John']);
    for (const path of ['flow-owners.json', 'CODEOWNERS', 'docs/inventory/flows.csv']) {
      expect(models.get('One')!.textOf(uriOf(path))).toBe(folder[path as keyof typeof folder]);
      expect(load(folder).solutionOf(uriOf(path))).toBeUndefined();
    }
  });

  it('beside a solution are for that one', () => {
    const folder = { ...TWO, 'one/config/flow-owners.json': owners(A, B, '*'), 'two/CODEOWNERS': '* @two\n' };
    const models = byName(folder);
    expect(told(models.get('One'))).toEqual([A, '*']);
    expect(told(models.get('Two'))).toEqual(['*']);
    expect(load(folder).solutionOf(uriOf('one/config/flow-owners.json'))?.name).toBe('One');
  });

  it('hosts read one CODEOWNERS of a repository', () => {
    const folder = {
      ...TWO,
      CODEOWNERS: '/one/ @root\n',
      '.github/CODEOWNERS': '* @hub\n',
      'docs/CODEOWNERS': '/two @docs\n',
    };
    const models = byName(folder);
    expect(told(models.get('One'))).toEqual(['*']);
    expect(told(models.get('Two'))).toEqual(['*']);
  });

  it('without a solution, or about other flows, are nothing', () => {
    expect(load({ 'flow-owners.json': owners(A) }).solutions()).toEqual([]);
    const models = byName({ ...TWO, 'one/flow-list.csv': `Flow Id,Owner\n${B},Jane\n` });
    expect(told(models.get('One'))).toEqual([]);
    expect(models.get('One')!.textOf(uriOf('one/flow-list.csv'))).toBeUndefined();
  });

  it('tell their damage to the solutions they are for', () => {
    const models = byName({ ...TWO, 'one/flow-owners.json': '{ "flows": [' });
    expect(models.get('One')!.problems).toHaveLength(1);
    expect(models.get('Two')!.problems).toEqual([]);
    expect(byName({ ...TWO, 'flow-owners.json': '' }).get('One')!.problems).toHaveLength(1);
  });
});

describe('changes', () => {
  const only = (folder: Folder) => load({ ...UNPACKED, ...folder });
  const print = (files: ReturnType<typeof load>): string => files.solutions()[0]!.fingerprint;
  const FILE = uriOf('flow-owners.json');

  it('of what an ownership file says change the fingerprint, places do not', () => {
    const files = only({});
    const none = print(files);
    expect(files.set(FILE, owners(A))).toBe(true);
    const one = print(files);
    expect(one).not.toBe(none);
    expect(files.set(FILE, `\n// moved\n${owners(A)}`)).toBe(false);
    expect(print(files)).toBe(one);
    expect(files.solutions()[0]!.ownerSources.flowOwners[0]!.entries[0]!.source.span.start).toBeGreaterThan(
      20,
    );
    expect(files.set(FILE, owners(A).replace('a@', 'b@'))).toBe(true);
    expect(print(files)).not.toBe(one);
    expect(files.remove(FILE)).toBe(true);
    expect(print(files)).toBe(none);
  });

  it('elsewhere in CODEOWNERS and inventories do not', () => {
    const flows = uriOf('flows.csv');
    const code = uriOf('CODEOWNERS');
    const files = only({ CODEOWNERS: '* @a\n', 'flows.csv': `Flow Id,Owner\n${A},Jane\n` });
    const before = print(files);
    files.set(code, '/docs/ @b\n* @a\n/readme.md @c\n');
    files.set(flows, `Flow Id,Owner\n${B},John\n${A},Jane\n`);
    expect(print(files)).toBe(before);
    files.set(code, '* @b\n');
    const other = print(files);
    expect(other).not.toBe(before);
    files.set(flows, `Flow Id,Owner\n${A},John\n`);
    expect(print(files)).not.toBe(other);
  });

  it('come out the same as a fresh reading', () => {
    const files = only({});
    const steps: [string, string | undefined][] = [
      ['flow-owners.json', owners(A)],
      ['CODEOWNERS', '/src/ @a\n'],
      ['.github/CODEOWNERS', '* @b\n'],
      ['flows.csv', `Flow Id,Owner\n${A},Jane\n`],
      ['.github/CODEOWNERS', undefined],
      ['flow-owners.json', owners(A, '*')],
      ['flows.csv', 'nothing'],
      ['CODEOWNERS', '/src/ @c\n'],
      ['flow-owners.json', undefined],
    ];
    const now: Record<string, string> = {};
    for (const [path, text] of steps) {
      if (text === undefined) {
        files.remove(uriOf(path));
        delete now[path];
      } else {
        files.set(uriOf(path), text);
        now[path] = text;
      }
      expect(print(files)).toBe(print(only(now)));
      expect(told(files.solutions()[0])).toEqual(told(only(now).solutions()[0]));
    }
  });

  it('hold no address in the fingerprint', () => {
    const files = only({ 'flow-owners.json': owners(A), CODEOWNERS: '* jane.doe@contoso.example\n' });
    expect(print(files)).toMatch(/^[0-9a-f]{14,}$/);
  });
});
