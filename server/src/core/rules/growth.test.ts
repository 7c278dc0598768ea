// Invariant 6 of ARCHITECTURE.md: the whole way from a text to a report, a hover and a repair is linear in the text.

import { describe, it } from 'vitest';
import { FLOW_URI } from '../../../../test/harness/check.ts';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { inlaysIn, lensesOf } from '../editor/annotations/index.ts';
import { hoverAt } from '../editor/hover/index.ts';
import { refactoringsAt } from '../editor/refactor/index.ts';
import {
  type Analysis,
  type Config,
  createAnalyzer,
  DEFAULT_CONFIG,
  type ReportFinding,
  reportFormat,
  SolutionFiles,
  secretsInSolutionFile,
  secretsOf,
  toReportFinding,
} from '../index.ts';
import { REPORT_FORMATS } from '../report/options.ts';
import { SolutionIndex } from '../solution/overview/solutionIndex.ts';

const analyzer = createAnalyzer();
const METAS = new Map(analyzer.rules.map((rule) => [rule.id, rule]));
const CONFIG: Config = { ...DEFAULT_CONFIG, profile: 'pedantic' };
const { hex32, sig, accountKey, jwt } = FAKES as Readonly<
  Record<'hex32' | 'sig' | 'accountKey' | 'jwt', string>
>;

const MANIFEST =
  '<ImportExportXml><SolutionManifest><UniqueName>Example</UniqueName><Version>1.0.0.0</Version><Managed>0</Managed>' +
  '<Publisher><UniqueName>abc</UniqueName><CustomizationPrefix>abc</CustomizationPrefix></Publisher>' +
  '<RootComponents /></SolutionManifest></ImportExportXml>';
const CUSTOMIZATIONS = '<ImportExportXml><connectionreferences></connectionreferences></ImportExportXml>';

const VARIABLE = {
  'file:///solution/environmentvariabledefinitions/abc_ApiKey/environmentvariabledefinition.xml':
    '<environmentvariabledefinition schemaname="abc_ApiKey"><type>100000000</type></environmentvariabledefinition>',
};

/** About `size` units of a text again and again. */
const again = (text: string, size: number): string => text.repeat(Math.ceil(size / text.length));
/** The same, with words between one and the next. */
const spread = (text: string, size: number): string => again(`${text} ${'and words '.repeat(17)}`, size);
/** As many of something as have about `size` units. */
const each = (size: number, make: (index: number) => string): string[] => {
  const length = make(0).length + 1;
  return Array.from({ length: Math.ceil(size / length) }, (_, index) => make(index));
};
const members = (size: number): string => each(size, (at) => `"password${at}":"${hex32}"`).join();

function flow(inputs: string, { steps = '', parameters = '' } = {}): string {
  return (
    '{"properties":{"connectionReferences":{},"definition":{"$schema":"https://schema.management.azure.com/providers/' +
    `Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#","contentVersion":"1.0.0.0","parameters":{${parameters}},` +
    '"triggers":{"Recurrence":{"type":"Recurrence","recurrence":{"frequency":"Day","interval":1}}},' +
    `"actions":{"A":{"type":"Compose","inputs":${inputs},"runAfter":{}}${steps}}}},"schemaVersion":"1.0.0.0"}`
  );
}
const string = (text: string): string => flow(JSON.stringify(text));

function solutionOf(files: Readonly<Record<string, string>>): SolutionFiles {
  const all = new SolutionFiles();
  for (const [uri, text] of Object.entries(files)) all.set(uri, text);
  return all;
}

/** A flow in a solution that may be edited. */
function checked(text: string): Analysis {
  const files = solutionOf({
    'file:///solution/solution.xml': MANIFEST,
    'file:///solution/customizations.xml': CUSTOMIZATIONS,
    [FLOW_URI]: text,
  });
  const options = { config: CONFIG, solutionModel: files.solutionOf(FLOW_URI) };
  return analyzer.check({ uri: FLOW_URI, text, declaredAsFlow: true }, options);
}

/** Units of the smaller text: four times as much takes far longer than a linear run where work is quadratic in units. */
const REPORTED = 12_000;
/** Repairs cost more of each finding. */
const ASKED = 3000;

