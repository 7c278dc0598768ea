import { describe, expect, it } from 'vitest';
import { check } from '../../../../test/harness/check.ts';
import { DEFAULT_CONFIG } from '../config/index.ts';
import type { FlowFinding, RuleFix } from '../finding.ts';
import { applyEdits, type TextEdit } from '../text/textEdit.ts';
import { type Fixable, fixAll } from './fixAll.ts';
import { holdsPromise } from './pick.ts';

const SCHEMA =
  'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#';

function flowWith(step: unknown): string {
  const definition = {
    $schema: SCHEMA,
    contentVersion: '1.0.0.0',
    parameters: {},
    triggers: { Daily: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } } },
    actions: { Read_it: step },
  };
  return JSON.stringify(
    { properties: { connectionReferences: {}, definition }, schemaVersion: '1.0.0.0' },
    undefined,
    2,
  );
}

describe('fix-all', () => {
  it('does not let two fixes of one step add the same property', () => {
    const text = flowWith({
      type: 'Http',
      inputs: { method: 'GET', uri: 'https://contoso.vault.azure.net/secrets/a?api-version=7.4' },
      secureData: { properties: ['inputs'] },
    });
    const before = check(text);
    expect(before.findings.filter(({ fix }) => fix === 'safe').length).toBeGreaterThan(1);
    const after = check(applyEdits(text, before.fixAll()));
    expect(after.document.tree.duplicates).toEqual([]);
    expect(after.findings.filter(({ fix }) => fix === 'safe')).toEqual([]);
  });

  // Each letter of the text that is listed is a finding, whose fix replaces it.
  const fake = (replacements: Readonly<Record<string, string>>, bad: (text: string) => boolean) => {
    const open = (text: string): Fixable => ({
      text,
      problems: bad(text) ? 1 : 0,
      findings: [...text].flatMap((letter) =>
        letter in replacements ? [{ ruleId: 'r', fingerprint: letter, fix: 'safe' } as FlowFinding] : [],
      ),
      fixesFor({ fingerprint }): RuleFix[] {
        const start = text.indexOf(fingerprint);
        const edit: TextEdit = {
          span: { start, end: start + 1 },
          newText: replacements[fingerprint] ?? '',
        };
        return [{ kind: 'use-https', title: 'Replace', disposition: 'safe', edits: [edit] }];
      },
    });
    return (text: string): string => applyEdits(text, fixAll(open(text), open));
  };

  it('takes fixes one by one where they are wrong together', () => {
    const fix = fake({ a: 'x', b: 'x' }, (text) => text.includes('xx'));
    expect(fix('ab')).toBe('xb');
    expect(fix('a-b')).toBe('x-x');
  });

  it('takes back what leaves its finding, tells it, and keeps the others', () => {
    // "g" grows and stays, "a" goes.
    const open = (text: string): Fixable => ({
      text,
      problems: 0,
      findings: [...text].flatMap((letter) =>
        letter === 'g' || letter === 'a'
          ? [{ ruleId: 'r', fingerprint: letter, fix: 'safe' } as FlowFinding]
          : [],
      ),
      fixesFor({ fingerprint }): RuleFix[] {
        const start = text.indexOf(fingerprint);
        const end = fingerprint === 'a' ? start + 1 : start;
        return [
          {
            kind: 'use-https',
            title: '',
            disposition: 'safe',
            edits: [{ span: { start, end }, newText: fingerprint === 'a' ? '' : '.' }],
          },
        ];
      },
    });
    const told: string[] = [];
    const run = (text: string): string =>
      applyEdits(
        text,
        fixAll(open(text), open, { onNotRepaired: ({ fingerprint }) => told.push(fingerprint) }),
      );
    expect(run('g')).toBe('g');
    expect(run('-g-a-')).toBe('-g--');
    expect(told).toEqual(['g', 'g']);
  });

  it('knows findings apart that differ in their order alone', () => {
    // As the runner numbers them: the first "a" is `a`, the second `a1`, both of one kind.
    const open = (text: string): Fixable => {
      const places = [...text].flatMap((letter, at) => (letter === 'a' ? [at] : []));
      return {
        text,
        problems: 0,
        findings: places.map((node, index) => {
          const name = index === 0 ? { fingerprint: 'a' } : { fingerprint: `a${index}`, sameAs: 'a' };
          return { ruleId: 'r', fix: 'safe', place: { node, part: 'value' }, ...name } as FlowFinding;
        }),
        fixesFor: ({ place: { node } }: FlowFinding): RuleFix[] => [
          {
            kind: 'use-https',
            title: '',
            disposition: 'safe',
            // The first one cannot be repaired.
            edits: [{ span: { start: node, end: node + (node === 0 ? 0 : 1) }, newText: 'x' }],
          },
        ],
      };
    };
    expect(applyEdits('.a.a.', fixAll(open('.a.a.'), open))).toBe('.x.x.');
    expect(applyEdits('a', fixAll(open('a'), open))).toBe('a');
  });

  it('sees what a fix of one rule brings up in another', () => {
    const open = (text: string): Fixable => ({
      text,
      problems: 0,
      findings: [...text].map(
        (letter) => ({ ruleId: letter, fingerprint: letter, fix: 'safe' }) as FlowFinding,
      ),
      fixesFor: () => [
        {
          kind: 'use-https',
          title: '',
          disposition: 'safe',
          edits: [{ span: { start: 0, end: 1 }, newText: 'b' }],
        },
      ],
    });
    expect(fixAll(open('a'), open, { isWanted: ({ ruleId }) => ruleId === 'a' })).toEqual([]);
  });

  it('leaves out a fix that brings a new finding, or damage', () => {
    expect(fake({ a: 'b', b: 'y' }, () => false)('a')).toBe('a');
    expect(fake({ a: '!', c: 'z' }, (text) => text.includes('!'))('ac')).toBe('az');
  });
});

describe('what a repair may bring up', () => {
  const gone = { ruleId: 'gone', fingerprint: 'a' };
  const fresh = { ruleId: 'fresh', fingerprint: 'b' };

  it('is a finding that says so, and no other', () => {
    expect(holdsPromise([gone], [gone], [fresh])).toBe(false);
    expect(holdsPromise([gone], [gone], [{ ...fresh, mayFollowRepair: true }])).toBe(true);
  });

  it('is told by the rules that find what nobody uses', () => {
    const text = flowWith({ type: 'Compose', inputs: '@utcNow()' });
    const { findings } = check(text, { config: { ...DEFAULT_CONFIG, profile: 'pedantic' } });
    expect(findings.map((one) => [one.ruleId, one.mayFollowRepair])).toContainEqual(['unused-compose', true]);
  });
});
