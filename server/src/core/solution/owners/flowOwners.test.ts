import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { CLOSE, type Folder, linesOf, NOTIFY, owned, SOLUTION } from './testing.ts';

/** Owners of the flow "Close orders" by these entries. */
function owners(entries: readonly object[], more: Folder = {}): string[] {
  const folder = { ...SOLUTION, ...more, 'flow-owners.json': JSON.stringify({ flows: entries }) };
  return linesOf(folder, CLOSE).flatMap((one) => /^owner: (\S+) .* - \S+:1 /.exec(one)?.[1] ?? []);
}

const by = (flow: string, owner: string, more: object = {}) => ({ flow, owner, ...more });

describe('which flows an entry means', () => {
  it.each([
    [CLOSE, true],
    [`{${CLOSE.toUpperCase()}}`, true],
    [NOTIFY, false],
    ['Close orders', true],
    ['close ORDERS', true],
    ['Close', false],
    ['Close*', true],
    ['C?ose o*s', true],
    ['*', true],
    ['src/Workflows/*', true],
    ['/src/workflows/close*', true],
    ['./src/**', true],
    ['**/Close*', true],
    ['Workflows/*', false],
    ['src/*', false],
    ['(Close) orders', false],
    ['{Close orders}', false],
  ])('%s: %s', (flow, expected) => {
    expect(owners([by(flow, 'a')])).toEqual(expected ? ['a'] : []);
  });

  it('a name with a slash is one name', () => {
    const path = `src/Workflows/Closeorders-${CLOSE.toUpperCase()}.json.data.xml`;
    const more = { [path]: SOLUTION[path]!.replace('Close orders', 'Close/open (all)') };
    expect(owners([by('Close*', 'a')], more)).toEqual(['a']);
    expect(owners([by('*open (all)', 'b')], more)).toEqual(['b']);
  });

  it('without a display name the name of the file counts', () => {
    const path = `src/Workflows/Closeorders-${CLOSE.toUpperCase()}.json.data.xml`;
    expect(owners([by('Closeorders', 'a')], { [path]: '' })).toEqual(['a']);
  });
});

describe('which entry counts', () => {
  it.each<[string, object[], string[]]>([
    ['the last one', [by('*', 'a'), by('Close*', 'b')], ['b']],
    ['the last one, literal or not', [by('Close orders', 'a'), by('*', 'b')], ['b']],
    ['an id before wildcards', [by(CLOSE, 'a'), by('*', 'b')], ['a']],
    ['one that names an owner', [by('*', 'a'), by(CLOSE, '')], ['a']],
    ['each environment for itself', [by('*', 'a'), by(CLOSE, 'b', { environment: 'Test' })], ['b', 'a']],
    ['the last of two by id', [by(CLOSE, 'a'), by(CLOSE, 'b')], ['b']],
  ])('%s', (_what, entries, expected) => {
    expect(owners(entries)).toEqual(expected);
  });

  const inner = (entries: object[]): Folder => ({
    'src/flow-owners.json': JSON.stringify({ flows: entries }),
  });

  it('the innermost file, but ids of several files are shown side by side', () => {
    expect(owners([by('*', 'a')], inner([by('*', 'b')]))).toEqual(['b']);
    expect(owners([by('Close*', 'a')], inner([by(CLOSE, 'b')]))).toEqual(['b']);
    const folder = {
      ...SOLUTION,
      ...inner([by(CLOSE, 'b@contoso.example')]),
      'flow-owners.json': JSON.stringify({ flows: [by(CLOSE, 'a@contoso.example')] }),
    };
    const found = owned(folder).owners.flows.find((one) => one.flow.id === CLOSE)!;
    expect(found.conflicts).toHaveLength(1);
  });
});

it('many entries take linear time', () => {
  const entries = (size: number): object[] =>
    Array.from({ length: size }, (_, at) => by(`Flow ${at}`, 'a')).concat(by('Close*', 'b'));
  expect(owners(entries(3000))).toEqual(['b']);
  expectLinear((size) => owners(entries(size)), 300);
});
