import { describe, expect, it } from 'vitest';
import { findingsIn, inputOf } from '../../../../../test/cli/support/reportInput.ts';
import { ORDERS } from '../../../../../test/harness/hostileNames.ts';
import { azureCommand, githubCommand, ordersIn } from '../../../../../test/harness/logCommands.ts';
import type { ReportFinding } from '../reportInput.ts';
import { toAzure } from './azure.ts';
import { toGithub } from './github.ts';

const [LEAK] = findingsIn('{\n  "flow": 1, "leak": true\n}', 'Workflows/a, b: 50% ü.json');
const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
const times = (number: number, change: Partial<ReportFinding>): ReportFinding[] =>
  Array.from({ length: number }, (_, index) => ({ ...LEAK!, ...change, message: `Finding ${index}.` }));
const fails = ({ severity }: ReportFinding): boolean => severity === 'error';

describe('annotations of GitHub', () => {
  it('say exactly where and what', () => {
    const [first] = lines(toGithub(inputOf([LEAK!]), {}));
    const { name, properties, data } = githubCommand(first!)!;
    expect({ name, data, properties: Object.fromEntries(properties) }).toEqual({
      name: 'warning',
      data: 'The step shows fake-leak. Do something about fake-leak.',
      properties: {
        file: 'Workflows/a, b: 50% ü.json',
        ...{ line: '2', col: '22', endLine: '2', endColumn: '26' },
        title: 'fake-leak',
      },
    });
  });

  it('have no columns over several lines', () => {
    const end = { line: 9, character: 3 };
    const item = { ...LEAK!, range: { start: LEAK!.range.start, end } };
    const { properties } = githubCommand(lines(toGithub(inputOf([item]), {}))[0]!)!;
    expect([...properties.keys()]).toEqual(['file', 'line', 'endLine', 'title']);
  });

  it('do not count a byte order mark', () => {
    const [item] = findingsIn('\uFEFF{"flow":1,"leak":true}');
    const { properties } = githubCommand(lines(toGithub(inputOf([item!]), {}))[0]!)!;
    expect(properties.get('col')).toBe('18');
  });

  it('come the worst first, ten of a kind, and say in the tenth notice what is left', () => {
    const items = [
      ...times(12, { severity: 'info' }),
      ...times(11, { severity: 'warning' }),
      ...times(3, { severity: 'error' }),
    ];
    const all = lines(toGithub(inputOf(items), {}));
    const commands = all.flatMap((line) => githubCommand(line) ?? []);
    const kinds = commands.map(({ name }) => name);
    expect(kinds).toEqual([
      ...Array.from({ length: 3 }, () => 'error'),
      ...Array.from({ length: 10 }, () => 'warning'),
      ...Array.from({ length: 10 }, () => 'notice'),
    ]);
    expect(commands.at(-1)!.data).toBe(
      '4 more findings (1 warning, 3 notices): the log of this step lists all of them.',
    );
    expect(all.filter((line) => line.includes('Finding 10.'))).toHaveLength(2);
    expect(all.at(-1)).toBe(
      '3 errors, 11 warnings, 12 info in 1 of 2 flows; 26 can be repaired with "lockkeeper fix"',
    );
    expect(lines(toGithub(inputOf(items), { beside: true }))).toHaveLength(23);
  });

  it('tell what could not be checked, and nothing that the baseline knows', () => {
    const input = inputOf([{ ...LEAK!, baseline: 'unchanged' }], [{ file: 'b.json', message: 'No.' }]);
    expect(lines(toGithub(input, { summary: false }))).toEqual([
      '::warning file=b.json,title=Could not be checked::No.',
    ]);
  });
});

describe('issues of Azure Pipelines', () => {
  it('say exactly where and what', () => {
    const item = { ...LEAK!, file: 'a; [b] 50%3B.json', message: 'It shows %0A; [x].' };
    const { name, properties, data } = azureCommand(lines(toAzure(inputOf([item]), { fails }))[0]!)!;
    expect({ name, data, properties: Object.fromEntries(properties) }).toEqual({
      name: 'task.logissue',
      data: 'It shows %0A; [x]. Do something about fake-leak.',
      properties: {
        type: 'warning',
        sourcepath: 'a; [b] 50%3B.json',
        ...{ linenumber: '2', columnnumber: '22', code: 'fake-leak' },
      },
    });
  });

  const namesOf = (items: readonly ReportFinding[], more: object = {}): string[] =>
    ordersIn(toAzure(inputOf(items), { fails, ...more })).map(({ name }) => name);

  it('complete the task with issues where there are some and none fails', () => {
    const warning = times(1, {});
    expect(namesOf(warning)).toEqual(['task.logissue', 'task.complete']);
    expect(namesOf([...warning, ...times(1, { severity: 'error' })])).toEqual([
      'task.logissue',
      'task.logissue',
    ]);
    expect(namesOf(times(1, { severity: 'info' }))).toEqual([]);
    expect(namesOf([])).toEqual([]);
    expect(namesOf(warning, { beside: true })).toEqual(['task.logissue']);
  });

  it('show a summary that was written', () => {
    expect(toAzure(inputOf([]), { fails, summaryFile: '/x/s 50%.md' })).toContain(
      '##vso[task.uploadsummary]/x/s 50%AZP25.md\n',
    );
  });
});

describe.each(ORDERS)('a step named %j', (name) => {
  const items = times(11, {}).map((item) => ({
    ...item,
    ...{ message: `The step "${name}" shows it.`, hint: name, file: `Workflows/${name}.json` },
  }));
  const input = inputOf(items, [{ file: name, message: name }]);

  it('gives no orders to GitHub', () => {
    for (const beside of [false, true])
      for (const { name: order, properties } of ordersIn(toGithub(input, { beside }))) {
        expect(['warning', 'notice']).toContain(order);
        expect(['fake-leak', 'Could not be checked', 'Lockkeeper']).toContain(properties.get('title'));
        expect([undefined, '2']).toContain(properties.get('line'));
      }
  });

  it('gives no orders to Azure Pipelines', () => {
    const orders = ordersIn(toAzure(input, { fails }));
    expect(orders.map((one) => one.name)).toEqual([
      ...Array.from({ length: 12 }, () => 'task.logissue'),
      'task.complete',
    ]);
    for (const { properties } of orders.slice(0, 12))
      expect(['fake-leak', 'Could not be checked']).toContain(properties.get('code'));
  });
});
