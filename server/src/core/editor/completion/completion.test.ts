// Completion: what is offered at a caret, and what the file is when an item is taken; however the file is written, with the expression
// whole, open and broken.
import { describe, expect, it } from 'vitest';
import { frameFlow } from '../../../../../test/harness/flowFrame.ts';
import { FORMS, type Form, offered, offsetOfCaret, take } from './testing.ts';

const FLOW = `{
  "triggers": { "manual": { "type": "Request", "kind": "Button", "inputs": { "schema": { "type": "object", "properties": {
    "text_1": { "type": "string", "title": "Case number" }, "number": { "type": "number", "title": "It's due" },
    "file": { "type": "object", "properties": { "name": { "type": "string" } } } } } } } },
  "parameters": { "Site (abc_Site)": { "type": "String", "defaultValue": "x", "metadata": { "schemaName": "abc_Site" } },
    "Settings": { "type": "Object", "defaultValue": { "limit": 3, "who's": { "mail": "x" } } } },
  "actions": {
    "Start": { "type": "InitializeVariable", "inputs": { "variables": [{ "name": "total", "type": "integer", "value": 7 }] }, "runAfter": {} },
    "List": { "type": "InitializeVariable", "inputs": { "variables": [{ "name": "all", "type": "array" }] }, "runAfter": { "Start": ["Succeeded"] } },
    "Read": { "type": "ParseJson", "inputs": { "content": "@triggerBody()", "schema": { "type": "object", "properties": {
      "rows": { "type": "array", "items": { "type": "object", "properties": { "Amount": { "type": "number" }, "Due.On": {} } } } } } }, "runAfter": { "List": ["Succeeded"] } },
    "Bob's_data": { "type": "Compose", "inputs": { "colour": "red", "size": 3, "a, b]": 1 }, "runAfter": { "Read": ["Succeeded"] } },
    "Pick": { "type": "Select", "inputs": { "from": "@body('Read')?['rows']", "select": { "Sum": "@item()?['Amount']" } }, "runAfter": { "Deep": ["Succeeded"] } },
    "Group": { "type": "Scope", "actions": { "Inside": { "type": "Compose", "inputs": 1, "runAfter": {} } }, "runAfter": { "Pick": ["Succeeded"] } },
    "Get_items": { "type": "OpenApiConnection", "inputs": { "host": { "connectionName": "shared_sharepointonline", "operationId": "GetItems", "apiId": "/providers/Microsoft.PowerApps/apis/shared_sharepointonline" }, "parameters": { "dataset": "x", "table": "y" } }, "runAfter": { "Group": ["Succeeded"] } },
    "Each_row": { "type": "Foreach", "foreach": "@body('Read')?['rows']", "actions": {
      "Note": { "type": "Compose", "inputs": "HERE", "runAfter": {} },
      "After": { "type": "Compose", "inputs": "@outputs('Get_items')?['body/value']", "runAfter": { "Note": ["Succeeded"] } }
    }, "runAfter": { "Get_items": ["Succeeded"] } },
    "Deep": { "type": "Foreach", "foreach": "@body('Read')?['rows']", "actions": { "Deeper": { "type": "Foreach", "foreach": "@item()", "actions": {
      "Deepest": { "type": "Compose", "inputs": 1, "runAfter": {} } }, "runAfter": {} } }, "runAfter": { "Bob's_data": ["Succeeded"] } },
    "Later": { "type": "Compose", "inputs": 1, "runAfter": { "Each_row": ["Succeeded"] } }
  }
}`;

const whole = frameFlow(FLOW).text;

interface Row {
  /** The text of the step "Note", with `|` at the caret. */
  readonly typed: string;
  /** The first labels, in order. */
  readonly first?: readonly string[];
  readonly has?: readonly string[];
  readonly hasNot?: readonly string[];
  /** The whole text, once the item is taken. */
  readonly taken?: readonly [label: string, text: string];
}

