// Each repair in each layout: `fixtures/<layout>/before` is the folder, `fixtures/<layout>/<case>.patch` what the repair
// changes in it, byte by byte (`UPDATE=1` writes it).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandFakes, FAKES } from '../../../../../test/harness/fakes.ts';
import { expectGoldenPatch } from '../../../../../test/harness/goldenPatch.ts';
import {
  applyFix,
  checkIn,
  expectNothingWritten,
  holdRepair,
  type Repaired,
  repairedBy,
  solutionFilesOf,
  type Workspace,
} from '../../../../../test/harness/repairs.ts';
import { unnamed } from '../../../../../test/harness/titles.ts';
import type { Fix } from '../../finding.ts';
import type { Analysis } from '../../index.ts';
import { maskedFixes } from '../../rules/masked.ts';
import { literalFixes } from './index.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const ROOT = 'file:///repo/';

function load(layout: string): { workspace: Map<string, string>; flowUri: string } {
  const folder = join(FIXTURES, layout, 'before');
  const workspace = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:json|xml)$/.test(name)) continue;
    workspace.set(ROOT + name.replaceAll('\\', '/'), expandFakes(readFileSync(join(folder, name), 'utf8')));
  }
  const flowUri = [...workspace.keys()].find((uri) => /Sendorders-[^/]*\.json$|definition\.json$/.test(uri))!;
  return { workspace, flowUri };
}

/** What is repaired: the finding of a rule in a step, or a plain text. */
interface Case {
  readonly name: string;
  readonly rule?: string;
  readonly step: string;
  readonly text?: string;
  readonly title: string;
  /** New findings: what was true before and is now told in another way. */
  readonly fresh?: readonly string[];
}

const CASES: readonly Case[] = [
  { name: 'vault', rule: 'hardcoded-secret', step: 'Send_order', title: 'Read from Azure Key Vault' },
  {
    name: 'vault-through-compose',
    rule: 'hardcoded-secret',
    step: 'Prices_api_key',
    title: 'Read from Azure Key Vault',
  },
  { name: 'vault-url', rule: 'signed-url', step: 'Start_next_flow', title: 'Read from Azure Key Vault' },
  {
    name: 'vault-query',
    rule: 'credentials-in-url',
    step: 'Look_up',
    title: 'Read from Azure Key Vault',
    // The credential still goes over the wire in the URL, where servers log it.
    fresh: ['credentials-in-url'],
  },
  {
    name: 'secret-variable',
    rule: 'http-authentication-literal',
    step: 'List_orders',
    title: 'Read from a new secret variable',
  },
  {
    name: 'parameter-to-secret',
    rule: 'secret-in-parameter-default',
    step: '',
    title: 'Turn "abc_ErpToken" into a secret variable, read at run time',
  },
  {
    name: 'known-variable',
    step: 'Send_order',
    text: 'https://orders.contoso.example',
    title: 'Replace with environment variable "abc_OrdersUrl"',
  },
  {
    name: 'known-variable-everywhere',
    step: 'Send_order',
    text: 'https://orders.contoso.example',
    title: 'Replace with environment variable "abc_Orde…Url" in all 3 places',
  },
  {
    name: 'new-variable',
    step: 'Get_prices',
    text: 'https://prices.contoso.example/v1',
    title: 'Replace with a new environment variable',
  },
  {
    name: 'new-variable-everywhere',
    step: 'Close_erp',
    text: 'https://erp.contoso.example',
    title: 'Replace with a new environment variable in all 3 places',
  },
];

interface Target {
  readonly repaired: Repaired;
  readonly fixes: readonly Fix[];
}

function target(analysis: Analysis, workspace: Workspace, { rule, step, text = '' }: Case): Target {
  const { tree, flows } = analysis.document;
  const flow = flows[0]!;
  const owner = flow.actionsByName.get(step.toLowerCase());
  const within = (node: number): boolean =>
    owner === undefined || (node > owner.node && node < tree.after(owner.node));
  if (rule !== undefined) {
    const finding = analysis.findings.find((one) => one.ruleId === rule && within(one.place.node));
    if (finding === undefined) throw new Error(`no finding of ${rule} in "${step}"`);
    return { repaired: repairedBy(finding), fixes: analysis.fixesFor(finding) };
  }
  for (let node = owner!.inputs; node < tree.after(owner!.inputs); node++) {
    const start = tree.string(node).indexOf(text);
    if (start === -1) continue;
    const span = { start, end: start + text.length };
    const solution = solutionFilesOf(workspace).solutionOf(analysis.document.uri);
    const literal = { node, span, secret: false, step: owner!, name: `${step} URL` };
    return {
      repaired: { label: text, node, span },
      fixes: maskedFixes(literalFixes(flow, solution, literal), analysis.document.uri),
    };
  }
  throw new Error(`no text "${text}" in "${step}"`);
}

