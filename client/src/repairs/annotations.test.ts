import { expect, it } from 'vitest';
import { toConfirm, withoutAnnotations } from './annotations.ts';

const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 4 } };
const textDocument = { uri: 'file:///solution/Workflows/Flow.json', version: 3 };

it('takes the annotations off, and keeps places, texts and versions', () => {
  const edit = {
    documentChanges: [
      { textDocument, edits: [{ range, newText: 'a', annotationId: 'safe' }] },
      { kind: 'create' as const, uri: 'file:///solution/new.xml', annotationId: 'safe' },
    ],
    changeAnnotations: { safe: { label: 'Fix', needsConfirmation: true } },
  };
  expect(withoutAnnotations(edit)).toEqual({
    documentChanges: [
      { textDocument, edits: [{ range, newText: 'a' }] },
      { kind: 'create', uri: 'file:///solution/new.xml' },
    ],
  });
});

it('leaves an edit of the simple form alone', () => {
  const edit = { changes: { [textDocument.uri]: [{ range, newText: 'a' }] } };
  expect(withoutAnnotations(edit)).toEqual(edit);
});

it('finds what is to be confirmed among others', () => {
  const asks = { label: 'Rename', needsConfirmation: true };
  const tells = { label: 'Many places', needsConfirmation: false };
  expect(toConfirm({ changeAnnotations: { tells, asks } })).toBe(asks);
  expect(toConfirm({ changeAnnotations: { tells } })).toBeUndefined();
  expect(toConfirm({})).toBeUndefined();
});
