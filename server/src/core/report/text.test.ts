import { describe, expect, it } from 'vitest';
import { findingsIn, inputOf, PLANTED } from '../../../../test/cli/support/reportInput.ts';
import { columns, printable } from './display.ts';
import { PLAIN } from './palette.ts';
import { summaryLine, toText } from './text.ts';

describe('toText', () => {
  it('shows place, message, frame, related places, hint and fix', () => {
    const text = toText(inputOf(findingsIn('{\n\t"flow": 1,\n\t"leak": true\n}', 'Workflows/a.json')));
    expect(text).toBe(
      [
        'Workflows/a.json',
        '  3:10  warning  The step shows fake-leak. (fake-leak, safe fix)',
        '  3 | "leak": true',
        '    |         ^^^^',
        '        1:1  It begins here.',
        '        Do something about fake-leak.',
        '',
        '1 warning in 1 of 2 flows; 1 can be repaired with "lockkeeper fix"',
        '',
      ].join('\n'),
    );
  });

  it('puts what is said of a place below it where there is no room beside it', () => {
    const [item] = findingsIn('{"flow":1,\n "leak": true }');
    const file = `Workflows/${'a-long-name-'.repeat(5)}.json`;
    const related = item!.related.map((one) => ({
      ...one,
      file,
      message: 'It begins here and goes on for a while.',
    }));
    const lines = toText(inputOf([{ ...item!, related }]), { width: 80 }).split('\n');
    const at = lines.findIndex((line) => line.includes(file));
    expect(lines[at + 1]).toMatch(/^ +It begins here and goes on for a while\.$/);
  });

  it('shows a window of a long line, carets under the place', () => {
    const filler = '"a":"漢字 and more",'.repeat(2000);
    const text = toText(inputOf(findingsIn(`{"flow":1,${filler}"leak":true,${filler}"z":1}`)));
    const lines = text.split('\n');
    const at = lines.findIndex((line) => line.includes('"leak":true'));
    const source = lines[at]!;
    expect(columns(source)).toBeLessThanOrEqual(112);
    expect(source).toMatch(/\| ….*…$/);
    const carets = lines[at + 1]!;
    expect(carets.trimEnd().endsWith('^^^^')).toBe(true);
    expect(carets.indexOf('^')).toBe(columns(source.slice(0, source.indexOf('true'))));
  });

  it('marks the first line only of a place over many lines', () => {
    const [item] = findingsIn('{"flow":1,\n "leak": true }');
    const range = { start: item!.range.start, end: { line: 9, character: 0 } };
    const lines = toText(inputOf([{ ...item!, range }])).split('\n');
    expect(lines[3]).toBe('    |         ^^^^^^');
  });

  it('masks every secret of the line, also in the frame of another finding', () => {
    const text = toText(inputOf(findingsIn(`{"flow":1,"s":"${PLANTED}","leak":true}`)));
    expect(text).not.toContain(PLANTED);
    expect(text).not.toContain(PLANTED.slice(0, 8));
    expect(text.split('*'.repeat(PLANTED.length))).toHaveLength(3);
  });

  it('counts columns as editors do when there is a byte order mark', () => {
    const text = toText(inputOf(findingsIn('\uFEFF{"flow":1,"leak":true}')));
    expect(text).toContain('  1:18  warning');
    expect(text).toContain('  1 | {"flow":1,"leak":true}\n    |                  ^^^^\n');
  });

  it('makes control characters of the file harmless', () => {
    const text = toText(
      inputOf(findingsIn('{"flow":1,"\u001b[31m\u009b":1,"leak":true}', 'a\u001b[0m.json')),
    );
    expect(text).not.toMatch(/[\u001b\u009b]/);
  });

  it('wraps long messages', () => {
    const [item] = findingsIn('{"flow":1,"leak":true}');
    const message = 'word '.repeat(60).trim();
    const lines = toText(inputOf([{ ...item!, message, hint: message }]), { width: 80 }).split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(lines.join(' ').match(/word/g)).toHaveLength(120);
  });

  it('colours through the palette only', () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const palette = { ...PLAIN, warning: mark('w'), strong: mark('s') };
    const text = toText(inputOf(findingsIn('{"flow":1,"leak":true}')), { palette });
    expect(text).toContain('<s>a.json</s>');
    expect(text).toContain('<w>warning</w>  The step');
    expect(text).toContain('<w>^^^^</w>');
    expect(text).toContain('<w>1 warning</w> in');
  });

  it('lists what could not be checked', () => {
    const text = toText(inputOf([], [{ file: 'b.json', message: 'This is not a file.' }]));
    expect(text).toBe(
      'Could not be checked\n  b.json: This is not a file.\n\nNothing found in 2 flows; 1 problem reported above\n',
    );
  });
});

describe('summaryLine', () => {
  it('counts by severity and by file', () => {
    const [item] = findingsIn('{"flow":1,"leak":true}');
    const items = [
      { ...item!, severity: 'error' as const, fix: null },
      { ...item!, severity: 'error' as const, file: 'b.json' },
      { ...item!, severity: 'info' as const, file: 'b.json', fix: 'review' as const },
    ];
    const input = { ...inputOf(items), flows: 14 };
    expect(summaryLine(input)).toBe(
      '2 errors, 1 info in 2 of 14 flows; 1 can be repaired with "lockkeeper fix", 1 more after a review in the editor',
    );
  });

  it('tells of repairs once, however many findings have one', () => {
    const [item] = findingsIn('{"flow":1,"leak":true}');
    const review = { ...item!, fix: 'review' as const };
    const text = toText(inputOf([item!, item!, review]));
    expect(text.match(/lockkeeper fix/g)).toHaveLength(1);
    expect(text.match(/fake-leak, safe fix\)/g)).toHaveLength(2);
    expect(text.match(/fake-leak, fix to review\)/g)).toHaveLength(1);
    expect(summaryLine(inputOf([review]))).toContain('; 1 can be repaired after a review in the editor');
  });

  it('says so when nothing was there', () => {
    expect(summaryLine({ ...inputOf([]), flows: 0 })).toBe('No flow found');
    expect(summaryLine({ ...inputOf([]), flows: 1 })).toBe('Nothing found in 1 flow');
  });
});

it('printable keeps ordinary text', () => {
  expect(printable('a\tä漢😀"')).toBe('a  ä漢😀"');
});