/** Other ways in which the flow's file may be written. */
const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'byte order mark': (text) => `\uFEFF${text}`,
  'one line': (text) => JSON.stringify(JSON.parse(text)),
  tabs: (text) => JSON.stringify(JSON.parse(text), undefined, '\t'),
};

for (const layout of ['unpacked', 'unzipped']) {
  describe(`repairs in layout "${layout}"`, () => {
    const { workspace, flowUri } = load(layout);
    const files = solutionFilesOf(workspace);
    const analysis = checkIn(workspace, flowUri, files);

    it.each(CASES.map((one) => [one.name, one] as const))('%s', (_, one) => {
      const { repaired, fixes } = target(analysis, workspace, one);
      const fix = fixes.find(({ title }) => unnamed(title) === one.title);
      if (fix === undefined)
        throw new Error(`not offered: ${fixes.map(({ title }) => unnamed(title)).join(', ')}`);
      const { after, fresh } = holdRepair(workspace, files, analysis, repaired, fix);
      expect(fresh).toEqual(one.fresh ?? []);
      expectGolden(join(layout, `${one.name}.patch`), workspace, after);
      if (one.rule !== undefined) {
        for (const secret of Object.values(FAKES)) expectNothingWritten(fix, secret);
      }
      expectDone(after, flowUri, repaired, analysis);

      // The same in every other form of the file: what the repair writes takes the form, the rest stays byte for byte.
      for (const [variant, change] of Object.entries(VARIANTS)) {
        const other = new Map(workspace).set(flowUri, change(workspace.get(flowUri)!));
        const again = checkIn(other, flowUri);
        const same = target(again, other, one);
        const changed = applyFix(other, same.fixes.find(({ title }) => unnamed(title) === one.title)!);
        holdRepair(
          other,
          solutionFilesOf(other),
          again,
          same.repaired,
          same.fixes.find(({ title }) => unnamed(title) === one.title)!,
        );
        expect(plain(changed.get(flowUri)!), variant).toBe(plain(change(after.get(flowUri)!)));
      }
    });
  });
}

/** The id of a new step is made from the file's length. */
function plain(text: string): string {
  return text.replace(/("operationMetadataId": ?)"[0-9a-f-]+"/g, '$1""');
}

/** A second run has nothing to do: the finding, and with it its repairs, are gone. */
function expectDone(
  after: Workspace,
  uri: string,
  { finding, node, span }: Repaired,
  before: Analysis,
): void {
  const again = checkIn(after, uri);
  if (finding !== undefined) {
    expect(again.findings.map((one) => one.fingerprint)).not.toContain(finding.fingerprint);
    return;
  }
  const { tree } = before.document;
  const text = tree.string(node).slice(span!.start, span!.end);
  const places = (flow: string): number => flow.split(text).length - 1;
  expect(places(again.document.text)).toBeLessThanOrEqual(places(tree.text));
}

describe('repairs in a legacy package', () => {
  const { workspace, flowUri } = load('package');
  const analysis = checkIn(workspace, flowUri);

  it('are not offered: it has no environment variables and no connection references', () => {
    const secrets = analysis.findings.filter(({ ruleId }) => CASES.some(({ rule }) => rule === ruleId));
    expect(secrets.map(({ ruleId }) => ruleId).sort()).toEqual([
      'credentials-in-url',
      'hardcoded-secret',
      'hardcoded-secret',
      'http-authentication-literal',
      'signed-url',
    ]);
    for (const finding of secrets) {
      expect(finding.fix).toBeNull();
      expect(analysis.fixesFor(finding)).toEqual([]);
    }
    for (const one of CASES) {
      if (one.text === undefined || one.step === 'Close_erp') continue;
      expect(target(analysis, workspace, one).fixes, one.name).toEqual([]);
    }
  });

  it('read from the vault when the flow has a connection to one', () => {
    const { workspace: own, flowUri: uri } = load('package-with-vault');
    const files = solutionFilesOf(own);
    const checked = checkIn(own, uri, files);
    for (const one of CASES) {
      if (one.rule === undefined || one.rule === 'secret-in-parameter-default') continue;
      const { repaired, fixes } = target(checked, own, one);
      expect(repaired.finding?.fix).toBe('review');
      expect(fixes.map(({ title }) => unnamed(title))).toEqual(['Read from Azure Key Vault']);
      const { after, fresh } = holdRepair(own, files, checked, repaired, fixes[0]!);
      expect(fresh).toEqual(one.fresh ?? []);
      if (one.title === unnamed(fixes[0]!.title))
        expectGolden(join('package-with-vault', `${one.name}.patch`), own, after);
      expectDone(after, uri, repaired, checked);
    }
  });
});

function expectGolden(name: string, before: Workspace, after: Workspace): void {
  expectGoldenPatch(join(FIXTURES, name), before, after, ROOT);
}
