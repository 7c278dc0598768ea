import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../../test/harness/fakes.ts';
import { flowText } from '../../../../../../test/harness/flowBuilder.ts';
import { MANIFEST } from '../../../solution/testing.ts';
import { checklistHead, rowOf, rowsBelow, safeBelow, type ViewOptions } from '../index.ts';
import { allRows, linesOf, workspaceOf } from '../testing.ts';
import { textFilter } from './filter.ts';

const http = (uri: string, headers = {}, runAfter = {}) => ({
  type: 'Http',
  runAfter,
  inputs: { method: 'GET', uri, headers },
});

const id = (at: number): string => `0a1b2c3d-1111-2222-3333-00000000000${at}`;
const file = (root: string, name: string, at: number): string =>
  `${root}/Workflows/${name}-${id(at).toUpperCase()}.json`;
const CLEAN = flowText(
  { actions: { Note: { type: 'Compose', runAfter: {}, inputs: 'x' } }, spareConnections: false },
  undefined,
);

/** Two flows with findings and one without. */
const FOLDER = {
  'src/Other/Solution.xml': MANIFEST,
  'src/Other/Customizations.xml': '<ImportExportXml><Workflows /></ImportExportXml>',
  [file('src', 'Orders', 1)]: flowText(
    {
      actions: {
        Call_ERP: http('https://contoso.example/a', { 'x-api-key': FAKES.hex32! }),
        Ask_stock: http('http://contoso.example/b', {}, { Call_ERP: ['Succeeded'] }),
      },
    },
    undefined,
  ),
  [file('src', 'Invoices', 2)]: flowText(
    { actions: { Post_invoice: http('https://contoso.example/c', { 'x-api-key': FAKES.hex32! }) } },
    undefined,
  ),
  [file('src', 'Stock', 3)]: CLEAN,
};

const TWO = {
  ...FOLDER,
  'more/Other/Solution.xml': MANIFEST.replaceAll('NotifySolution', 'MoreSolution'),
  'more/Other/Customizations.xml': '<ImportExportXml><Workflows /></ImportExportXml>',
  [file('more', 'Letters', 4)]: flowText({ actions: { Ask: http('http://contoso.example/d') } }, undefined),
};

const workspace = workspaceOf(FOLDER);
const shown = (options: ViewOptions) => linesOf(workspace, 'checklist', options);
/** Without the files beside the flows, of which the made-up solution says a lot. */
const flowsOf = (lines: readonly string[]) => lines.filter((one) => !one.includes('[files]'));

describe('by severity', () => {
  it('leads from the severity over the flow to the finding', () => {
    const lines = flowsOf(shown({ groupBy: 'severity' }));
    const errors = lines.slice(
      0,
      lines.findIndex((one, at) => at > 0 && /^\S/.test(one)),
    );
    expect(errors).toEqual([
      expect.stringMatching(/^\[error\] Errors \| \d+$/),
      '  [zap] Orders | 2 errors',
      '    [error] Call ERP | holds an API key in its header "x-api-key"',
      '    [error] Ask stock | calls its address over http, without encryption',
      '  [zap] Invoices | 1 error',
      '    [error] Post invoice | holds an API key in its header "x-api-key"',
    ]);
  });

  it('names the solution where there are several', () => {
    const lines = linesOf(workspaceOf(TWO), 'checklist', { groupBy: 'severity' });
    expect(lines).toContain('  [zap] Letters | 1 error · MoreSolution');
    expect(lines).toContain('  [zap] Orders | 2 errors · NotifySolution');
  });
});

describe('by rule', () => {
  it('begins with the worst rule, and among those with the one with the most', () => {
    const lines = shown({ groupBy: 'rule' });
    expect(lines.slice(0, 5)).toEqual([
      '[error] hardcoded-secret | 2 errors',
      '  [error] Call ERP | Orders · holds an API key in its header "x-api-key"',
      '  [error] Post invoice | Invoices · holds an API key in its header "x-api-key"',
      '[error] insecure-url | 1 error',
      '  [error] Ask stock | Orders · calls its address over http, without encryption',
    ]);
    const [first] = rowsBelow(workspace, 'checklist', undefined, { groupBy: 'rule' })!;
    expect(first?.ariaLabel).toBe(
      'hardcoded-secret, A trigger or step holds a secret in plain text, 2 errors',
    );
  });
});

it('all groupings tell the same findings, and their ids lead back to their rows', () => {
  const seen = new Set<string>();
  const lists = (['flow', 'severity', 'rule'] as const).map((groupBy) => {
    const rows = allRows(workspace, 'checklist', { groupBy }).map(([, row]) => row);
    for (const row of rows) {
      expect(rowOf(workspace, row.id)).toEqual(row);
      expect(seen.has(row.id)).toBe(false);
      seen.add(row.id);
    }
    return rows
      .filter((one) => one.kind === 'finding')
      .map((one) => `${one.copy} ${one.place?.uri} ${one.place?.span?.start}`)
      .sort();
  });
  expect(lists[0]!.length).toBeGreaterThan(3);
  expect(lists[1]).toEqual(lists[0]);
  expect(lists[2]).toEqual(lists[0]);
});

it('a few solutions are open from the start', () => {
  const rows = rowsBelow(workspaceOf(TWO), 'checklist', undefined)!;
  expect(rows.map((one) => one.children)).toEqual(['expanded', 'expanded']);
});

it('what is no grouping is by flow', () => {
  const odd = { groupBy: '__proto__' } as unknown as ViewOptions;
  expect(shown(odd)).toEqual(shown({}));
});

