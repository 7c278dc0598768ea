// Completion at the places of a flow whose values are listed elsewhere: run-after, connections, operations, child flows, new steps.
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { frameFlow } from '../../../../../test/harness/flowFrame.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { completionsAt, documentationOf } from './index.ts';
import { CARET, FORMS, look, offered, offsetOfCaret, take } from './testing.ts';

const FLOW = `{
  "triggers": { "Recurrence": { "type": "Recurrence", "recurrence": { "frequency": "Day", "interval": 1 } } },
  "actions": {
    "Total": { "type": "InitializeVariable", "inputs": { "variables": [{ "name": "total", "type": "integer" }] }, "runAfter": {} },
    "Names": { "type": "InitializeVariable", "inputs": { "variables": [{ "name": "names", "type": "array" }] }, "runAfter": { "Total": ["Succeeded"] } },
    "Send": { "type": "OpenApiConnection", "inputs": { "host": { "connectionName": "shared_office365", "operationId": "SendEmailV2", "apiId": "/providers/Microsoft.PowerApps/apis/shared_office365" }, "parameters": { "emailMessage/To": "a@contoso.example" } }, "runAfter": { "Names": ["Succeeded"] } },
    "Get": { "type": "OpenApiConnection", "inputs": { "host": { "connectionName": "shared_sql", "operationId": "GetItems_V2", "apiId": "/providers/Microsoft.PowerApps/apis/shared_sql" }, "parameters": {} }, "runAfter": { "Send": ["Succeeded"] } },
    "Own": { "type": "OpenApiConnection", "inputs": { "host": { "connectionName": "shared_own", "operationId": "Look", "apiId": "/providers/Microsoft.PowerApps/apis/shared_own" }, "parameters": { "where": 1 } }, "runAfter": { "Get": ["Succeeded"] } },
    "Count": { "type": "IncrementVariable", "inputs": { "name": "total", "value": 1 }, "runAfter": { "Own": ["Succeeded"] } },
    "Empty": { "type": "Scope", "actions": {}, "runAfter": { "Count": ["Succeeded", "Failed"] } },
    "Side": { "type": "Compose", "inputs": 1, "runAfter": { "Total": ["Succeeded"] } }
  }
}`;
const whole = frameFlow(FLOW).text;

/** The flow with one text of it replaced; `|` in the other is the caret. */
function edited(form: (text: string) => string, from: string, to: string) {
  expect(whole.split(from)).toHaveLength(2);
  return offsetOfCaret(
    whole.replace(from, () => to.replace('|', CARET)),
    form,
  );
}

/** `[name, text of the flow, what it becomes, first labels, item, the text with it]`. */
type Row = readonly [
  name: string,
  from: string,
  to: string,
  first: readonly string[],
  item?: string,
  gives?: string,
];

const ROWS: readonly Row[] = [
  [
    'the key of run-after',
    '"runAfter": { "Own": ["Succeeded"] }',
    '"runAfter": { "|": ["Failed"] }',
    ['Side', 'Own'],
    'Own',
    '"Own": ["Failed"]',
  ],
  [
    'an empty run-after',
    '"runAfter": { "Own": ["Succeeded"] }',
    '"runAfter": { | }',
    ['Side', 'Own'],
    'Own',
    '"Own": ["Succeeded"]',
  ],
  [
    'a second key of run-after',
    '"runAfter": { "Own": ["Succeeded"] }',
    '"runAfter": { "Own": ["Succeeded"], "|" }',
    ['Side', 'Get'],
    'Side',
    '"Side": ["Succeeded"]',
  ],
  [
    'behind a key of run-after',
    '"runAfter": { "Own": ["Succeeded"] }',
    '"runAfter": { "Own": ["Succeeded"] | }',
    ['Side', 'Get'],
    'Side',
    ', "Side": ["Succeeded"]',
  ],
  [
    'before a key of run-after',
    '"runAfter": { "Own": ["Succeeded"] }',
    '"runAfter": { | "Own": ["Succeeded"] }',
    ['Side', 'Get'],
    'Side',
    '"Side": ["Succeeded"],',
  ],
  [
    'a status',
    '["Succeeded", "Failed"]',
    '["Succeeded", "|"]',
    ['Failed', 'Skipped', 'TimedOut'],
    'TimedOut',
    '"TimedOut"',
  ],
  [
    'an empty place among statuses',
    '["Succeeded", "Failed"]',
    '["Succeeded", |]',
    ['Failed', 'Skipped', 'TimedOut'],
    'Failed',
    '"Failed"',
  ],
  [
    'the variable of a step that counts',
    '"name": "total", "value"',
    '"name": "|", "value"',
    ['total'],
    'total',
    '"total"',
  ],
  [
    'a connection',
    '"connectionName": "shared_sql"',
    '"connectionName": "|"',
    ['shared_sql'],
    'shared_office365',
    '"shared_office365"',
  ],
  [
    'an operation',
    '"operationId": "GetItems_V2"',
    '"operationId": "Get|"',
    [],
    'GetItems_V2',
    '"GetItems_V2"',
  ],
  [
    'a parameter',
    '"emailMessage/To": "a@contoso.example"',
    '"emailMessage/To": "x", "|"',
    ['emailMessage/Subject', 'emailMessage/Body'],
    'emailMessage/Subject',
    '"emailMessage/Subject": "$1"',
  ],
  [
    'the value of a parameter',
    '"emailMessage/To": "a@contoso.example"',
    '"emailMessage/Importance": "|"',
    ['Low', 'Normal', 'High'],
    'High',
    '"High"',
  ],
];

