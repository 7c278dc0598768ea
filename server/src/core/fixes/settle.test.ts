import { describe, expect, it } from 'vitest';
import type { FlowFinding, FlowPlace, RuleFix } from '../finding.ts';
import { applyEdits } from '../text/textEdit.ts';
import type { Fixable } from './fixAll.ts';
import { settled } from './settle.ts';

/** A made-up check: every capital letter is a finding, whose fix writes it small; `~` is damage. */
function check(text: string): Fixable {
  const findings = [...text].flatMap((letter, at): FlowFinding[] => {
    if (!/[A-Z]/.test(letter)) return [];
    const node = at;
    const place: FlowPlace = {
      ...{ node, part: 'value', uri: 'file:///a', pointer: '' },
      span: { start: at, end: at + 1 },
    };
    const rest = { severity: 'error', confidence: 'high', message: '', hint: '', related: [] } as const;
    return [{ ruleId: 'capital', fingerprint: letter, place, fix: 'safe', ...rest }];
  });
  return {
    text,
    problems: text.split('~').length - 1,
    findings,
    fixesFor: ({ place }: FlowFinding) => {
      const span = { start: place.node, end: place.node + 1 };
      const newText = text[place.node]!.toLowerCase();
      return [{ kind: 'use-https', title: '', disposition: 'safe', edits: [{ span, newText }] }];
    },
  };
}

const insert = (at: number, newText: string): RuleFix => ({
  kind: 'use-https',
  title: 'T',
  note: 'N',
  disposition: 'review',
  edits: [{ span: { start: at, end: at }, newText }],
});

describe('settled', () => {
  const before = check('aBc');

  it('adds the safe fixes of what is new, and leaves what was there', () => {
    const fix = settled(insert(3, 'xYz'), before, check);
    expect(applyEdits(before.text, fix.edits)).toBe('aBcxyz');
    expect(fix).toMatchObject({ title: 'T', note: 'N', disposition: 'review' });
    expect('others' in fix).toBe(false);
  });

  it('gives back the edits as they are when nothing is new', () => {
    const first = insert(3, 'xyz');
    expect(settled(first, before, check).edits).toBe(first.edits);
  });

  it('checks when it is asked, once', () => {
    let checks = 0;
    const fix = settled(insert(0, 'Q'), before, (text) => {
      checks++;
      return check(text);
    });
    expect(checks).toBe(0);
    expect(fix.edits).toBe(fix.edits);
    expect(checks).toBe(2);
  });

  it('leaves a fix alone that would bring up more', () => {
    const spreading = (text: string): Fixable => ({
      ...check(text),
      fixesFor: ({ place }: FlowFinding) => [
        {
          kind: 'use-https',
          title: '',
          disposition: 'safe',
          edits: [
            { span: { start: place.node, end: place.node + 1 }, newText: `q${'RS'[text.length - 4] ?? 'T'}` },
          ],
        },
      ],
    });
    const first = insert(0, 'Q');
    expect(settled(first, before, spreading).edits).toBe(first.edits);
  });

  it('throws away a round that damages the text', () => {
    const damaging = (text: string): Fixable => ({
      ...check(text),
      fixesFor: ({ place }: FlowFinding) => [
        {
          kind: 'use-https',
          title: '',
          disposition: 'safe',
          edits: [{ span: { start: place.node, end: place.node + 1 }, newText: '~' }],
        },
      ],
    });
    const first = insert(0, 'Q');
    expect(settled(first, before, damaging).edits).toBe(first.edits);
  });

  it('passes on the changes of other files', () => {
    const others = [{ uri: 'b', create: 'x' }];
    expect(settled({ ...insert(0, 'q'), others }, before, check).others).toBe(others);
  });
});
