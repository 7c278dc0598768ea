// Hovers over names in expressions and run-after settings: the exact span and what is said, however the file is written.
import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import { frameFlow } from '../../../../../test/harness/flowFrame.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { BETWEEN } from './findingHover.ts';
import { hoverAt } from './index.ts';

const FLOW = `{
  "triggers": { "manual": { "type": "Request", "kind": "Button", "inputs": { "schema": { "properties": {
    "text_1": { "type": "string", "title": "Case number", "description": "As in the mail." }, "text": { "type": "string" } }, "required": ["text_1"] } } } },
  "parameters": {
    "Site (abc_Site)": { "type": "String", "defaultValue": "https://contoso.example", "metadata": { "schemaName": "abc_Site" } },
    "Vault": { "type": "SecureString", "defaultValue": "none of it" },
    "API password": { "type": "String", "defaultValue": "tbd" },
    "Empty": { "type": "Bool" },
    "$connections": { "type": "Object", "defaultValue": {} }
  },
  "actions": {
    "Start": {
      "type": "InitializeVariable",
      "inputs": { "variables": [{ "name": "total", "type": "integer", "value": 7 }] },
      "runAfter": {}
    },
    "List": {
      "type": "InitializeVariable",
      "inputs": { "variables": [{ "name": "all", "type": "array", "value": ["a", "b"] }] },
      "runAfter": { "Start": ["Succeeded"] }
    },
    "Each_row": {
      "type": "Foreach",
      "foreach": "@variables('all')",
      "actions": {
        "Add": {
          "type": "IncrementVariable",
          "inputs": { "name": "total", "value": "@length(concat(items('Each_row'), utcNow()))" },
          "runAfter": {}
        },
        "Note": {
          "type": "Compose",
          "inputs": {
            "@{toUpper('x')}": "At @{outputs('Start')} and @{body('manual')?['id']}",
            "w": "@workflow()?['tags']?.flowDisplayName",
            "p": "@concat(parameters('Site (abc_Site)'), parameters('Vault'), parameters('API password'))",
            "q": "@createArray(parameters('Empty'), parameters('$connections'), foo('a'), outputs('Nothing'))",
            "e": "\\u0041 @{co\\u0061lesce(null, 'a\\/b')}, @{body('Compose_\\u0041')}",
            "broken": "@concat(outputs('Start'), variables('total'), ",
            "hole": "@{trim('a')} @{concat(variables('all')",
            "i": "@{triggerBody()?['text_1']} @{triggerOutputs()?['body/text_1']} @{triggerOutputs()?['headers']} @{triggerBody()?.text}",
            "text": "@@length('x')"
          },
          "runAfter": { "Add": ["Succeeded", "TIMEDOUT", "Skipped", "Often"] }
        },
        "Compose_A": { "type": "Compose", "inputs": 1, "runAfter": { "Note": ["Failed"] } }
      },
      "runAfter": { "List": ["Succeeded"] }
    }
  }
}`;

/** The text around the pointer, which is where `|` stands; the name that is told of, as the file has it, and what is said. */
type Row = readonly [around: string, name: string | undefined, ...said: string[]];

