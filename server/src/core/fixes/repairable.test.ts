import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { connector, flowText, http, powerApp } from '../../../../test/harness/flowBuilder.ts';
import { checkFiles, readSolutionFixture } from '../../../../test/harness/solutionFixture.ts';
import type { FlowFinding } from '../finding.ts';
import { applyEdits } from '../text/textEdit.ts';

const filter = (expression: string) =>
  connector('shared_commondataserviceforapps', 'ListRecords', {
    entityName: 'contacts',
    $filter: `lastname eq '${expression}'`,
  });
const WHOLE = "@{triggerBody()['text']}";
const BROKEN = "@{toLower(triggerBody()['text']}";

const flowWith = (expression: string): string =>
  flowText({ triggers: powerApp({ text: 'Name' }), actions: { Find: filter(expression) } });
const fixed = (text: string): string => applyEdits(text, check(text).fixAll());
/** The rest of these flows has findings of its own. */
const steps = (text: string): string => text.slice(text.indexOf('"actions"'));
const injection = (text: string): FlowFinding | undefined =>
  check(text).findings.find((one) => one.ruleId === 'odata-filter-injection');

describe('an expression that does not parse', () => {
  it('gets no repair, where the same one whole does', () => {
    expect(injection(flowWith(WHOLE))?.fix).toBe('safe');
    expect(fixed(flowWith(WHOLE))).toContain('replace(');
    const text = flowWith(BROKEN);
    const finding = injection(text)!;
    expect(finding.fix).toBeNull();
    expect(check(text).fixesFor(finding)).toEqual([]);
    expect(steps(fixed(text))).toBe(steps(text));
  });

  it('leaves the repairs beside it', () => {
    const call = http({ uri: 'https://contoso.vault.azure.net/secrets/a?api-version=7.4' });
    const text = flowText({
      triggers: powerApp({ text: 'Name' }),
      actions: { Find: filter(BROKEN), Read: call, Other: filter(WHOLE) },
    });
    const after = fixed(text);
    expect(after).toContain('secureData');
    expect(after.split('replace(')).toHaveLength(2);
    expect(after).toContain(BROKEN);
    expect(fixed(after)).toBe(after);
  });

  it('is not removed by one either', () => {
    const tracked = (value: string): string =>
      flowText({
        actions: {
          Read: {
            ...http({ uri: 'https://contoso.example/' }),
            trackedProperties: { id: value },
            runtimeConfiguration: { secureData: { properties: ['inputs'] } },
          },
        },
      });
    expect(fixed(tracked('@action()'))).not.toContain('trackedProperties');
    expect(steps(fixed(tracked('@action(')))).toBe(steps(tracked('@action(')));
  });

  it('is not copied', () => {
    const step = (authentication?: string) => {
      const made = connector('shared_sharepointonline', 'GetItems', { table: 'T' });
      const { authentication: own, ...inputs } = made.inputs as Record<string, never>;
      return { ...made, inputs: { ...inputs, ...(authentication && { authentication }) } };
    };
    const withAuthentication = (value: string): string =>
      flowText({ actions: { A: step(value), B: step(value), C: step() } });
    const repaired = (value: string): boolean =>
      steps(fixed(withAuthentication(value))) !== steps(withAuthentication(value));
    expect(repaired("@parameters('$authentication')")).toBe(true);
    expect(repaired("@parameters('$authentication'")).toBe(false);
  });
});

describe('a file that does not parse', () => {
  const text = flowWith(WHOLE);
  const damages = { cut: text.slice(0, -3), comma: text.replace('{', '{,'), bracket: `${text}}` };

  it.each(Object.entries(damages))('gets no repair: %s', (_, damaged) => {
    const analysis = check(damaged);
    expect(analysis.findings.map((one) => one.ruleId)).toContain('odata-filter-injection');
    for (const finding of analysis.findings) {
      expect(finding.fix).toBeNull();
      expect(analysis.fixesFor(finding)).toEqual([]);
    }
    expect(analysis.fixAll()).toEqual([]);
  });
});

describe('a damaged file of a solution', () => {
  const fixture = join(
    import.meta.dirname,
    '../rules/connection-reference-unused/fixtures/reject-only.solution',
  );
  const { files } = readSolutionFixture(readFileSync(fixture, 'utf8'));
  const path = Object.keys(files).find((one) => /customizations\.xml$/i.test(one))!;

  it('gets no repair, also where the damage is outside of what is read', () => {
    const unused = (customizations: string) =>
      checkFiles({ ...files, [path]: customizations }).findings.find(
        ({ finding }) => finding.ruleId === 'connection-reference-unused',
      )!;
    const whole = unused(files[path]!);
    expect(whole.analysis.fixesFor(whole.finding)).not.toEqual([]);
    expect(whole.finding.fix).toBe('review');
    const damaged = unused(files[path]!.replace('</ImportExportXml>', '</Imp<ortExportXml>'));
    expect(damaged.analysis.fixesFor(damaged.finding)).toEqual([]);
    expect(damaged.finding.fix).toBeNull();
  });
});