const ROWS: readonly Row[] = [
  {
    typed: '@|',
    first: ['triggerBody()', "items('Each_row')", "outputs('Get_items')"],
    has: ['concat', 'utcNow', 'true'],
  },
  { typed: '@{|}', has: ['concat', "variables('total')", "parameters('Site (abc_Site)')"] },
  { typed: '@con|', first: ['concat'], has: ['concat'], taken: ['concat', '@concat($0)'] },
  { typed: '@{utc|Now()}', taken: ['utcNow', '@{utcNow()}'] },
  { typed: '@trig|', taken: ['trigger', '@trigger()'] },
  {
    typed: "@concat('a', |)",
    has: ['concat', "outputs('Get_items')"],
    taken: ["outputs('Bob's_data')", "@concat('a', outputs('Bob''s_data'))"],
  },
  {
    typed: "@outputs('|')",
    first: ['Get_items', 'Group', 'Inside', 'Pick', 'Deep', 'Deeper'],
    hasNot: ['Note', 'After', 'Later', 'Each_row', 'Start', 'List', 'Deepest'],
    taken: ["Bob's_data", "@outputs('Bob''s_data')"],
  },
  { typed: "A @{body('Get|')} B", has: ['Get_items'], taken: ['Get_items', "A @{body('Get_items')} B"] },
  { typed: "@{outputs('Re|ad')?['body']}", taken: ['Get_items', "@{outputs('Get_items')?['body']}"] },
  { typed: "@outputs('|", taken: ['Read', "@outputs('Read')"] },
  { typed: "@outputs('|)?['body']", taken: ['Read', "@outputs('Read')?['body']"] },
  { typed: "@concat(outputs('|, 'x')", taken: ['Read', "@concat(outputs('Read', 'x')"] },
  { typed: '@outputs(|)', first: ['Get_items'], taken: ['Read', "@outputs('Read')"] },
  { typed: '@outputs(|', taken: ["Bob's_data", "@outputs('Bob''s_data')"] },
  { typed: "@result('|')", first: ['Group'], hasNot: ['Read', 'Each_row'] },
  { typed: "@items('|')", first: ['Each_row'], hasNot: ['Read'] },
  { typed: "@variables('|')", first: ['total', 'all'] },
  { typed: "@{variables('t|", taken: ['total', "@{variables('total')"] },
  // The comma and the bracket are the names' own.
  {
    typed: "@outputs('Bob''s_data')?['a|, b]']",
    taken: ['colour', "@outputs('Bob''s_data')?['colour']"],
  },
  {
    typed: "@parameters('Site (abc_Site|)')",
    taken: ['Site (abc_Site)', "@parameters('Site (abc_Site)')"],
  },
  { typed: "@parameters('|')", first: ['Site (abc_Site)'], has: ['$connections'] },
  {
    typed: "@triggerBody()?['|']",
    first: ['Case number', "It's due", 'file'],
    taken: ['Case number', "@triggerBody()?['text_1']"],
  },
  { typed: "@{triggerBody()?['|", taken: ['Case number', "@{triggerBody()?['text_1']"] },
  { typed: '@triggerBody()?[|', taken: ["It's due", "@triggerBody()?['number']"] },
  { typed: '@triggerBody()?|', taken: ['Case number', "@triggerBody()?['text_1']"] },
  { typed: '@triggerBody()|', taken: ['Case number', "@triggerBody()?['text_1']"] },
  { typed: '@triggerBody()?.te|', taken: ['Case number', '@triggerBody()?.text_1'] },
  { typed: "@triggerBody()?['file']?['|']", first: ['name'], hasNot: ['Case number'] },
  {
    typed: "@triggerOutputs()?['body/|']",
    first: ['Case number'],
    taken: ['Case number', "@triggerOutputs()?['body/text_1']"],
  },
  { typed: "@triggerOutputs()?['body']?['|']", first: ['Case number'] },
  { typed: "@body('Read')?['|']", first: ['rows'] },
  { typed: "@body('Read')?['rows'][0]?['|']", first: ['Amount', 'Due.On'] },
  { typed: "@items('Each_row')?['|']", first: ['Amount', 'Due.On'] },
  { typed: "@item()?['|']", first: ['Amount'] },
  { typed: "@body('Pick')?[0]?['|']", first: ['Sum'] },
  { typed: "@outputs('Bob''s_data')?['|']", first: ['colour', 'size'] },
  { typed: "@outputs('Get_items')?['|']", first: ['body/value'], has: ['body', 'statusCode'] },
  // Of the catalogue: the flow itself reads none of it so.
  {
    typed: "@body('Get_items')?['|']",
    first: ['value'],
    taken: ['value', "@body('Get_items')?['value']"],
  },
  { typed: "@actions('Get_items')?['outputs']?['body']?['|']", first: ['value'] },
  {
    typed: "@parameters('$connections')['|']['connectionId']",
    first: ['shared_sharepointonline'],
    taken: [
      'shared_sharepointonline',
      "@parameters('$connections')['shared_sharepointonline']['connectionId']",
    ],
  },
  { typed: "@parameters('$connections')['shared_sharepointonline']['|']", first: ['connectionId'] },
  { typed: "@parameters('settings')?['|']", first: ['limit', "who's"] },
  { typed: "@parameters('Settings')?['who''s']?['|']", first: ['mail'] },
  { typed: "@parameters('Site (abc_Site)')?['|']", first: [] },
  { typed: "@workflow()?['|']", has: ['run', 'tags', 'name'] },
  { typed: "@workflow()?['tags']?['|']", first: ['environmentName'], has: ['flowDisplayName'] },
  { typed: "@concat(outputs('Read'), if(equals(variables('|'), 1), 2, 3))", first: ['total', 'all'] },
  // Between two values, and where no argument is taken.
  { typed: "@body('Read')?[|'rows']", first: [] },
  { typed: "@|{outputs('Read')}", first: [] },
  { typed: '@item(|)', first: [] },
  { typed: "@concat('a', | 'b')", has: ['toLower'], hasNot: ['triggerBody()'] },
  // What is being written is not offered, what is read beside it is.
  { typed: "@concat(variables('all')?['x'], variables('all')?['y|'])", has: ['x'], hasNot: ['y'] },
  { typed: "@variables('all')?['|']", first: [] },
  // Texts of one's own, and what is behind a value.
  { typed: "@concat('|')", first: [] },
  { typed: '@@out|', first: [] },
  { typed: 'outputs(|', first: [] },
  { typed: "A @{outputs('Read')} ou|", first: [] },
];

