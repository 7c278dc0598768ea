// Signature help: which function, and which of its parameters, however the file is written and whatever follows the caret.
import { describe, expect, it } from 'vitest';
import { frameFlow } from '../../../../../test/harness/flowFrame.ts';
import { functionList } from '../../expressions/index.ts';
import { CARET, FORMS, look, offsetOfCaret } from '../completion/testing.ts';
import { signatureAt, signatureIn } from './index.ts';

const whole = frameFlow(`{
  "Read": { "type": "Compose", "inputs": 1, "runAfter": {} },
  "Note": { "type": "Compose", "inputs": "HERE", "runAfter": { "Read": ["Succeeded"] } }
}`).text;

/** The text with `|` at the caret, the function, and the parameter; undefined for no answer, `''` for no parameter. */
const ROWS: readonly (readonly [typed: string, name?: string, parameter?: string])[] = [
  ['@length(|)', 'length', 'collection: array | string'],
  ['@substring(|', 'substring', 'text: string'],
  ["@substring('a', |", 'substring', 'startIndex: integer'],
  ["@substring('a,b,c|', 1)", 'substring', 'text: string'],
  ["@substring('it''s, |", 'substring', 'text: string'],
  ["A @{substring('a', 1, |)} B", 'substring', 'length?: integer'],
  ["A @{toLower('x')} @{replace('a', |} B", 'replace', 'oldText: string'],
  ["@concat(toLower('a'), |)", 'concat', 'text2?'],
  ["@concat('a', 'b', 'c', 'd', |)", 'concat', '...'],
  ['@concat(toLower(|), 1)', 'toLower', 'text: string'],
  ['@substring(createArray(1, 2)[0], |)', 'substring', 'startIndex: integer'],
  ["@substring(body('a')?['b, c'], |)", 'substring', 'startIndex: integer'],
  ["@substring(outputs('R|ead'), 1)", 'outputs', 'actionName: string'],
  ["@substring('a', 1, 2, |", 'substring', ''],
  ['@utcNow(|)', 'utcNow'],
  ['@triggerBody(|)', 'triggerBody', ''],
  ["@toLower('a')|"],
  ['@foo(|)'],
  ["A @{toLower('a')} (|"],
  ['toLower(|'],
  ['@@toLower(|'],
];

describe.each(FORMS)('signature help, %s', (_, form) => {
  it.each(ROWS.map((row) => [row[0], row] as const))('%s', (_title, [typed, name, parameter]) => {
    const { text, offset } = offsetOfCaret(
      whole.replace('HERE', () => typed.replace('|', CARET)),
      form,
    );
    const found = signatureIn(look(text), offset);
    if (name === undefined) {
      expect(found).toBeUndefined();
      return;
    }
    expect(found?.label).toMatch(new RegExp(`^${name}\\(`));
    if (parameter === undefined) return;
    const span = found!.active === undefined ? undefined : found!.parameters[found!.active];
    expect(span === undefined ? '' : found!.label.slice(...span)).toBe(parameter);
    expect(found!.documentation).not.toBe('');
  });
});

it('has a signature for every function, each with all its parameters', () => {
  for (const { name, parameters, maxArgs } of functionList) {
    const text = whole.replace('HERE', `@${name}(${CARET}`);
    const found = signatureAt(look(text.replace(CARET, '')), text.indexOf(CARET));
    const more = maxArgs === Number.POSITIVE_INFINITY ? 1 : 0;
    expect(found?.parameters, name).toHaveLength(parameters.length + more);
    found!.parameters.forEach(([start, end], index) => {
      const shown = found!.label.slice(start, end);
      expect(shown).toMatch(
        index < parameters.length ? new RegExp(`^${parameters[index]!.name}\\b`) : /^\.\.\.$/,
      );
    });
  }
});
