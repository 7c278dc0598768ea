import { describe, expect, it } from 'vitest';
import { actual, check, ids } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

const $schema =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';
const flow = (step: string): string =>
  `{\n"properties": {\n"connectionReferences": {},\n"definition": {\n"$schema": "${$schema}",\n"contentVersion": "1.0.0.0",\n"triggers": { "Daily": { "type": "Recurrence", "recurrence": { "frequency": "Day", "interval": 1 } } },\n"actions": {\n${step}\n}\n}\n}\n}\n`;

describe('merge conflicts', () => {
  const ours = '<'.repeat(7);
  const theirs = '>'.repeat(7);
  const middle = '='.repeat(7);
  const conflict = (eol = '\n') =>
    flow(
      [
        '"Get": { "type": "Http",',
        `${ours} HEAD`,
        '"inputs": { "method": "GET", "uri": "https://a.contoso.example" },',
        middle,
        '"inputs": { "method": "GET", "uri": "https://b.contoso.example" },',
        `${theirs} main`,
        '"runAfter": {} }',
      ].join('\n'),
    ).replaceAll('\n', eol);

  it.each(['\n', '\r\n'])('have a message of their own and nothing beside it (%j)', (eol) => {
    const analysis = check(conflict(eol));
    expect(actual(analysis)).toEqual(['10:1-13 error(invalid-json)']);
    const [finding] = analysis.findings;
    expect(finding!.message).toContain('merge conflict');
    const [end] = finding!.related;
    expect(analysis.document.text.slice(end!.span.start, end!.span.end)).toBe(`${theirs} main`);
  });

  it('are told also when the text is too damaged to be recognised', () => {
    const analysis = check(`${ours} HEAD\n${flow('')}${middle}\n${flow('')}${theirs} main\n`);
    expect(analysis.document.kind).toBe('other');
    expect(actual(analysis)).toEqual(['1:1-13 error(invalid-json)']);
  });

  it('several are told up to a limit', () => {
    const one = `${ours} HEAD\n1\n${middle}\n2\n${theirs} main\n`;
    expect(ids(check(flow(one.repeat(3))))).toEqual(Array(3).fill('invalid-json'));
    expect(ids(check(flow(one.repeat(30))))).toHaveLength(5);
  });

  it('signs inside a text are no conflict', () => {
    expect(
      ids(check(flow(`"Note": { "type": "Compose", "inputs": "${ours} HEAD", "runAfter": {} }`))),
    ).not.toContain('invalid-json');
  });
});

describe('damage', () => {
  it('an empty file is told when its metadata says that it is a flow', () => {
    expect(ids(check('', { declaredAsFlow: true }))).toEqual(['invalid-json']);
    expect(ids(check(''))).toEqual([]);
    expect(ids(check('no', { declaredAsFlow: true }))).toEqual(['invalid-json']);
  });

  it('tells the first five problems', () => {
    expect(ids(check(flow('"A": x, "B": x, "C": x, "D": x, "E": x, "F": x, "G": x')))).toEqual(
      Array(5).fill('invalid-json'),
    );
  });

  it('repeats nothing of the file', () => {
    for (const { message, hint } of check(flow('"A": SecretLooking, "B" "C": {"k": "x\\q"}')).findings) {
      expect(message + hint).not.toMatch(/SecretLooking|\\q/);
    }
  });

  it('a text cut off anywhere is told, and never throws', () => {
    const whole = flow(
      '"Get": { "type": "Http", "inputs": { "method": "GET", "uri": "https://a.contoso.example/@{utcNow()}" }, "runAfter": {} }',
    );
    for (let end = 1; end < whole.length - 1; end += 7) {
      const analysis = check(whole.slice(0, end), { declaredAsFlow: true });
      expect(analysis.failures).toEqual([]);
      expect(ids(analysis)).toContain('invalid-json');
      expect(new Set(ids(analysis))).toEqual(new Set(['invalid-json']));
    }
  });
});
