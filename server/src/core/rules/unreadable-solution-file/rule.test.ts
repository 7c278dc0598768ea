import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import {
  actualIn,
  checkFiles,
  type Files,
  readSolutionFixture,
} from '../../../../../test/harness/solutionFixture.ts';
import { NO_SECRETS, toReportFinding } from '../../report/index.ts';
import { distinctFindings } from '../../workspace/solutionFindings.ts';
import { rule } from './index.ts';

ruleSuite(import.meta.dirname);

const ID = 'unreadable-solution-file';
const files = (name: string): Files =>
  readSolutionFixture(readFileSync(join(import.meta.dirname, 'fixtures', `${name}.solution`), 'utf8')).files;
const WHOLE = files('accept-comments');
const MANIFEST = 'src/Other/Solution.xml';
const DEFINITION = 'src/environmentvariabledefinitions/abc_Site/environmentvariabledefinition.xml';

const told = (of: Files) =>
  checkFiles(of).findings.flatMap(({ finding }) => (finding.ruleId === ID ? [finding] : []));
const places = (of: Files): string[] =>
  actualIn(of, checkFiles(of)).map((one) => one.replace(` warning(${ID})`, ''));

describe('a merge that was not finished', () => {
  const conflict = (text: string): string =>
    text.replace(/.*<Version>.*/, '<<<<<<< HEAD\n$&\n=======\n$&\n>>>>>>> other');

  it('is told as such, once, whatever the readers make of it', () => {
    const of = { ...WHOLE, [MANIFEST]: conflict(WHOLE[MANIFEST]!) };
    expect(places(of)).toEqual([`${MANIFEST} 4:1-13`]);
    const [one] = told(of);
    expect(one!.message).toBe('A merge conflict is left in "Solution.xml".');
    expect(one!.related.map((other) => other.message)).toEqual(['the conflict ends here']);
  });

  it('in a file that can be read is no damage', () => {
    const text = WHOLE['flow-owners.json']!.replace('/* ours */', '/*\n<<<<<<< a\n>>>>>>> b\n*/');
    expect(places({ ...WHOLE, 'flow-owners.json': text })).toEqual([]);
  });
});

describe('CODEOWNERS', () => {
  const withLines = (...lines: string[]): Files => ({ ...WHOLE, '.github/CODEOWNERS': lines.join('\n') });

  it('is told where a line is about flows of the solution', () => {
    const of = withLines(
      '# ours',
      '/web/ somebody',
      '/src/Workflows/ @contoso/orders Jane Miller',
      '*.xml nobody',
    );
    expect(places(of)).toEqual(['.github/CODEOWNERS 3:33-37']);
  });

  it('is left alone where it is written for another host', () => {
    expect(places(withLines('CODEOWNERS.destination_branch_pattern main', '[Orders] @a', '* @a'))).toEqual(
      [],
    );
  });
});

describe('other forms', () => {
  it('YAML of a solution', () => {
    const of: Files = {
      'solutions/Orders/solution.yml':
        'SolutionManifest:\n  UniqueName: Orders\n  Version: 1.0.0.0\n  Managed: 0\n',
      'solutions/Orders/rootcomponents.yml': "- '@type': [\n",
      'publishers/contoso/publisher.yml': 'Publisher:\n  UniqueName: contoso\n',
    };
    expect(told(of).map(({ place, message }) => [place.uri, message])).toEqual([
      ['file:///repo/solutions/Orders/rootcomponents.yml', 'This YAML is not well-formed.'],
    ]);
  });

  it('a table of owners', () => {
    const table = 'Flow Id,Owner\n1a1b2c3d-1111-2222-3333-444455556666,Jane\n2a,"Joe\n';
    expect(places({ ...WHOLE, 'flow-list.csv': table })).toEqual(['flow-list.csv 3:4-5']);
  });

  it('an empty file, a file without its list', () => {
    expect(places({ ...WHOLE, 'flow-owners.json': '{}' })).toEqual(['flow-owners.json 1:1-2']);
    expect(told({ ...WHOLE, 'flow-owners.json': '' })).toHaveLength(1);
    expect(told({ ...WHOLE, [DEFINITION]: '' })).toHaveLength(1);
  });
});