function reported(text: string): void {
  const analysis = checked(text);
  const secrets = secretsOf(analysis, METAS);
  reportsOf(
    analysis.findings.map((one) =>
      toReportFinding(analysis, one, () => 'a.json', METAS.get(one.ruleId)!, secrets),
    ),
  );
  lensesOf(analysis);
  inlaysIn(analysis, { start: 0, end: text.length });
  void analysis.summary;
}

/** What an editor asks for at a place, and fix-all. */
function asked(text: string): void {
  const analysis = checked(text);
  const { findings } = analysis;
  for (const one of [0, 0.5, 0.99].flatMap((part) => findings[Math.floor(findings.length * part)] ?? [])) {
    const { start } = one.place.span;
    hoverAt(analysis, start);
    refactoringsAt(analysis, start);
    for (const fix of analysis.fixesFor(one)) void fix.changes;
  }
  analysis.fixAll();
}

function reportsOf(items: readonly ReportFinding[]): void {
  const input = { tool: { name: 'lockkeeper', version: '1.0.0' }, files: 1, flows: 1, items, problems: [] };
  for (const name of REPORT_FORMATS) reportFormat(name).write(input, { rules: analyzer, fails: () => true });
}

/** The same for the files of a solution. */
function everythingBeside(files: Readonly<Record<string, string>>): void {
  for (const solution of solutionOf(files).solutions()) {
    const analysis = analyzer.checkSolution(solution, { config: CONFIG, solution: new SolutionIndex() });
    const masks = new Map(
      Object.keys(files).map((uri) => [uri, secretsInSolutionFile([analysis], uri, METAS)]),
    );
    reportsOf(
      analysis.findings.map((one) =>
        toReportFinding(analysis, one, (uri) => uri, METAS.get(one.ruleId)!, masks.get(one.place.uri)!),
      ),
    );
    const [first] = analysis.findings;
    if (first !== undefined) for (const fix of analysis.fixesFor(first)) void fix.changes;
  }
}