/** The flow with a text in it, and where the caret is. */
function flowWith(typed: string, form: Form): { readonly text: string; readonly offset: number } {
  return offsetOfCaret(
    whole.replace('"HERE"', () => `"${typed.replaceAll('"', '\\"').replace('|', '\ue000')}"`),
    form,
  );
}

/** What is in the step "Note", decoded. */
function noteOf(text: string): unknown {
  const file = JSON.parse(text.replace(/^\ufeff/, ''));
  return file.properties.definition.actions.Each_row.actions.Note.inputs;
}

describe.each(FORMS)('completion in expressions, %s', (_, form) => {
  it.each(ROWS.map((row) => [row.typed, row] as const))(
    '%s',
    (_typed, { typed, first, has = [], hasNot = [], taken }) => {
      const { text, offset } = flowWith(typed, form);
      const { found, items, labels } = offered(text, offset);
      if (first?.length === 0) expect(labels).toEqual([]);
      else expect(labels.slice(0, first?.length ?? 0)).toEqual(first ?? []);
      for (const one of has) expect(labels).toContain(one);
      for (const one of hasNot) expect(labels).not.toContain(one);
      expect(labels.length).toBeLessThanOrEqual(200);
      expect(new Set(labels).size).toBe(labels.length);
      if (taken === undefined) return;
      const item = items.find(({ label }) => label === taken[0]);
      expect(item, `${taken[0]} among ${labels.slice(0, 20).join(', ')}`).toBeDefined();
      expect(noteOf(take(text, item!, found!.replace))).toBe(taken[1]);
      // What is replaced stands on one line and holds the caret.
      expect(text.slice(found!.replace.start, found!.replace.end)).not.toMatch(/[\r\n"]/);
      expect(found!.insert).toEqual({ start: found!.replace.start, end: offset });
    },
  );

  it.each(
    ROWS.filter(({ taken, first }) => taken !== undefined && first !== undefined).map(
      (row) => [row.typed, row] as const,
    ),
  )(
    'is the same while nothing follows, and while the string is not closed: %s',
    (_typed, { typed, first = [] }) => {
      const before = typed.slice(0, typed.indexOf('|') + 1);
      const { text, offset } = flowWith(before, form);
      expect(offered(text, offset).labels.slice(0, first.length).sort()).toEqual([...first].sort());
      const open = text.slice(0, offset) + text.slice(offset + 1);
      expect(text[offset]).toBe('"');
      expect(offered(open, offset).labels.slice(0, first.length).sort()).toEqual([...first].sort());
    },
  );
});