describe('a filter', () => {
  it('leaves the findings that it is about, with the rows above them', () => {
    expect(shown({ filter: 'api KEY invoices' })).toEqual([
      '[package] NotifySolution | 1 error · 3 flows',
      '  [error] Invoices | 1 error',
      '    [error] Secrets in a vault | 1 error',
      '      [error] Post invoice | holds an API key in its header "x-api-key"',
    ]);
    expect(shown({ filter: 'insecure-url', groupBy: 'rule' })).toEqual([
      '[error] insecure-url | 1 error',
      '  [error] Ask stock | Orders · calls its address over http, without encryption',
    ]);
  });

  it('leaves a flow whole that it names', () => {
    const all = shown({});
    const from = all.indexOf('  [error] Orders | 2 errors');
    const whole = all.slice(
      from,
      all.findIndex((one, at) => at > from && /^ {2}\S/.test(one)),
    );
    const left = shown({ filter: 'orders' });
    expect(left.slice(1)).toEqual(whole);
    expect(whole.length).toBeGreaterThan(6);
  });

  it('leaves a point whole that it names', () => {
    const lines = shown({ filter: 'stock failures' }).slice(1);
    expect(lines[0]).toMatch(/^ {2}\[\w+\] Stock/);
    expect(lines[1]).toContain('Failures are reported');
    expect(lines).toHaveLength(2);
  });

  it('of nothing but blanks is none, and one that nothing fits leaves no row', () => {
    expect(shown({ filter: ' \t ' })).toEqual(shown({}));
    expect(shown({ filter: 'no-such-thing' })).toEqual([]);
    expect(shown({ filter: 7 as unknown as string })).toEqual(shown({}));
  });

  it('is no pattern', () => {
    expect(textFilter('.* [')?.('abc')).toBe(false);
    expect(textFilter('.* [')?.('x.*', 'y[')).toBe(true);
    expect(textFilter('__proto__')?.('abc')).toBe(false);
  });
});

describe('what stands above the rows', () => {
  it('says how many flows are clean, and counts the errors that the rows show', () => {
    expect(checklistHead(workspace, {})).toMatchObject({ message: '1 of 3 flows clean.' });
    const counted = (options: ViewOptions) =>
      allRows(workspace, 'checklist', { ...options, groupBy: 'rule' }).filter(
        ([, row]) => row.kind === 'finding' && row.severity === 'error',
      ).length;
    for (const options of [{}, { filter: 'erp' }, { onlyProblems: true }])
      expect(checklistHead(workspace, options).errors).toBe(counted(options));
    expect(counted({})).toBeGreaterThan(counted({ filter: 'erp' }));
  });

  it('says that a filter is on, and what it leaves', () => {
    const { message } = checklistHead(workspace, { filter: ' call   erp ' });
    expect(message).toMatch(/^1 of 3 flows clean\. Filter "call erp": 1 of \d+ findings\.$/);
    expect(checklistHead(workspace, { onlyProblems: true }).message).toBe(
      '1 of 3 flows clean. Only what needs a look is shown.',
    );
  });

  it('is nothing where there is no row: the view says why', () => {
    expect(checklistHead(workspace, { filter: 'no-such-thing' })).toMatchObject({
      message: undefined,
      errors: 0,
    });
    expect(checklistHead(workspaceOf({}), {})).toMatchObject({ message: undefined, errors: 0 });
  });

  it('of clean flows says so', () => {
    const head = (names: readonly string[]) =>
      checklistHead(
        workspaceOf(Object.fromEntries(names.map((name, at) => [file('src', name, at), CLEAN]))),
        {},
      ).message;
    expect(head(['Stock'])).toBe('The only flow is clean.');
    expect(head(['Stock', 'More'])).toBe('All 2 flows are clean.');
  });
});

describe('safe repairs', () => {
  const READ = {
    type: 'OpenApiConnection',
    runAfter: {},
    inputs: {
      host: {
        connectionName: 'shared_keyvault',
        operationId: 'GetSecret',
        apiId: '/providers/Microsoft.PowerApps/apis/shared_keyvault',
      },
      parameters: { secretName: 'x' },
    },
  };
  const reading = workspaceOf({
    [file('src', 'Orders', 1)]: flowText({ actions: { Get_key: READ }, spareConnections: false }, undefined),
    [file('src', 'Stock', 3)]: CLEAN,
  });

  it('are counted above them, and told in the tooltip', () => {
    const rows = allRows(reading, 'checklist').map(([, row]) => row);
    const counted = rows.filter((one) => one.safe !== undefined);
    expect(counted.map((one) => `${one.kind} ${one.label} ${one.safe}`)).toEqual([
      'solution Outside of solutions 1',
      'flow Orders 1',
      'point Secured inputs and outputs 1',
    ]);
    for (const row of counted) expect(row.tooltip).toContain('1 finding can be repaired safely.');
    expect(checklistHead(reading, {}).safe).toBe(1);
    expect(checklistHead(reading, { filter: 'stock' }).safe).toBe(0);
  });

  it('are those below the row, as the options leave them', () => {
    for (const groupBy of ['flow', 'severity', 'rule'] as const)
      for (const [, row] of allRows(reading, 'checklist', { groupBy }))
        if (row.kind !== 'finding')
          expect(safeBelow(reading, row.id, { groupBy })?.findings).toHaveLength(row.safe ?? 0);
    expect(safeBelow(reading, undefined, {})?.findings.map((one) => one.ruleId)).toEqual([
      'secret-read-unsecured',
    ]);
    expect(safeBelow(reading, undefined, { filter: 'stock' })?.findings).toEqual([]);
    expect(safeBelow(reading, 'checklist/gone', {})).toBeUndefined();
  });
});
