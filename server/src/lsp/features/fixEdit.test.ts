import { expect, it } from 'vitest';
import type { FileChange, Fix } from '../../core/index.ts';
import type { ClientFeatures } from '../capabilities.ts';
import { canTake } from './fixEdit.ts';

const client = (documentChanges: boolean, createFiles: boolean, deleteFiles: boolean): ClientFeatures =>
  ({ documentChanges, createFiles, deleteFiles }) as ClientFeatures;
const FULL = client(true, true, true);
const NO_NEW_FILES = client(true, false, true);
const NO_DELETION = client(true, true, false);
const ONE_FILE = client(false, false, false);
const uri = 'file:///Solution.xml';

/** A fix that says when it is asked for its edits. */
function lazy(others?: readonly FileChange[]): { fix: Fix; asked: string[] } {
  const asked: string[] = [];
  const fix = { title: 'Fix', disposition: 'review' as const } as Fix;
  const ask = <T>(name: string, value: T): PropertyDescriptor => ({
    enumerable: true,
    get: (): T => {
      asked.push(name);
      return value;
    },
  });
  Object.defineProperty(fix, 'changes', ask('changes', others ?? []));
  if (others !== undefined) Object.defineProperty(fix, 'others', { enumerable: true, value: 'also' });
  return { fix, asked };
}

it.each<[string, ClientFeatures, boolean]>([
  ['that can do all', FULL, true],
  ['of one file at a time', ONE_FILE, false],
])('is told to a client %s without working out any edit', (_, features, expected) => {
  const { fix, asked } = lazy([{ uri, create: '<a />' }]);
  expect(canTake(features, fix)).toBe(expected);
  expect(asked).toEqual([]);
});

it('of one file is told to every client without working out any edit', () => {
  const { fix, asked } = lazy();
  for (const features of [FULL, NO_NEW_FILES, ONE_FILE]) expect(canTake(features, fix)).toBe(true);
  expect(asked).toEqual([]);
});

it('looks at the other files where it matters whether one of them is new', () => {
  const edited = lazy([{ uri, edits: [] }]);
  const created = lazy([{ uri, create: '<a />' }]);
  expect(canTake(NO_NEW_FILES, edited.fix)).toBe(true);
  expect(canTake(NO_NEW_FILES, created.fix)).toBe(false);
  expect([edited.asked, created.asked]).toEqual([['changes'], ['changes']]);
});

it('asks whether a file goes only for a client that cannot delete', () => {
  const gone = lazy([{ uri, delete: true }]);
  expect(canTake(FULL, gone.fix)).toBe(true);
  expect(gone.asked).toEqual([]);
  expect(canTake(NO_DELETION, gone.fix)).toBe(false);
  expect(canTake(NO_DELETION, lazy([{ uri, create: '<a />' }]).fix)).toBe(true);
  expect(canTake(NO_DELETION, { ...gone.fix, reads: [uri] })).toBe(true);
});

it('beside the flows takes as many files as the client can', () => {
  const changes: Fix['changes'] = [
    { uri, edits: [] },
    { uri: 'file:///Customizations.xml', edits: [] },
  ];
  const fix: Fix = { kind: 'redact', title: 'Fix', disposition: 'review', others: 'only', changes };
  expect(canTake(NO_NEW_FILES, fix)).toBe(true);
  expect(canTake(ONE_FILE, fix)).toBe(false);
  expect(canTake(ONE_FILE, { ...fix, changes: changes.slice(1) })).toBe(true);
  expect(canTake(ONE_FILE, { ...fix, changes: [{ uri, create: '' }] })).toBe(false);
});
