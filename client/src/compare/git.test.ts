import { expect, it } from 'vitest';
import type { Uri } from 'vscode';
import { type GitApi, headText } from './git.ts';

type Repository = NonNullable<ReturnType<GitApi['getRepository']>>;

const uriOf = (path: string): Uri => ({ fsPath: path, toString: () => `file://${path}` }) as Uri;
const FLOW = uriOf('/solution/Workflows/Flow.json');
const OLD = uriOf('/solution/Workflows/Old.json');

/** A repository that knows some files in HEAD. */
function repository(files: Readonly<Record<string, string>>, more: Partial<Repository> = {}): Repository {
  const show = async (ref: string, path: string): Promise<string> => {
    const text = new Map(Object.entries(files)).get(path);
    if (ref !== 'HEAD' || text === undefined) throw new Error('Could not show object.');
    return text;
  };
  const getObjectDetails = async (): Promise<unknown> => {
    throw Object.assign(new Error('Path not known by git'), { gitErrorCode: 'UnknownPath' });
  };
  const state = { HEAD: { commit: 'abc' }, indexChanges: [], workingTreeChanges: [] };
  return { show, getObjectDetails, state, ...more };
}
const ask = (found: Repository | null | undefined) =>
  headText(Promise.resolve(found === undefined ? undefined : { getRepository: () => found }), FLOW);

it('is the text in HEAD', async () => {
  expect(await ask(repository({ [FLOW.fsPath]: '{}' }))).toEqual({ kind: 'text', text: '{}' });
});

it('is that of the old name where the file was renamed', async () => {
  const indexChanges = [{ originalUri: OLD, renameUri: FLOW }];
  const state = { HEAD: { commit: 'abc' }, indexChanges, workingTreeChanges: [] };
  expect(await ask(repository({ [OLD.fsPath]: 'old' }, { state }))).toEqual({ kind: 'text', text: 'old' });
});

it('is empty for a file that HEAD does not have, and no other fault counts as that', async () => {
  expect(await ask(repository({}))).toEqual({ kind: 'text', text: '' });
  expect(await ask(repository({}, { getObjectDetails: async () => ({}) }))).toEqual({
    kind: 'none',
    reason: 'git could not read the version in HEAD.',
  });
  const failing = async (): Promise<never> => {
    throw new Error('spawn git ENOENT');
  };
  expect(await ask(repository({}, { getObjectDetails: failing }))).toMatchObject({ kind: 'none' });
});

it('says why there is none', async () => {
  const reasons = await Promise.all([
    ask(undefined),
    headText(Promise.reject(new Error('Git model not found')), FLOW),
    ask(null),
    ask(repository({}, { state: { HEAD: undefined, indexChanges: [], workingTreeChanges: [] } })),
  ]);
  expect(reasons.map((one) => (one.kind === 'none' ? one.reason : ''))).toEqual([
    'git is not available here (the extension "Git" of VS Code).',
    'git is not available here (the extension "Git" of VS Code).',
    'this file is in no git repository that VS Code has open.',
    'the git repository has no commit yet.',
  ]);
});
