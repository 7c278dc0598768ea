import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindOf } from '../kinds.ts';
import { parseCsv } from './csv.ts';
import { readDeploymentSettings } from './deploymentSettings.ts';
import { readInventory } from './inventory.ts';
import { blankComments, parseJsonWithComments } from './jsonWithComments.ts';

const CSV = 'file:///repo/flows.csv';

describe('names of files', () => {
  it.each([
    ['CODEOWNERS', 'codeOwners'],
    ['.github/CODEOWNERS', 'codeOwners'],
    ['codeowners', undefined],
    ['MYCODEOWNERS', undefined],
    ['flow-owners.json', 'flowOwners'],
    ['Flow-Owners.JSON', 'flowOwners'],
    ['inventory/owner-roles.json', 'inventory'],
    ['docs/Flow%20inventory.csv', 'inventory'],
    ['workflows.json', 'inventory'],
    ['data.csv', undefined],
    ['data.json', undefined],
    ['workflow.json', undefined],
    ['flow.schema.json', undefined],
    ['My flow-0a1b2c3d-1111-2222-3333-444455556666.json', undefined],
    ['Workflows/owners.json', 'flow'],
    ['flowSettings.json', 'settings'],
    ['flow.ts', undefined],
  ])('%s: %s', (path, kind) => {
    expect(kindOf(`file:///repo/${path}`)).toBe(kind);
  });
});

describe('CSV', () => {
  const values = (text: string): string[][] =>
    parseCsv(CSV, text).rows.map((row) => row.map((one) => one.value));

  it.each<[string, string[][]]>([
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      '\ufeffa;b\n"x;""y""";\n',
      [
        ['a', 'b'],
        ['x;"y"', ''],
      ],
    ],
    [
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['sep=|\na|b,c\n', [['a', 'b,c']]],
    [
      '"a","b\nc"\n\n\n1 , 2 ',
      [
        ['a', 'b\nc'],
        ['1', '2'],
      ],
    ],
    ['a,', [['a', '']]],
    ['', []],
    ['"a"junk,b', [['a', 'b']]],
  ])('%j', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  it('reads back what was written, with exact places', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', ';', 'ü'), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(table, (rows) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
          .join('\r\n');
        expect(values(text)).toEqual(rows);
        for (const { value, span } of parseCsv(CSV, text).rows.flat())
          expect(text.slice(span.start, span.end).replaceAll('""', '"')).toBe(value);
      }),
    );
  });

  it('never throws and keeps places in the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' ') }), (text) => {
        for (const { span } of parseCsv(CSV, text).rows.flat()) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe('JSON with comments', () => {
  it('blanks comments and nothing else', () => {
    const text = '\ufeff{ "a": "x // y /* z", // c\r\n /* b\n "c" */ "b\\"//": 1 } // end';
    const blank = blankComments(text);
    expect(blank).toHaveLength(text.length);
    expect(JSON.parse(blank.slice(1))).toEqual({ a: 'x // y /* z', 'b"//': 1 });
  });

  it.each([
    ['{"a":[1,2,],}', undefined],
    ['{"a":1, // x\n}', undefined],
    ['[,]', 'damage'],
    ['{"a":1,,}', 'damage'],
    ['{"a":1', 'damage'],
    ['', 'damage'],
  ])('%j', (text, expected) => {
    expect(parseJsonWithComments(text).damage && 'damage').toBe(expected);
  });

  it('tells damage behind very many comments', () => {
    expect(parseJsonWithComments(`${'// x\n'.repeat(500)}{"a" 1}`).damage).toBeDefined();
  });

  it('never throws and keeps offsets', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '/', '*', '\\', '\n', '{', '}', ',', 'a') }),
        (text) => {
          expect(parseJsonWithComments(text).tree.text).toHaveLength(text.length);
        },
      ),
    );
  });
});

describe('what stands far into a file', () => {
  const PADDING = ' '.repeat(1_000_000);

  it('tells an inventory, and settings for a deployment', () => {
    const id = '0a1b2c3d-1111-2222-3333-444455556666';
    const list = JSON.stringify([{ FlowName: id, PrincipalObjectId: id, RoleType: 'Owner' }]);
    const plain = readInventory('file:///repo/flow-owners-list.json', list).facts;
    expect(plain).toBeDefined();
    expect(readInventory('file:///repo/flow-owners-list.json', PADDING + list).facts).toBeDefined();
    const settings = JSON.stringify({ EnvironmentVariables: [{ SchemaName: 'abc_Key', Value: 'x' }] });
    expect(readDeploymentSettings('file:///repo/settings.json', PADDING + settings).facts).toBeDefined();
  });

  it('tells a table by a column behind long ones', () => {
    const table = (head: string): string =>
      `${head}Flow ID,Owner\n${head}0a1b2c3d-1111-2222-3333-444455556666,jane@contoso.example\n`;
    expect(readInventory(CSV, table('')).facts).toBeDefined();
    expect(readInventory(CSV, table(`${'x'.repeat(50_000)},`)).facts).toBeDefined();
  });
});

describe('other files with such names', () => {
  it.each([
    ['flow.json', '{"workflowId": "a", "steps": []}'],
    ['flow.json', '[{"principalObjectId": 1}]'],
    ['owners.json', '["a"]'],
    ['flows.csv', 'Flow,Owner\nNotify,Jane\n'],
    ['cashflow.csv', 'Year,Cash flow\n2024,3\n'],
    ['flows.csv', ''],
  ])('%s is nothing', (name, text) => {
    expect(readInventory(`file:///repo/${name}`, text)).toEqual({ facts: undefined, problems: [] });
  });
});
