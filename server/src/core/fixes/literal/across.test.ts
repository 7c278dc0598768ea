// Repairs that reach into the other flows of a solution: `fixtures/across-<layout>/before` is a folder with three flows,
// `fixtures/across-<layout>/<case>.patch` what the repair changes in it, byte by byte (`UPDATE=1` writes it).

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixesWith, holdAcross, viewOf } from '../../../../../test/harness/acrossFlows.ts';
import { expandFakes, FAKES } from '../../../../../test/harness/fakes.ts';
import { expectGoldenPatch } from '../../../../../test/harness/goldenPatch.ts';
import {
  checkIn,
  expectNothingWritten,
  solutionFilesOf,
  type Workspace,
} from '../../../../../test/harness/repairs.ts';
import { unnamed } from '../../../../../test/harness/titles.ts';
import type { Fix, FlowFinding } from '../../finding.ts';
import type { Analysis } from '../../index.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const ROOT = 'file:///repo/';

function load(layout: string): Map<string, string> {
  const folder = join(FIXTURES, layout, 'before');
  const workspace = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.(?:json|xml)$/.test(name)) continue;
    workspace.set(ROOT + name.replaceAll('\\', '/'), expandFakes(readFileSync(join(folder, name), 'utf8')));
  }
  return workspace;
}

const flowIn = (workspace: Workspace, name: string): string =>
  [...workspace.keys()].find((uri) => uri.includes(`/${name}-`) && uri.endsWith('.json'))!;
const names = (uris: readonly string[]): string[] =>
  uris.map((uri) => uri.slice(uri.lastIndexOf('/') + 1).split('-')[0]!).sort();

interface Asked {
  readonly analysis: Analysis;
  readonly finding: FlowFinding;
  readonly fix: Fix;
}

function ask(workspace: Workspace, flow: string, rule: string, title: string): Asked {
  const uri = flowIn(workspace, flow);
  const analysis = checkIn(workspace, uri, solutionFilesOf(workspace), undefined, viewOf(workspace));
  const finding = analysis.findings.find((one) => one.ruleId === rule);
  if (finding === undefined) throw new Error(`no finding of ${rule} in ${flow}`);
  const fixes = fixesWith(analysis, finding, workspace);
  const fix = fixes.find((one) => unnamed(one.title) === title);
  if (fix === undefined) throw new Error(`not offered: ${fixes.map((one) => one.title).join(' | ')}`);
  return { analysis, finding, fix };
}

const HOLD = 'in all 3 flows';
const SITE = 'https://fabrikam.sharepoint.com/sites/orders';
const ALL = ['Archiveorders', 'Sendorders', 'Trackorders'];

interface Case {
  readonly name: string;
  readonly rule: string;
  readonly title: string;
  readonly value: string;
}

const CASES: readonly Case[] = [
  {
    name: 'vault',
    rule: 'hardcoded-secret',
    title: `Read from Azure Key Vault ${HOLD}`,
    value: FAKES.hex32!,
  },
  {
    name: 'secret-variable',
    rule: 'hardcoded-secret',
    title: `Read from a new secret variable ${HOLD}`,
    value: FAKES.hex32!,
  },
  {
    name: 'new-variable',
    rule: 'hardcoded-environment-url',
    title: `Replace with a new environment variable ${HOLD}`,
    value: SITE,
  },
  {
    name: 'parameter-to-secret',
    rule: 'secret-in-parameter-default',
    title: 'Turn "abc_ErpToken" into a secret variable, read at run time in all 3 flows',
    value: FAKES.jwt!,
  },
];

/** Other ways in which the flows may be written. */
const VARIANTS: Readonly<Record<string, (text: string) => string>> = {
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'byte order mark': (text) => `\uFEFF${text}`,
  'one line': (text) => JSON.stringify(JSON.parse(text)),
  tabs: (text) => JSON.stringify(JSON.parse(text), undefined, '\t'),
};

/** The id of a new step is made from the file's length. */
const plain = (text: string): string => text.replace(/("operationMetadataId": ?)"[0-9a-f-]+"/g, '$1""');

for (const layout of ['across-unpacked', 'across-unzipped']) {
  describe(`repairs over the flows of a solution in "${layout}"`, () => {
    const workspace = load(layout);

    it.each(CASES.map((one) => [one.name, one] as const))('%s', (_, { name, rule, title, value }) => {
      const { analysis, finding, fix } = ask(workspace, 'Sendorders', rule, title);
      expect(analysis.fixesFor(finding).find((one) => unnamed(one.title) === title)?.reads).toHaveLength(2);
      const { after, changed, fresh } = holdAcross(workspace, fix, [value]);
      expect(names(changed)).toEqual(ALL);
      expect(fresh).toEqual([]);
      expect(fix.note).toMatch(/ changes "\w+ orders" and "\w+ orders" as well\.$/);
      expectGoldenPatch(join(FIXTURES, layout, `${name}.patch`), workspace, after, ROOT);
      if (value !== SITE) expectNothingWritten(fix, value);
      // Gone everywhere, so that a second run has nothing to do.
      const view = viewOf(after);
      for (const uri of changed) {
        const again = checkIn(after, uri, solutionFilesOf(after), undefined, view);
        expect(again.findings.map((one) => one.ruleId)).not.toContain(rule);
        if (value !== SITE) expect(after.get(uri)).not.toContain(value);
      }

      // The same in every other form of the flows: what the repair writes takes the form, the rest stays byte for byte.
      for (const [variant, change] of Object.entries(VARIANTS)) {
        const other = new Map(workspace);
        for (const uri of changed) other.set(uri, change(workspace.get(uri)!));
        const same = ask(other, 'Sendorders', rule, title);
        const result = holdAcross(other, same.fix, [value]);
        expect(result.fresh).toEqual([]);
        for (const uri of changed)
          expect(plain(result.after.get(uri)!), `${variant} of ${uri}`).toBe(plain(change(after.get(uri)!)));
      }
    });
  });
}
