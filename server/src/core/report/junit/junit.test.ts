import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseXml, type XmlElement, XmlText } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { findingsIn, inputOf } from '../../../../../test/cli/support/reportInput.ts';
import { HIDDEN, ORDERS } from '../../../../../test/harness/hostileNames.ts';
import type { ReportFinding, ReportInput } from '../reportInput.ts';
import { toJunit } from './toJunit.ts';

const SCHEMA = fileURLToPath(new URL('../../../../../test/harness/junit.xsd', import.meta.url));

const [LEAK, DAMAGE] = findingsIn('{\n"flow":1,"leak":true,"damage":1}', 'Workflows/a.json');
const fails = ({ baseline }: ReportFinding): boolean => baseline !== 'unchanged';

/** What the schema says of an element: its attributes, needed and other, and the elements in it. */
const ELEMENTS: Readonly<Record<string, readonly [needs: string, may: string, holds: string]>> = {
  testsuites: ['', 'name time tests failures errors', 'testsuite'],
  testsuite: ['name tests failures errors', 'skipped', 'testcase'],
  testcase: ['name', 'classname time', 'skipped error failure system-out system-err'],
  failure: ['', 'type message', ''],
  error: ['', 'type message', ''],
  skipped: ['', 'type message', ''],
  'system-out': ['', '', ''],
};

function elementsIn(element: XmlElement): XmlElement[] {
  return element.children.filter((one): one is XmlElement => one.type === 'element');
}

/** Each problem of a report, one line each: what is no XML throws. */
function problemsOf(element: XmlElement): string[] {
  const [needs, may, holds] = ELEMENTS[element.name] ?? ['', '', ''];
  const words = (text: string): string[] => text.split(' ').filter((one) => one !== '');
  const names = Object.keys(element.attributes);
  const children = elementsIn(element);
  return [
    ...(ELEMENTS[element.name] === undefined ? [`unknown ${element.name}`] : []),
    ...words(needs)
      .filter((one) => !names.includes(one))
      .map((one) => `${element.name} lacks ${one}`),
    ...names
      .filter((one) => !words(`${needs} ${may}`).includes(one))
      .map((one) => `${element.name} has ${one}`),
    ...children
      .filter((one) => !words(holds).includes(one.name))
      .map((one) => `${element.name} holds ${one.name}`),
    ...(words(holds).length > 0 &&
    element.children.some((one) => one instanceof XmlText && one.text.trim() !== '')
      ? [`${element.name} holds text`]
      : []),
    ...children.flatMap(problemsOf),
  ];
}

function read(input: ReportInput): XmlElement {
  const { root } = parseXml(toJunit(input, { fails }));
  expect(problemsOf(root!)).toEqual([]);
  return root!;
}

const FULL: ReportInput = {
  ...inputOf(
    [LEAK!, { ...LEAK!, message: 'Again.' }, { ...DAMAGE!, baseline: 'unchanged' }],
    [{ file: 'b.json', message: 'No.' }],
  ),
  ignored: [{ ...LEAK!, file: 'c.json', reason: 'Only <tests>', expires: undefined }],
  checked: [
    { file: 'Workflows/a.json', rules: ['fake-leak', 'fake-note'] },
    { file: 'clean.json', rules: ['fake-note'] },
  ],
};

it('has a suite for each file, and a case for each rule that ran or found something', () => {
  const root = read(FULL);
  const shape = elementsIn(root).map((suite) => [
    suite.attributes.name,
    ...['tests', 'failures', 'errors', 'skipped'].map((name) => suite.attributes[name]),
    elementsIn(suite).map((one) => [one.attributes.name, ...elementsIn(one).map((child) => child.name)]),
  ]);
  expect(shape).toEqual([
    [
      ...['Workflows/a.json', '3', '1', '0', '1'],
      [['fake-leak', 'failure'], ['fake-note'], ['fake-damage', 'skipped', 'system-out']],
    ],
    ['clean.json', '1', '0', '0', '0', [['fake-note']]],
    ['c.json', '1', '0', '0', '1', [['fake-leak', 'skipped', 'system-out']]],
    ['b.json', '1', '0', '1', '0', [['can be checked', 'error']]],
  ]);
  expect(root.attributes).toMatchObject({ tests: '6', failures: '1', errors: '1' });
});

it('tells in a failure every place, and in the rest what is milder', () => {
  const failure = elementsIn(elementsIn(elementsIn(read(FULL))[0]!)[0]!)[0]!;
  expect(failure.attributes).toEqual({ type: 'warning', message: 'The step shows fake-leak. (and 1 more)' });
  expect(failure.text.trim().split('\n')).toEqual([
    'Workflows/a.json:2:17 The step shows fake-leak. Do something about fake-leak.',
    'Workflows/a.json:2:17 Again. Do something about fake-leak.',
  ]);
  const { root } = parseXml(toJunit(inputOf([LEAK!]), { fails: () => false }));
  const [only] = elementsIn(elementsIn(root!)[0]!);
  expect(elementsIn(only!).map((one) => one.name)).toEqual(['system-out']);
  expect(only!.text).toContain('warning: Workflows/a.json:2:17 The step shows fake-leak.');
});

describe('names', () => {
  const named = (name: string): ReportInput => ({
    ...inputOf(
      [{ ...LEAK!, file: `${name}.json`, message: name, hint: name }],
      [{ file: name, message: name }],
    ),
    ignored: [{ ...DAMAGE!, file: name, message: name, reason: name, expires: undefined }],
  });

  it.each(ORDERS)('stay text: %j', (name) => {
    expect(elementsIn(read(named(name)))).toHaveLength(2);
  });

  it('hold nothing that XML forbids', () => {
    for (const one of [...Object.values(HIDDEN), '\ud800', 'a\udc00b', '\ufffe', '\uffff'])
      expect(toJunit(named(`a${one}b`), { fails })).not.toMatch(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u,
      );
  });
});

it('is valid by the schema of Jenkins', async () => {
  const schema = readFileSync(SCHEMA, 'utf8');
  const valid = async (contents: string): Promise<boolean> =>
    (await validateXML({ xml: { fileName: 'report.xml', contents }, schema })).valid;
  expect(await valid(toJunit(FULL, { fails }))).toBe(true);
  expect(await valid('<testsuites><testcase/></testsuites>')).toBe(false);
});

it('is held to what the schema says', () => {
  const schema = parseXml(readFileSync(SCHEMA, 'utf8')).root!;
  const names = elementsIn(schema).flatMap((one) => (one.name === 'xs:element' ? [one.attributes.name] : []));
  expect(names.sort()).toEqual(expect.arrayContaining(Object.keys(ELEMENTS).sort()));
});
