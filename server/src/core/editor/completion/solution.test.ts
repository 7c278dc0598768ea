// Completion of what other flows of the solution tell: which can be called, what they take and what they answer.
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { projectWith } from '../../../../../test/harness/projectWith.ts';
import { readSolutionFixture } from '../../../../../test/harness/solutionFixture.ts';
import { uriOf } from '../../solution/testing.ts';
import { completionsAt } from './index.ts';
import { CARET, FORMS, type Form, OPTIONS, offered, offsetOfCaret, take } from './testing.ts';

const idOf = (at: number): string => `0a1b2c3d-1111-2222-3333-44445555660${at}`;
const pathOf = (at: number, name: string): string => `src/Workflows/${name}-${idOf(at).toUpperCase()}.json`;

const SCHEMA = `{ "type": "object",
    "properties": { "text": { "type": "string", "title": "Case" }, "number": { "type": "number", "title": "Due" } }, "required": ["number"] }`;
const child = (kind: string, answer: string): string => `{
  "triggers": { "manual": { "type": "Request", "kind": "${kind}", "inputs": { "schema": ${SCHEMA} } } },
  "actions": { "R": { "type": "Response", "kind": "PowerApp", "inputs": { "statusCode": 200, ${answer} }, "runAfter": {} } }
}`;
const DECLARED = `"body": { "result": "@triggerBody()?['text']" }, "schema": { "type": "object", "properties": {
    "result": { "type": "string", "title": "What came of it" }, "It's_done": { "type": "boolean" } } }`;
const daily =
  '{ "triggers": { "Every": { "type": "Recurrence", "recurrence": { "frequency": "Day", "interval": 1 } } }, "actions": {} }';
const caller = `{
  "Call": { "type": "Workflow", "inputs": { "host": { "workflowReferenceName": "${idOf(0)}" }, "body": { "text": "a" } }, "runAfter": {} },
  "Note": { "type": "Compose", "inputs": "HERE", "runAfter": { "Call": ["Succeeded"] } }
}`;
const CALLER = pathOf(1, 'Caller');

/** The flows of a solution: one that is called, the one that calls it, one that runs every day. */
function solution(kind = 'Button', answer = DECLARED): string {
  const files = [
    [pathOf(0, 'Child'), child(kind, answer)],
    [CALLER, caller],
    [pathOf(2, 'Daily'), daily],
  ];
  return `=== solution Orders\n${files.map(([path, text]) => `=== ${path}\n${text}\n`).join('')}`;
}

/**
 * What is offered in a flow of a solution, with what an editor knows of the others. `path`: of that flow among the files of the
 * fixture; `edit`: makes of its text the one with the caret.
 */
function offeredIn(
  fixture: string,
  path: string,
  edit: (text: string) => string,
  form: Form = (text) => text,
) {
  const { files } = readSolutionFixture(fixture);
  const project = projectWith(files);
  const { text, offset } = offsetOfCaret(edit(files[path]!), form);
  project.open(uriOf(path), 2, text);
  const around = project.look(uriOf(path))!;
  return { text, offset, around, ...offered(text, offset, OPTIONS, around) };
}

const at = (from: string, to: string, flows = solution()) =>
  offeredIn(flows, CALLER, (text) => text.replace(from, () => to.replace('|', CARET)));

describe('completion of child flows', () => {
  it('by display name, without itself and without what nobody can call', () => {
    const { items } = at(idOf(0), '|');
    expect(items.map(({ label, newText, detail }) => [label, newText, detail])).toEqual([
      ['Child', idOf(0), 'takes Case, Due'],
    ]);
    expect(at(idOf(0), '|', solution('Http')).items[0]!.detail).toBe('takes Case, Due, others');
  });

  it.each(['Button', 'Http'])(
    'their inputs by title, those of a trigger of kind %s, the required ones first, without those that are passed',
    (kind) => {
      const flows = solution(kind);
      expect(at('"text": "a"', '"|"', flows).items.map(({ label, newText }) => [label, newText])).toEqual([
        ['Due', 'number": "$1"'],
        ['Case', 'text": "$1"'],
      ]);
      expect(at('"text": "a"', '"text": "a", "|"', flows).items.map(({ label }) => label)).toEqual(['Due']);
    },
  );
});

const ANSWERS = [
  "@body('Call')?['|']",
  "@body('Call')?['|",
  "@concat('a', body('Call')?['|'], ",
  "@{outputs('Call')?['body']?['|']} b",
  "@body('Call')|",
];

describe.each(FORMS)('completion of what a child flow answers, %s', (_, form) => {
  it.each(ANSWERS)('%s', (typed) => {
    const { text, found, items } = offeredIn(
      solution(),
      CALLER,
      (one) => one.replace('HERE', () => typed.replace('|', CARET)),
      form,
    );
    expect(items.map(({ label, detail }) => [label, detail])).toEqual([
      ['What came of it', 'result, string'],
      ["It's_done", 'boolean'],
    ]);
    const taken = take(text, items[1]!, found!.replace);
    const { actions } = JSON.parse(taken.replace(/^\ufeff/, '')).properties.definition;
    expect(actions.Note.inputs).toContain("?['It''s_done']");
  });

  it('while the string is not closed', () => {
    const typed = "@body('Call')?['";
    const edit = (one: string): string => one.replace('HERE"', () => typed + CARET);
    const { labels } = offeredIn(solution(), CALLER, edit, form);
    expect(labels).toEqual(['What came of it', "It's_done"]);
  });
});

describe('completion of what a child flow answers', () => {
  const answered = (answer: string) => at('HERE', "@body('Call')?['|']", solution('Button', answer)).labels;

  it('goes by the body where no schema is declared, and by neither where it is worked out', () => {
    expect(answered('"body": { "total": 1, "@{triggerBody()?[\'text\']}": 2 }')).toEqual(['total']);
    expect(answered('"body": { "tot\\u0061l": 1, "me@work": 2, "@triggerBody()": 3 }')).toEqual([
      'total',
      'me@work',
    ]);
    expect(answered('"body": "@triggerBody()"')).toEqual([]);
  });

  it('shows no name that holds a secret', () => {
    const flows = solution('Button', `"body": { "total": 1, "${FAKES.githubToken}": 2 }`);
    const { around, offset, items } = at('HERE', "@body('Call')?['|']", flows);
    expect(items).toHaveLength(2);
    const shown = completionsAt(around, offset, OPTIONS)!.items;
    expect(shown.map(({ label }) => label)).toEqual(['total']);
  });
});
