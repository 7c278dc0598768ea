import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../../../test/harness/csv.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import type { Column } from './columns.ts';
import { toCsv } from './csv.ts';
import { markdownText, toMarkdownTable } from './markdownTable.ts';
import { masker, secretTexts } from './maskTexts.ts';
import { fittingColumns, toTextTable } from './textTable.ts';

type Row = readonly [string, string | number];
const COLUMNS: readonly Column<Row>[] = [
  { title: 'Name', value: ([name]) => name },
  { title: 'Number, of "steps"', value: ([, number]) => number },
];

describe('toCsv', () => {
  it('begins with a byte order mark and ends its lines as RFC 4180 says', () => {
    const text = toCsv(COLUMNS, [['Grüße, "Welt"', 3]]);
    expect(text).toBe('\uFEFFName,"Number, of ""steps"""\r\n"Grüße, ""Welt""",3\r\n');
  });

  it('is read back as it was', () => {
    const rows: Row[] = [
      ['plain', 0],
      ['a,b;c', 1],
      ['"quoted"', 2],
      [' blank ', 3],
      ['', 4],
      ['Übersicht – 日本語 😀', 5],
    ];
    const [head, ...read] = parseCsv(toCsv(COLUMNS, rows));
    expect(head).toEqual(['Name', 'Number, of "steps"']);
    expect(read).toEqual(rows.map(([name, number]) => [name, String(number)]));
  });

  it('keeps names from being read as formulas, and control characters out', () => {
    const names = [
      '=1+1',
      '+1',
      '-1',
      '@sum',
      '\t=1',
      '\r=1',
      '\n=1',
      ' =1',
      '＝1',
      '＋1',
      '－1',
      '＠x',
      "=cmd|' /C calc'!A0",
    ];
    const read = parseCsv(
      toCsv(
        COLUMNS,
        names.map((name): Row => [name, 1]),
      ),
    ).slice(1);
    for (const [name] of read) expect(name).toMatch(/^'/);
    expect(read).toHaveLength(names.length);
    expect(parseCsv(toCsv(COLUMNS, [['a\r\nb\u0000', 1]]))[1]![0]).toBe('a\uFFFD\uFFFDb\uFFFD');
    expect(parseCsv(toCsv(COLUMNS, [['a=b', 1]]))[1]![0]).toBe('a=b');
    // Where the semicolon separates cells.
    expect(parseCsv(toCsv(COLUMNS, [['a;=b', 1]]))[1]![0]).toBe("a;'=b");
    expect(parseCsv(toCsv(COLUMNS, [['a; @b;c', 1]]))[1]![0]).toBe("a;' @b;c");
  });
});

describe('markdownText', () => {
  it('shows exactly the text', () => {
    expect(markdownText('a|b')).toBe('a\\|b');
    expect(markdownText('<img src=x onerror=1>')).toBe('&lt;img src=x onerror=1&gt;');
    expect(markdownText('[a](javascript:1)')).toBe('\\[a\\](javascript:1)');
    expect(markdownText('**x** `y` _z_ ~w~ a_b')).toBe('\\*\\*x\\*\\* \\`y\\` \\_z\\_ \\~w\\~ a_b');
    expect(markdownText('https://a.example www.b.example c@d.example')).toBe(
      'https&#58;//a.example www&#46;b.example c`@`d.example',
    );
    expect(markdownText('one\r\ntwo\u202e')).toBe('one  two');
    expect(markdownText('&#60;b&#62;')).toBe('&amp;`#`60;b&amp;`#`62;');
    expect(markdownText('@team @@x @#1 !2 GH-3 #4 # x $a$ `@`')).toBe(
      '`@`team `@@`x `@#`1 `!`2 GH`-`3 `#`4 # x \\$a\\$ \\``@`\\`',
    );
    expect(markdownText('# no heading')).toBe('\\# no heading');
    expect(markdownText('1. no list')).toBe('1\\. no list');
  });

  it('keeps a table a table', () => {
    expect(toMarkdownTable(COLUMNS, [['a|b\nc', 3]])).toBe(
      '| Name | Number, of "steps" |\n| --- | ---: |\n| a\\|b c | 3 |\n',
    );
  });
});

describe('toTextTable', () => {
  const rows: Row[] = [
    ['A flow with a rather long name', 3],
    ['漢字の流れ', 12],
  ];
  const columns: readonly Column<Row>[] = [COLUMNS[0]!, { title: 'Steps', value: ([, number]) => number }];

  it('is as wide as it gets where no width is known', () => {
    expect(toTextTable(columns, rows)).toEqual([
      'Name                            Steps',
      'A flow with a rather long name      3',
      '漢字の流れ                         12',
    ]);
  });

  it('cuts the widest column, and no wide character in two', () => {
    expect(toTextTable(columns, rows, { width: 16, indent: ' ' })).toEqual([
      ' Name      Steps',
      ' A fl…ame      3',
      ' 漢字…れ      12',
    ]);
    expect(toTextTable(columns, rows, { width: 1 })[1]).toBe('A fl…ame      3');
  });

  const row = (what: string): Named => [
    `Contoso Sales and Service order ${what} notification for teams`,
    'When an order is created in Dataverse',
    'Dataverse (premium), Office 365 Outlook (standard), Teams (standard)',
    1,
  ];
  type Named = readonly [string, string, string, number];
  const NAMED: readonly Column<Named>[] = [
    { title: 'Flow', isKey: true, value: ([name]) => name },
    { title: 'Started by', value: ([, by]) => by },
    { title: 'Connectors', leaves: 1, value: ([, , connectors]) => connectors },
    { title: 'Errors', value: (one) => one[3] },
  ];

  it('cuts what tells rows apart last, and so that they still differ', () => {
    const lines = toTextTable(NAMED, ['created', 'deleted'].map(row), { width: 64 });
    expect(lines).toEqual([
      'Flow                              Started by  Connectors  Errors',
      'Contoso Sa…rder created notific…  When …erse  Datav…ard)       1',
      'Contoso Sa…rder deleted notific…  When …erse  Datav…ard)       1',
    ]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(64);
  });

  it('leaves columns out before it cuts what tells rows apart to nothing', () => {
    const rows = ['created', 'deleted'].map(row);
    expect(fittingColumns(NAMED, rows, 80).left).toEqual([]);
    expect(fittingColumns(NAMED, rows, 45).left).toEqual(['Connectors']);
    expect(fittingColumns(NAMED, rows, undefined).shown).toEqual(NAMED);
  });

  const wide = (size: number): Row[] => Array.from({ length: size }, () => ['x'.repeat(500), 1]);

  it('takes time linear in its rows, columns and texts', () => {
    const many = (size: number) => Array.from({ length: size }, () => columns[0]!);
    const table = (across: number, down: Row[]): string[] => toTextTable(many(across), down, { width: 100 });
    expect(table(40, wide(200))).toHaveLength(201);
    expectLinear((size) => table(10, wide(size)), 50);
    expectLinear((size) => table(size, wide(20)), 20);
    expectLinear((size) => table(10, [['x'.repeat(size), 1]]), 1_000);
  });
});

describe('masks', () => {
  it('hide secret texts wherever they occur, the longer ones first', () => {
    const secret = 'not' + '-a-real-' + 'key';
    const text = JSON.stringify({ a: `x"${secret}` });
    const start = text.indexOf('x');
    const texts = secretTexts(text, { spans: [{ start, end: text.length - 2 }], inPointers: [] });
    expect(texts).toContain(`x"${secret}`);
    const mask = masker([...texts, secret]);
    expect(mask(`Call with x"${secret}, ${secret}`)).toBe('Call with ***, ***');
    expect(masker([])('same')).toBe('same');
    expect(secretTexts('"ab"', { spans: [{ start: 1, end: 3 }], inPointers: [] })).toEqual([]);
  });
});