describe('a flow', () => {
  // What one string may hold of findings is limited: with some words between them, these sizes stay below.
  it.each<[string, (size: number) => string]>([
    ['password=', (size) => string(spread('password=Not-a-real1;', size))],
    ['password= alone', (size) => string(spread('password=', size))],
    ['"password": in escaped JSON', (size) => string(`{${spread(`"password":"${hex32}",`, size)}"a":1}`)],
    ['AccountKey=', (size) => string(spread(`AccountKey=${accountKey};`, size))],
    ['tokens', (size) => string(spread(`${jwt} `, size))],
    ['Bearer', (size) => string(spread(`Bearer ${hex32} `, size))],
    ['user:password@', (size) => string(spread('https://u:Not-a-real1@a.contoso.example/ ', size))],
    ['<password>', (size) => string(spread(`<password>${hex32}</password>\n`, size))],
    ['expressions between secrets', (size) => string(spread(`@{outputs('a')}password=${hex32};`, size))],
    ['calls that are wrong', (size) => string(spread("@{foo()} @{add('a',1)} @{utcNow('YYYY-mm')} ", size))],
    ['one quoted text', (size) => string(`@concat('${spread(`it''s password=${hex32};`, size)}')`)],
  ])('%s, in one string', (_, make) => {
    expectLinear((size) => reported(make(size)), REPORTED);
    expectLinear((size) => asked(make(size)), ASKED);
  });

  it.each<[string, (size: number) => string]>([
    ['AccountKey= alone', (size) => string(again('AccountKey=', size))],
    ['?sig=', (size) => string(again('?sig=', size))],
    ['signatures', (size) => string(again(`sv=1&sig=${sig}&`, size))],
    ['@{', (size) => string(again('@{', size))],
    ['concat(', (size) => string(`@${again('concat(', size)}`)],
    ["'", (size) => string(`@${again("'", size)}`)],
    ['expressions', (size) => string(again("@{outputs('a')}", size))],
    ['quoted texts', (size) => string(`@concat(${again(`'password=${hex32};',`, size)}'')`)],
    [
      'parameters with the same secret',
      (size) =>
        flow('1', {
          parameters: each(
            size,
            (at) => `"password${at}":{"type":"String","defaultValue":"${hex32}"}`,
          ).join(),
        }),
    ],
    ['elements of an array', (size) => flow(`[${each(size, () => `"password=${hex32}"`).join()}]`)],
    ['members on one line', (size) => flow(`{${members(size)}}`)],
    [
      'levels with a secret each',
      (size) => {
        const levels = Math.ceil(size / 50);
        return flow(`${`{"password":"${hex32}","a":`.repeat(levels)}1${'}'.repeat(levels)}`);
      },
    ],
    [
      'steps with a secret each',
      (size) =>
        flow('1', {
          steps: each(
            size,
            (at) => `,"S${at}":{"type":"Compose","inputs":{"password":"${hex32}"},"runAfter":{}}`,
          ).join(''),
        }),
    ],
    [
      'steps of one name that wait for each other, for the end of the run and for what is no status',
      (size) =>
        flow('1', {
          steps: each(size, (at) => {
            const [end, one, other] = [`E${at}`, `O${at}`, `P${at}`];
            const inner =
              `"${end}":{"type":"Terminate"},"A":{"type":"Compose","inputs":"outputs('A')","runAfter":{"${end}":["Succeeded"]}},` +
              `"${one}":{"type":"Compose","inputs":{"@a":"@{body('A')}"},"runAfter":{"${other}":["Fail"]}},` +
              `"${other}":{"type":"Compose","inputs":1,"runAfter":{"${one}":[]}}`;
            return `,"S?${at}":{"type":"Scope","actions":{${inner}},"runAfter":{}}`;
          }).join(''),
        }),
    ],
    ['members below a long key', (size) => flow(`{"${'k'.repeat(size / 2)}":{${members(size / 2)}}}`)],
    [
      'members of a step with a long name',
      (size) =>
        flow('1', {
          steps: `,"${'S'.repeat(size / 2)}":{"type":"Compose","inputs":{${members(size / 2)}},"runAfter":{}}`,
        }),
    ],
  ])('%s', (_, make) => {
    expectLinear((size) => reported(make(size)), REPORTED);
    expectLinear((size) => asked(make(size)), ASKED);
  });
});

describe('the files of a solution', () => {
  it.each<[string, (size: number) => Readonly<Record<string, string>>]>([
    [
      'XML texts',
      (size) => ({
        'file:///solution/customizations.xml': `<ImportExportXml>${each(size, (at) => `<a>password=${hex32}${at}</a>`).join('\n')}</ImportExportXml>`,
      }),
    ],
    [
      'one XML text',
      (size) => ({
        'file:///solution/customizations.xml': `<ImportExportXml><a>${each(size, (at) => `&amp;password=${hex32}${at};`).join('\n')}</a></ImportExportXml>`,
      }),
    ],
    [
      'settings',
      (size) => ({
        ...VARIABLE,
        'file:///solution/deploymentSettings.json': `{"EnvironmentVariables":[${each(size, (at) => `{"SchemaName":"abc_ApiKey${at || ''}","Value":"${hex32}"}`).join()}],"ConnectionReferences":[]}`,
      }),
    ],
    [
      'other settings',
      (size) => ({
        ...VARIABLE,
        'file:///solution/deploymentSettings.json': `{"EnvironmentVariables":[],"ConnectionReferences":[],"a":[${each(size, () => `{"password":"${hex32}"}`).join()}]}`,
      }),
    ],
    [
      'connection references',
      (size) => ({
        'file:///solution/customizations.xml': `<ImportExportXml><connectionreferences>${each(size, (at) => `<connectionreference connectionreferencelogicalname="abc_r${at}"><connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid></connectionreference>`).join('\n')}</connectionreferences></ImportExportXml>`,
        'file:///solution/deploymentSettings.json': `{"EnvironmentVariables":[],"ConnectionReferences":[${each(size, (at) => `{"LogicalName":"abc_r${at}","ConnectionId":"","ConnectorId":"/providers/Microsoft.PowerApps/apis/shared_office365"}`).join()}]}`,
      }),
    ],
  ])('%s', (_, make) => {
    expectLinear(
      (size) =>
        everythingBeside({
          'file:///solution/solution.xml': MANIFEST,
          'file:///solution/customizations.xml': CUSTOMIZATIONS,
          ...make(size),
        }),
      8000,
    );
  });
});
