import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageclient';
import { keepsRenames, type RenameToReview } from './toReview.ts';

const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 4 } };
const child = { uri: 'file:///solution/Workflows/Child.json', version: 3 };
const parent = { uri: 'file:///solution/Workflows/Parent.json', version: null };
const move = {
  kind: 'rename' as const,
  oldUri: 'file:///solution/old',
  newUri: 'file:///solution/new',
  options: { overwrite: false, ignoreIfExists: false },
};
const marked = { range, newText: 'case', annotationId: 'one' };
const plain = { range, newText: 'case' };

function rename(needsConfirmation: boolean, more: WorkspaceEdit['documentChanges'] = []): WorkspaceEdit {
  return {
    documentChanges: [
      { textDocument: child, edits: [marked] },
      { textDocument: parent, edits: [marked, marked] },
      ...more,
    ],
    changeAnnotations: {
      one: { label: 'Rename the key "text" to "case"', description: 'Changes 3 places.', needsConfirmation },
    },
  };
}

/** What whoever asks for a rename gets, and what is shown before and after that. */
async function asked(answer: WorkspaceEdit | null, method = 'textDocument/rename', isCancelled = false) {
  const shown: RenameToReview[] = [];
  const { sendRequest } = keepsRenames((one) => shown.push(one));
  const token = { isCancellationRequested: isCancelled } as never;
  const got = await sendRequest!(method, {}, token, async () => answer);
  const early = shown.length;
  vi.runAllTimers();
  return { got, early, shown };
}

describe('a rename', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('that is to be confirmed is shown once the asker has an empty edit, and made without annotations', async () => {
    const { got, early, shown } = await asked(rename(true, [{ ...move, annotationId: 'one' }]));
    expect(got).toEqual({ documentChanges: [] });
    expect(early).toBe(0);
    expect(shown).toEqual([
      {
        title: 'Rename the key "text" to "case"',
        note: 'Changes 3 places.',
        files: [
          { ...child, edits: [marked] },
          { ...parent, edits: [marked, marked] },
        ],
        moves: [{ ...move, annotationId: 'one' }],
        edit: {
          documentChanges: [
            { textDocument: child, edits: [plain] },
            { textDocument: parent, edits: [plain, plain] },
            move,
          ],
        },
      },
    ]);
  });

  it.each([
    ['is not to be confirmed', rename(false)],
    ['changes nothing', null],
    ['makes a file', rename(true, [{ kind: 'create', uri: 'file:///solution/new.xml' }])],
  ])('that %s is left to the editor', async (_, edit) => {
    const { got, shown } = await asked(edit);
    expect(got).toBe(edit);
    expect(shown).toEqual([]);
  });

  it('that nobody waits for any more is not shown, nor is the answer to another request', async () => {
    const edit = rename(true);
    expect(await asked(edit, 'textDocument/rename', true)).toEqual({ got: edit, early: 0, shown: [] });
    expect(await asked(edit, 'codeAction/resolve')).toEqual({ got: edit, early: 0, shown: [] });
  });
});