const ROWS: readonly Row[] = [
  [
    '@le|ngth(concat(',
    'length',
    '**length(collection: array | string): integer**',
    "Example: length('abc') gives 3.",
  ],
  ['length(con|cat(', 'concat', 'Join any number of values'],
  [
    "length(concat(items('Each|_row')",
    'Each_row',
    'Repeats its steps for each item of a list',
    "The list: variables('all')",
  ],
  ["it|ems('Each_row')", 'items', 'Current item of a named Foreach loop'],
  ['utc|Now()', 'utcNow', 'Current time'],
  ["@{to|Upper('x')}", 'toUpper', "gives 'ABC'"],
  ["@{outputs('St|art')}", 'Start', 'Creates the variable "total"'],
  ["body('man|ual')", 'manual', 'The trigger of the flow'],
  ["workflow()?['ta|gs']", 'tags', 'What the platform notes'],
  ['?.flowDis|playName', 'flowDisplayName', 'as people see it'],
  [
    "parameters('Site (abc|_Site)')",
    'Site (abc_Site)',
    'Parameter of type string',
    'environment variable **abc_Site**',
    'Default: "https://contoso.example"',
  ],
  ["parameters('Vau|lt')", 'Vault', 'Its value is a secret.'],
  ["parameters('API pass|word')", 'API password', 'a text that is not shown'],
  ["parameters('Emp|ty')", 'Empty', 'Without a default'],
  ["parameters('$conn|ections')", '$connections', 'the platform fills them in'],
  ["f|oo('a')", undefined],
  ["outputs('Noth|ing')", undefined],
  ['@{co\\u0061le|sce(', 'co\\u0061lesce', "coalesce(null, 'other') gives 'other'"],
  ["body('Compose_\\u00|41')", 'Compose_\\u0041', 'Composes a value', 'Stands in **Each_row**.'],
  ["@concat(outputs('Sta|rt'), variables('total'), ", 'Start', 'Creates the variable'],
  ["variables('to|tal'), ", 'total', 'Variable of type integer, created by **Start**', 'Starts with 7'],
  ["@{tr|im('a')} @{concat(", 'trim', "gives 'abc'"],
  ["@{concat(variables('al|l')", 'all', 'Starts with a list of 2 items'],
  [
    "triggerBody()?['text|_1']",
    'text_1',
    '**Case number**',
    'Required input of type string of the trigger **manual**',
    'As in the mail.',
  ],
  ["triggerOutputs()?['body/te|xt_1']", 'text_1', '**Case number**'],
  ["triggerOutputs()?['bo|dy/text_1']", undefined],
  ["triggerOutputs()?['head|ers']", undefined],
  ['triggerBody()?.te|xt}', 'text', 'Input of type string'],
  ["@@len|gth('x')", undefined],
  ['"name": "to|tal", "value"', 'total', 'Variable of type integer'],
  ['"runAfter": {"Li|st"', 'List', 'Creates the variable "all"'],
  ['"runAfter": {"Ad|d"', 'Add', 'Increases the variable "total"', 'Stands in **Each_row**.'],
  ['"Add": ["Succ|eeded"', 'Succeeded', '**Note** runs when **Add** has ended without an error.'],
  ['"TIMED|OUT"', 'TIMEDOUT', 'its time was up'],
  ['"Skip|ped"', 'Skipped', 'did not run'],
  ['"Oft|en"', undefined],
  ['"Note": ["Fai|led"]', 'Failed', '**Compose_A** runs when **Note** has ended with an error.'],
];

