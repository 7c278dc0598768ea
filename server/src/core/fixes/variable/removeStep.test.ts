import { expect, it } from 'vitest';
import { openDocument } from '../../flow/index.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { applyEdits } from '../../text/textEdit.ts';
import { removeStepEdits } from './removeStep.ts';

it('keeps what a follower runs after, whatever the names of the steps', () => {
  const names = ['__proto__', 'constructor', 'toString'];
  const runAfter = (all: readonly string[]): string =>
    `{ ${all.map((name) => `"${name}": ["Succeeded"]`).join(', ')} }`;
  const text = `{ "properties": { "connectionReferences": {}, "definition": {
    "$schema": "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#",
    "triggers": {},
    "actions": {
      ${names.map((name) => `"${name}": { "type": "Compose", "inputs": 1, "runAfter": {} },`).join('\n')}
      "Going": { "type": "Compose", "inputs": 1, "runAfter": ${runAfter(names.slice(0, 2))} },
      "Follower": { "type": "Compose", "inputs": 1, "runAfter": ${runAfter(['Going', 'toString'])} }
    } } } }`;
  const open = (source: string): FlowModel =>
    openDocument({ uri: 'file:///a/Workflows/a.json', text: source, declaredAsFlow: true }).flows[0]!;
  const step = (flow: FlowModel, name: string): Step => flow.actions.find((one) => one.name === name)!;
  const flow = open(text);
  const after = open(applyEdits(text, removeStepEdits(flow, step(flow, 'Going'))!));
  expect(step(after, 'Follower').runAfter.map((one) => one.name)).toEqual(names);
});