describe('is told once', () => {
  const all = (of: Files) => {
    const { analyses } = checkFiles(of);
    return distinctFindings(analyses, (one) =>
      analyses
        .map((other) => other.solution)
        .filter((other) => other.id !== one.id && other.name === one.name),
    ).flatMap(({ finding }) => (finding.ruleId === ID ? [finding.place.uri] : []));
  };
  const copy = (of: Files, to: string, change: (text: string) => string = (text) => text): Files =>
    Object.fromEntries(
      Object.entries(of).flatMap(([path, text]) =>
        path.startsWith('src/') ? [[`${to}/${path.slice(4)}`, change(text)]] : [],
      ),
    );

  it('of a file that serves several solutions', () => {
    const of = {
      ...copy(WHOLE, 'one'),
      ...copy(WHOLE, 'two', (text) => text.replace('>Orders<', '>Other<')),
      'flow-owners.json': '{',
    };
    expect(checkFiles(of).analyses).toHaveLength(2);
    expect(all(of)).toEqual(['file:///repo/flow-owners.json']);
  });

  it('of a solution and its managed form', () => {
    const damaged = { ...WHOLE, [DEFINITION]: WHOLE[DEFINITION]!.slice(0, 90) };
    const of = {
      ...copy(damaged, 'Unmanaged'),
      ...copy(damaged, 'Managed', (text) => text.replace('<Managed>0<', '<Managed>1<')),
    };
    expect(checkFiles(of).analyses).toHaveLength(2);
    expect(all(of)).toEqual([`file:///repo/Unmanaged/${DEFINITION.slice(4)}`]);
  });

  it('of a flow, by the rule about flows', () => {
    const [flow] = Object.keys(WHOLE).filter((path) => path.endsWith('.json') && path.includes('Workflows/'));
    const rules = checkFiles({ ...WHOLE, [flow!]: `${WHOLE[flow!]!.slice(0, -9)}}` }).findings.map(
      ({ finding }) => finding.ruleId,
    );
    expect(rules).toContain('invalid-json');
    expect(rules).not.toContain(ID);
  });
});

it('keeps the rest: other files are checked as ever', () => {
  const settings = '{ "EnvironmentVariables": [ { "SchemaName": "abc_Site" "Value": "x" } ] }';
  const entry = Object.keys(WHOLE).find((path) => /Cancelorder.*\.data\.xml$/.test(path))!;
  const { [entry]: _, ...others } = WHOLE;
  const of: Files = {
    ...others,
    'deploymentSettings.json': settings,
    [DEFINITION]: WHOLE[DEFINITION]!.replace('</type>', ''),
    'flow-owners.json': '{ "flows": [ { "flow": "*", "owner": "a@b.example" ',
  };
  expect(places(of)).toEqual([
    'deploymentSettings.json 1:56-57',
    'flow-owners.json 1:14-15',
    `${entry.replace('.data.xml', '')} 4:5-17 error(flow-not-registered)`,
    `${DEFINITION} 6:1-2`,
  ]);
});

it('shows nothing of what stands at the damage', () => {
  const secret = `${'Tr0ub'}<${'dor77'}`;
  const text = WHOLE[DEFINITION]!.replace('<type>', `<defaultvalue>${secret}</defaultvalue>\n  <type>`);
  const { analyses } = checkFiles({ ...WHOLE, [DEFINITION]: text });
  const [finding] = analyses[0]!.findings;
  expect(finding!.ruleId).toBe(ID);
  const report = toReportFinding(analyses[0]!, finding!, (uri) => uri, rule.meta, NO_SECRETS);
  for (const part of ['Tr0ub', 'dor77']) expect(JSON.stringify(report)).not.toContain(part);
  const settings = `{ "EnvironmentVariables": [ { "SchemaName": "abc_Site", "Value": "Tr0ub"dor77" } ] }`;
  const damaged = checkFiles({ ...WHOLE, 'deploymentSettings.json': settings });
  const [one] = damaged.findings.filter((other) => other.finding.ruleId === ID);
  const other = toReportFinding(damaged.analyses[0]!, one!.finding, (uri) => uri, rule.meta, NO_SECRETS);
  expect(JSON.stringify(other)).not.toContain('dor77');
});