describe.each(FORMS)('completion in the structure of a flow, %s', (_, form) => {
  it.each(ROWS.map((row) => [row[0], row] as const))('%s', (_title, [, from, to, first, item, gives]) => {
    const { text, offset } = edited(form, from, to);
    const { found, items, labels } = offered(text, offset);
    expect(labels.slice(0, first.length).sort()).toEqual([...first].sort());
    if (item === undefined) return;
    const chosen = items.find(({ label }) => label === item);
    expect(chosen, `${item} among ${labels.slice(0, 20).join(', ')}`).toBeDefined();
    const result = take(text, chosen!, found!.replace);
    expect(result.replaceAll('\\/', '/').replace(/\s+/g, ' ')).toContain(gives);
    expect(() => JSON.parse(result.replace(/^\ufeff/, ''))).not.toThrow();
    expect(text.slice(found!.replace.start, found!.replace.end)).not.toMatch(/[\r\n]/);
  });

  it('whole steps, behind the last one, under a name of their own', () => {
    for (const [from, to] of [
      ['"actions": {}', '"actions": { | }'],
      ['"actions": {}', '"actions": { "|" }'],
      ['"Side": {', '| "Side": {'],
      ['"actions": {}', '"actions": {|}'],
    ] as const) {
      const { text, offset } = edited(form, from, to);
      const { found, items } = offered(text, offset);
      for (const item of items) {
        const filled = item.newText
          .replace(/\$\{\d:([^}]*)\}/g, '$1')
          .replace(/\$\{\d\|([^,|]*)[^}]*\}/g, '$1')
          .replace(/\$\d/g, 'x')
          .replaceAll('\\$', '$')
          .replaceAll('\\\\', '\\')
          .replaceAll('\\}', '}');
        const result = take(text, { ...item, newText: filled }, found!.replace);
        const actions = JSON.parse(result.replace(/^\ufeff/, '')).properties.definition.actions;
        const inside = from === '"Side": {' ? actions : actions.Empty.actions;
        const names = Object.keys(inside);
        expect(names).toHaveLength(from === '"Side": {' ? 9 : 1);
        const added = inside[names.find((name) => !whole.includes(`"${name}": {`))!];
        // "Side" comes last in the file of those that nothing runs after.
        expect(added.runAfter).toEqual(from === '"Side": {' ? { Side: ['Succeeded'] } : {});
      }
      expect(items.map(({ label }) => label)).toEqual(
        expect.arrayContaining(['Compose', 'Apply to each', 'Send an email (V2)']),
      );
    }
  });
});

