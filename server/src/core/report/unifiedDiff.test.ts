import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { PLANTED } from '../../../../test/cli/support/reportInput.ts';
import { NO_SECRETS, type Secrets } from './mask.ts';
import { unifiedDiff } from './unifiedDiff.ts';

const side = (text: string, secrets: Secrets = NO_SECRETS) => ({ text, secrets });
const secretIn = (text: string): Secrets => {
  const start = text.indexOf(PLANTED);
  return start < 0 ? NO_SECRETS : { spans: [{ start, end: start + PLANTED.length }], inPointers: [] };
};

describe('unifiedDiff', () => {
  it('is empty when nothing changes', () => {
    expect(unifiedDiff('a.json', side('{}'), side('{}'))).toBe('');
  });

  it('can be applied, line ends included', () => {
    const before = '{\r\n  "a": 1,\r\n  "b": 2\r\n}\r\n';
    const after = before.replace('"b": 2', '"b": 3,\r\n  "c": 4');
    const diff = unifiedDiff('Workflows/a b.json', side(before), side(after));
    expect(diff.startsWith('--- a/Workflows/a b.json\n+++ b/Workflows/a b.json\n@@ -1,4 +1,5 @@\n')).toBe(
      true,
    );
    expect(diff).toContain('-  "b": 2\r\n+  "b": 3,\r\n');
    expect(applyPatch(before, diff)).toBe(after);
  });

  it('masks what is removed and says so', () => {
    const before = `{\n  "a": "${PLANTED}",\n  "b": 2\n}\n`;
    const after = '{\n  "a": "",\n  "b": 2\n}\n';
    const diff = unifiedDiff('a.json', side(before, secretIn(before)), side(after));
    expect(diff.split('\n')[0]).toBe('# secrets are masked: this diff is for reading, not for applying');
    expect(diff).toContain(`-  "a": "${'*'.repeat(PLANTED.length)}",\n+  "a": "",\n`);
    expect(diff).not.toContain(PLANTED);
  });

  it('masks a secret that stays, on both sides', () => {
    const before = `{\n  "a": "${PLANTED}",\n  "b": 2\n}\n`;
    const after = before.replace('2', '3');
    const diff = unifiedDiff('a.json', side(before, secretIn(before)), side(after, secretIn(after)));
    expect(diff).not.toContain(PLANTED);
    expect(diff.match(/^[-+] /gm)).toEqual(['- ', '+ ']);
  });

  it('shows the changed parts of a long line', () => {
    const step = (n: number) => `"Step_${n}":{"type":"Compose","inputs":"@triggerBody()"},`;
    const steps = Array.from({ length: 3000 }, (_, n) => step(n)).join('');
    const before = `{${steps}"z":1}`;
    const after = before
      .replace(step(10), '"Step_10":{"type":"Compose","inputs":""},')
      .replace(step(2500), '"Step_2500":{"type":"Compose","inputs":"","more":{}},');
    const diff = unifiedDiff('a.json', side(before), side(after));
    const lines = diff.split('\n');
    expect(lines[0]).toBe('# long lines are shortened: this diff is for reading, not for applying');
    expect(lines.filter((line) => line.startsWith('@@'))).toHaveLength(2);
    expect(lines.every((line) => line.length < 400)).toBe(true);
    expect(diff).toContain('"inputs":"","more":{}}');
    const column = Number(/column (\d+)/.exec(diff)![1]);
    expect(before.slice(column - 1).startsWith('"inputs":"@triggerBody()"')).toBe(true);
  });

  it('shows the other changed lines of a hunk with a long one', () => {
    const long = 'x'.repeat(2000);
    const diff = unifiedDiff('a.json', side(`a\n"${long}",\nb\n`), side(`A\n"${long}",\nB\nc\n`));
    expect(diff).toContain('-a\n+A\n');
    expect(diff).toContain('-b\n+B\n');
    expect(diff).toContain('+c\n');
    expect(diff.length).toBeLessThan(400);
  });
});
