import { expect, it } from 'vitest';
import { readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { uriOf } from '../../solution/testing.ts';
import { createAnalyzer } from '../analyzer.ts';
import { Project } from './project.ts';

const idOf = (at: number): string => `0a1b2c3d-1111-2222-3333-4444555566${String(at).padStart(2, '0')}`;
const pathOf = (at: number): string => `src/Workflows/Flow${at}-${idOf(at).toUpperCase()}.json`;
const uri = (at: number): string => uriOf(pathOf(at));

const CHILD = `{
  "triggers": { "manual": { "type": "Request", "kind": "Button",
    "inputs": { "schema": { "type": "object", "properties": { "text": { "type": "string", "title": "Case" } }, "required": [] } } } },
  "actions": { "Respond": { "type": "Response", "kind": "PowerApp", "inputs": { "statusCode": 200, "body": {} }, "runAfter": {} } }
}`;
const caller = (of: number): string => `{
  "Call": { "type": "Workflow", "inputs": { "host": { "workflowReferenceName": "${idOf(of)}" }, "body": { "text": "a" } }, "runAfter": {} }
}`;

/** Fifteen flows: 0 is called by 1 and 2; 3 calls 1; the others stand alone. */
const FLOWS = [CHILD, caller(0), caller(0), caller(1), ...Array.from({ length: 11 }, () => CHILD)];
const FILES = readSolutionFixture(
  `=== solution Orders\n${FLOWS.map((text, at) => `=== ${pathOf(at)}\n${text}\n`).join('')}`,
).files;

function checked(): Project {
  const project = new Project({ analyzer: createAnalyzer(), today: () => '2026-08-01' });
  for (const [path, text] of Object.entries(FILES)) project.take(uriOf(path), { kind: 'text', text });
  project.allListed();
  settle(
    project,
    FLOWS.map((_, at) => uri(at)),
  );
  return project;
}

/** Checks what is stale until nothing is. */
function settle(project: Project, first: readonly string[]): void {
  for (let stale = first; stale.length > 0; ) {
    for (const one of stale) project.check(one, { kind: 'text', text: textOf(one) });
    project.takeSolutionChanges();
    stale = project.takeChanges().stale;
  }
}

const textOf = (address: string): string =>
  Object.entries(FILES).find(([path]) => uriOf(path) === address)![1];

it('an edit of what a child flow takes checks the flows that call it again, and no other', () => {
  const project = checked();
  const edited = textOf(uri(0)).replace('"required": []', '"required": ["text"]');
  project.check(uri(0), { kind: 'text', text: edited });
  expect([...project.takeChanges().stale].sort()).toEqual([uri(1), uri(2)]);
});

it('an edit of what it does within itself checks nobody', () => {
  const project = checked();
  project.check(uri(0), {
    kind: 'text',
    text: textOf(uri(0)).replace('"statusCode": 200', '"statusCode": 201'),
  });
  expect(project.takeChanges().stale).toEqual([]);
});

it('a child flow that is turned off is news for itself and for those that call it', () => {
  const project = checked();
  const path = `${pathOf(0)}.data.xml`;
  const off = FILES[path]!.replace('<StateCode>1</StateCode>', '<StateCode>0</StateCode>');
  expect(off).not.toBe(FILES[path]);
  project.take(uriOf(path), { kind: 'text', text: off });
  project.takeSolutionChanges();
  expect([...project.takeChanges().stale].sort()).toEqual([uri(1), uri(2)]);
  const { findings } = project.check(uri(1), { kind: 'text', text: textOf(uri(1)) }).analysis!;
  expect(findings.map(({ ruleId }) => ruleId)).toContain('child-flow-off');
});

it('turning a flow on that calls others is news for itself', () => {
  const project = checked();
  const path = `${pathOf(3)}.data.xml`;
  project.take(uriOf(path), { kind: 'text', text: FILES[path]!.replace('>1<', '>0<') });
  project.takeSolutionChanges();
  expect(project.takeChanges().stale).toEqual([uri(3)]);
});