describe('completion in the structure of a flow', () => {
  it.each<[string, (text: string) => string, string, string]>([
    ['two blanks', (text) => text, '": {', '\n  "runAfter": {},\n  "type": "Compose",'],
    [
      'four blanks',
      (text) => text.replace(/^ +/gm, (blanks) => blanks + blanks),
      '": {',
      '\n    "runAfter": {},\n    "type": "Compose",',
    ],
    [
      'tabs',
      (text) => text.replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length / 2)),
      '": {',
      '\n\t"runAfter": {},\n\t"type": "Compose",',
    ],
    ['one line', (text) => JSON.stringify(JSON.parse(text)), '":{', '"runAfter":{},"type":"Compose",'],
  ])('writes a step as the file is written: %s', (_, form, colon, lines) => {
    const written = form(JSON.stringify(JSON.parse(whole), null, 2));
    const at = written.indexOf('{', written.indexOf('"Empty"'));
    const offset = written.indexOf('{', written.indexOf('"actions"', at)) + 1;
    const [first] = offered(written, offset).items;
    expect(first!.newText).toContain(`Compose}${colon}${lines}`);
  });

  it('offers no whole steps to an editor without snippets, and no statuses to one that has the schemas', () => {
    const steps = edited((text) => text, '"actions": {}', '"actions": { | }');
    expect(offered(steps.text, steps.offset, { snippets: false, hasSchemas: false }).labels).toEqual([]);
    const status = edited((text) => text, '["Succeeded", "Failed"]', '["Succeeded", "|"]');
    expect(offered(status.text, status.offset, { snippets: true, hasSchemas: true }).labels).toEqual([]);
  });

  it('offers operations that only flows use, and marks those that are out of use', () => {
    const own = edited((text) => text, '"operationId": "Look"', '"operationId": "|"');
    const options = {
      snippets: true,
      hasSchemas: false,
      operations: (name: string) => (name === 'shared_own' ? ['Find'] : ['No']),
    };
    expect(offered(own.text, own.offset, options).labels).toEqual(['Find']);
    const mail = edited((text) => text, '"operationId": "SendEmailV2"', '"operationId": "|"');
    const { items } = offered(mail.text, mail.offset);
    expect(items.find(({ label }) => label === 'SendEmail')?.isDeprecated).toBe(true);
    expect(items[0]!.isDeprecated).toBeUndefined();
    expect(items.find(({ label }) => label === 'SendEmailV2')?.detail).toBe('Send an email (V2)');
  });

  it('says nothing where anything may stand', () => {
    for (const [from, to] of [
      ['"inputs": 1', '"inputs": "|"'],
      ['"inputs": 1', '"inputs": |1'],
      ['"interval": 1', '"interval": 1, "|"'],
      ['"type": "Scope"', '"type": "Sc|ope"'],
      ['"emailMessage/To":', '"emailMessage/To"|:'],
      ['"emailMessage/To":', '"emailMessage/To" | :'],
      ['"inputs": 1', '"description": "@outputs(\'|\')", "inputs": 1'],
    ] as const) {
      const { text, offset } = edited((one) => one, from, to);
      expect(offered(text, offset).found, to).toBeUndefined();
    }
  });
});

describe('what completion must not do', () => {
  const token = FAKES.githubToken!;
  const flow = frameFlow(`{
    "parameters": { "Key": { "type": "String", "defaultValue": "${token}" } },
    "actions": {
      "Init": { "type": "InitializeVariable", "inputs": { "variables": [{ "name": "token", "type": "string", "value": "${token}" }] }, "runAfter": {} },
      "Use_${token}": { "type": "Compose", "inputs": { "a": "${token}", "${token}": 1 }, "runAfter": { "Init": ["Succeeded"] } },
      "Plain": { "type": "Compose", "inputs": { "colour": 1 }, "runAfter": { "Use_${token}": ["Succeeded"] } },
      "Each": { "type": "Foreach", "foreach": "@createArray('${token}')", "actions": {
        "Note": { "type": "Compose", "inputs": "HERE", "runAfter": {} } }, "runAfter": { "Plain": ["Succeeded"] } }
    }
  }`).text;

  it('never show a secret: in no item, and in nothing that is told of one', () => {
    for (const typed of [
      '@|',
      "@outputs('|')",
      "@variables('|')",
      "@parameters('|')",
      "@items('|')",
      `@outputs('Use_${token}')?['|']`,
    ]) {
      const text = flow.replace('HERE', () => typed.replace('|', CARET));
      const offset = text.indexOf(CARET);
      const seen = look(text.replace(CARET, ''));
      const found = completionsAt(seen, offset, { snippets: true, hasSchemas: false });
      expect(found!.items.length, typed).toBeGreaterThan(0);
      const told = found!.items.map((one) => one.about && documentationOf(seen.flows[0]!, one.about));
      expect(JSON.stringify([found, told])).not.toContain(token.slice(8, 20));
    }
  });

  it('take longer than the file is long', () => {
    const steps = (size: number): string =>
      Array.from(
        { length: size / 100 },
        (_, at) =>
          `"Step_${at}": { "type": "Compose", "inputs": "@triggerBody()?['k${at}']", "runAfter": ${at === 0 ? '{}' : `{ "Step_${at - 1}": ["Succeeded"] }`} }`,
      ).join(',\n');
    expectLinear((size) => {
      const text = frameFlow(
        `{ ${steps(size)}, "Last": { "type": "Compose", "inputs": "@{outputs('", "runAfter": {} } }`,
      ).text;
      const { labels } = offered(text, text.indexOf("@{outputs('") + 11);
      expect(labels.length).toBeLessThanOrEqual(size / 100);
    }, 4_000);
    expectLinear((size) => {
      const text = frameFlow(
        `{ "A": { "type": "Compose", "inputs": "${"@{length('a')} ".repeat(size / 15)}@{con", "runAfter": {} } }`,
      ).text;
      expect(offered(text, text.indexOf('@{con') + 5).labels).toContain('concat');
    }, 20_000);
    expectLinear((size) => {
      const keys = "['a']".repeat(size / 5);
      const text = frameFlow(
        `{ "A": { "type": "Compose", "inputs": "@item()${keys}?['", "runAfter": {} } }`,
      ).text;
      expect(offered(text, text.indexOf("?['") + 3).labels).toEqual([]);
    }, 20_000);
  });
});