/** Without what escapes. */
const shown = (markdown: string) =>
  markdown.replace(/\\([!-/:-@[-`{-~])|&lt;/g, (_, mark?: string) => mark ?? '<');

/** White space in JSON between tokens does not matter where a place is looked for. */
function offsetOf(text: string, around: string): number {
  const [before, behind] = around.split('|') as [string, string];
  const pattern = [before, behind].map((part) =>
    part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ |(?<=[{[])/g, '\\s*'),
  );
  const match = new RegExp(`(${pattern[0]})${pattern[1]}`).exec(text);
  if (match === null) throw new Error(`not in the file: ${around}`);
  return match.index + match[1]!.length;
}

const whole = frameFlow(FLOW).text;
const FORMS: readonly (readonly [string, string])[] = [
  ['indented', whole],
  ['one line', whole.replace(/\n\s*/g, '')],
  ['CRLF', whole.replaceAll('\n', '\r\n')],
  ['tabs and a byte order mark', `\uFEFF${whole.replaceAll('  ', '\t')}`],
];

describe.each(FORMS)('hovers over names, %s', (_, text) => {
  const analysis = check(text);
  it.each(ROWS.map((row) => [row[0], row] as const))('%s', (_place, [around, name, ...said]) => {
    const offset = offsetOf(text, around);
    const hover = hoverAt(analysis, offset);
    // Findings have hovers of their own, joined behind.
    const markdown = shown(hover?.markdown ?? '').split(BETWEEN)[0]!;
    if (name === undefined) {
      const at = analysis.findings.filter(
        ({ place: { span } }) => span.start <= offset && offset <= span.end,
      );
      expect(hover?.markdown.split(BETWEEN) ?? []).toHaveLength(new Set(at.map(({ ruleId }) => ruleId)).size);
      return;
    }
    expect(text.slice(hover?.span.start, hover?.span.end)).toBe(name);
    for (const one of said) expect(markdown).toContain(one);
  });
});

const compose = (inputs: string, more = '') =>
  frameFlow(`{ "Note": { "type": "Compose", "inputs": ${inputs}, "runAfter": {} }${more} }`).text;
const hoverOn = (text: string, needle: string, at = 1) => hoverAt(check(text), text.indexOf(needle) + at);

describe('hovers over names', () => {
  it.each<[string, (size: number) => string]>([
    ['many holes', (size) => `A @{length('a')}`.repeat(Math.ceil(size / 17))],
    ['many arguments', (size) => `@concat(${"toLower('a'), ".repeat(Math.ceil(size / 14))}length('a'))`],
    ['escapes', (size) => `\\u0041 @{length('\\/')}`.repeat(Math.ceil(size / 24))],
  ])('cost no more than the text is long: %s', (_, make) => {
    expectLinear((size) => {
      const text = compose(JSON.stringify(make(size)).replaceAll('\\\\', '\\'));
      const analysis = check(text);
      expect(hoverAt(analysis, text.lastIndexOf('length') + 1)?.markdown).toContain('array');
    }, 20_000);
  });

  it('join the findings of the place, and keep the name as their span', () => {
    const text = compose(`"@substring('a')"`);
    const hover = hoverOn(text, 'substring');
    const [first, second] = (hover?.markdown ?? '').split(BETWEEN);
    expect(shown(first ?? '')).toContain(
      'substring(text: string, startIndex: integer, length?: integer): string',
    );
    expect(second).toContain('A function gets arguments');
    expect(text.slice(hover?.span.start, hover?.span.end)).toBe('substring');
  });

  it('say nothing of text without expressions, of descriptions and of property values', () => {
    const text = compose(
      `"length('a')"`,
      `, "B": { "type": "Compose", "description": "@length('b')", "inputs": 1, "runAfter": {} }`,
    );
    expect(hoverOn(text, 'length')).toBeUndefined();
    expect(hoverOn(text, "length('b')")).toBeUndefined();
  });

  it('never show a secret: of a value, an expression, a name', () => {
    const text = frameFlow(`{
      "parameters": { "Key": { "type": "String", "defaultValue": "${FAKES.githubToken}" } },
      "actions": {
        "Init": { "type": "InitializeVariable", "inputs": { "variables": [{ "name": "token", "type": "string", "value": "${FAKES.githubToken}" }] }, "runAfter": {} },
        "Each_${FAKES.githubToken}": { "type": "Foreach", "foreach": "@createArray('${FAKES.githubToken}', variables('token'))", "actions": {
          "Note": { "type": "Compose", "inputs": "@concat(parameters('Key'), items('Each_${FAKES.githubToken}'))", "runAfter": {} }
        }, "runAfter": { "Init": ["Succeeded"] } }
      }
    }`).text;
    const hidden = FAKES.githubToken!.slice(8, 20);
    for (const [needle, at] of [
      ["variables('token')", 13],
      ["parameters('Key')", 13],
      ["items('Each_", 9],
    ] as const) {
      const hover = hoverOn(text, needle, at);
      expect(hover?.markdown.length).toBeGreaterThan(10);
      expect(hover?.markdown).not.toContain(hidden);
    }
  });

  it('show names of the file as text alone', () => {
    const evil = '<img src=x> [a](command:b) $(x)';
    const text = compose(
      `"@outputs('${evil}')"`,
      `, "${evil}": { "type": "Compose", "inputs": 1, "runAfter": {} }`,
    );
    const hover = hoverOn(text, `outputs('${evil}`, 12);
    expect(hover?.markdown).not.toMatch(/<img|\]\(|\$\(/);
    expect(text.slice(hover?.span.start, hover?.span.end)).toBe(evil);
  });
});
