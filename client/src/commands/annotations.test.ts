import { expect, it } from 'vitest';
import { withoutAnnotations } from './annotations.ts';

const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 4 } };
const textDocument = { uri: 'file:///solution/Workflows/Flow.json', version: 3 };

it('takes the annotations off, and keeps places, texts and versions', () => {
  const edit = {
    documentChanges: [
      { textDocument, edits: [{ range, newText: 'a', annotationId: 'safe' }] },
      { kind: 'create' as const, uri: 'file:///solution/new.xml' },
    ],
    changeAnnotations: { safe: { label: 'Fix', needsConfirmation: true } },
  };
  expect(withoutAnnotations(edit)).toEqual({
    documentChanges: [{ textDocument, edits: [{ range, newText: 'a' }] }, edit.documentChanges[1]],
  });
});

it('leaves an edit of the simple form alone', () => {
  const edit = { changes: { [textDocument.uri]: [{ range, newText: 'a' }] } };
  expect(withoutAnnotations(edit)).toEqual(edit);
});
