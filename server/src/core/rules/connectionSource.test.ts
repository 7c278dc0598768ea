import { expect, it } from 'vitest';
import { openDocument } from '../flow/index.ts';
import { applyEdits } from '../text/textEdit.ts';
import { writeSource } from './connectionSource.ts';

const flow = (reference: string) =>
  openDocument({
    uri: 'file:///a.json',
    text: `{"properties":{"connectionReferences":{"shared_sql":${reference}},"definition":{"triggers":{},"actions":{}}}}`,
  });

it.each([
  ['{"runtimeSource":"embedded"}', '{"runtimeSource":"invoker"}'],
  ['{"id":"/x/shared_sql","source":"Embedded"}', '{"id":"/x/shared_sql","source":"Invoker"}'],
  ['{"connection":{}}', '{"connection":{}}'],
])('%s', (before, after) => {
  const document = flow(before);
  const [model] = document.flows;
  const edits = writeSource(document.tree, model!.connections[0]!, 'invoker');
  expect(applyEdits(document.text, edits)).toBe(document.text.replace(before, after));
});
