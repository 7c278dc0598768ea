import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../../test/harness/fakes.ts';
import {
  callWith,
  type FlowSpec,
  flowText,
  getSecret,
  http,
  inOrder,
  type StepJson,
  secured,
  sendMail,
} from '../../../../../test/harness/flowBuilder.ts';
import { flowCases } from '../../../../../test/harness/flowCases.ts';
import { many } from '../../../../../test/harness/many.ts';
import { fewOfEach } from '../../../../../test/harness/part.ts';
import { checkIn, solutionFilesOf } from '../../../../../test/harness/repairs.ts';
import { expectWellFormed } from '../../../../../test/harness/sameFlow.ts';
import { FLOW_URI, solutionWith, withoutReferences } from '../../../../../test/harness/solutionFlows.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';
import type { Fix } from '../../finding.ts';
import type { FixKind } from '../../fixes/kinds.ts';
import { RULES } from '../../rules/index.ts';
import { fakes } from '../../secrets/detect/fakeSecrets.ts';
import { DEFINITION, UNPACKED, uriOf } from '../../solution/testing.ts';
import { applyEdits } from '../../text/textEdit.ts';
import type { Analysis } from '../analysis.ts';

const KEY = FAKES.hex32!;
const OTHER = FAKES.functionKey!;
const SITE = 'https://contoso.sharepoint.com/sites/hr';

const flowUri = (name: string, at: number): string =>
  uriOf(`src/Workflows/${name}-0A1B2C3D-1111-2222-3333-44445555${6660 + at}.json`);
const OWN = flowUri('Own', 0);
const SECOND = flowUri('Second', 1);

function workspaceOf(
  flows: readonly FlowSpec[],
  more: Readonly<Record<string, string>> = {},
): Map<string, string> {
  const workspace = new Map<string, string>();
  for (const [path, text] of Object.entries({ ...UNPACKED, ...more }))
    if (!path.includes('/Workflows/')) workspace.set(uriOf(path), text);
  flows.forEach((flow, at) => {
    workspace.set([OWN, SECOND][at]!, withoutReferences(flowText(flow)));
  });
  return workspace;
}

const rulesIn = (workspace: ReadonlyMap<string, string>, uri: string): string[] =>
  checkIn(workspace, uri).findings.map((one) => one.ruleId);
const created = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...after.keys()].filter((uri) => !before.has(uri));

describe('in one flow', () => {
  const twoKeys = { actions: inOrder({ A: callWith(KEY), B: callWith(OTHER), C: callWith(KEY) }) };

  it('reads each secret where it belongs: none is left, and once is enough', async () => {
    const workspace = workspaceOf([twoKeys]);
    const asked = { ruleId: 'hardcoded-secret', kind: 'key-vault', flows: [OWN] } as const;
    const { after, repaired, left, files, notes, rows } = await many(workspace, asked);
    expect([repaired, left]).toEqual([3, 0]);
    expect(rows.flatMap((row) => row.steps).sort()).toEqual(['A', 'B', 'C']);
    expect(rulesIn(after, OWN)).not.toContain('hardcoded-secret');
    const text = after.get(OWN)!;
    expect(text).not.toContain(KEY);
    expect(text).not.toContain(OTHER);
    expect(text.match(/"GetSecret"/g)).toHaveLength(2);
    expect(notes.length).toBe(2);
    for (const { uri, before, after: now, edits } of files) {
      expectWellFormed('many', uri, now);
      expect(applyEdits(before!, edits)).toBe(now);
    }
    // One connection reference for both.
    const customizations = after.get(uriOf('src/Other/Customizations.xml'))!;
    expect(customizations.match(/apis\/shared_keyvault/g)).toHaveLength(1);
    expect((await many(after, asked)).files).toEqual([]);
  });

  it('makes one variable for each text, and both entries in the manifest', async () => {
    const sites = [SITE, 'https://contoso.crm4.dynamics.com'];
    const workspace = workspaceOf([
      { actions: inOrder({ A: http({ uri: sites[0]! }), B: http({ uri: sites[1]! }) }) },
    ]);
    const asked = {
      ruleId: 'hardcoded-environment-url',
      kind: 'environment-variable',
      flows: [OWN],
    } as const;
    const { after, repaired } = await many(workspace, asked);
    expect(repaired).toBe(2);
    expect(created(workspace, after)).toHaveLength(2);
    const manifest = after.get(uriOf('src/Other/Solution.xml'))!;
    expect(manifest.match(/<RootComponent type="380"/g)?.length).toBe(
      (workspace.get(uriOf('src/Other/Solution.xml'))!.match(/<RootComponent type="380"/g)?.length ?? 0) + 2,
    );
    expect((await many(after, asked)).files).toEqual([]);
  });

  it('takes a secret out of a URL, though the rule then tells that one is sent there', async () => {
    const call = (name: string) => http({ uri: `https://api.contoso.example/${name}?api_key=${KEY}` });
    const workspace = workspaceOf([{ actions: { A: call('a') } }, { actions: { B: call('b') } }]);
    const asked = { ruleId: 'credentials-in-url', kind: 'key-vault' } as const;
    const { after, repaired, left, rows } = await many(workspace, asked);
    expect([repaired, left, rows.length]).toEqual([2, 0, 2]);
    for (const uri of [OWN, SECOND]) {
      expect(after.get(uri)).not.toContain(KEY);
      expect(rulesIn(after, uri)).toEqual(['credentials-in-url']);
    }
    expect((await many(after, asked)).files).toEqual([]);
  });

  it('reads two secrets under two names, in one step and in steps of one name in two flows', async () => {
    const [first, second, third] = [3, 4, 5].map((seed) => fakes.hex32(seed));
    const call = (key: string, body: StepJson): StepJson => http({ headers: { 'x-api-key': key }, body });
    const workspace = workspaceOf([
      { actions: { HTTP: call(first!, { 'x-api-key': second! }) } },
      { actions: { HTTP: call(third!, {}) } },
    ]);
    const asked = { ruleId: 'hardcoded-secret', kind: 'key-vault', solution: true } as const;
    const { after, repaired } = await many(workspace, asked);
    expect(repaired).toBe(3);
    const namesIn = (uri: string) =>
      [...after.get(uri)!.matchAll(/"secretName": "([^"]*)"/g)].map(([, name]) => name).sort();
    expect([namesIn(OWN), namesIn(SECOND)]).toEqual([
      ['http-x-api-key', 'http-x-api-key-2'],
      ['http-x-api-key-3'],
    ]);
  });

  it('changes no file that may not be changed, and tells how many findings keep theirs', async () => {
    const workspace = workspaceOf([twoKeys]);
    const mayChange = (uri: string): boolean => !uri.endsWith('Customizations.xml');
    const made = await many(workspace, {
      ruleId: 'hardcoded-secret',
      kind: 'key-vault',
      flows: [OWN],
      mayChange,
    });
    expect([made.files, made.repaired, made.left]).toEqual([[], 0, 3]);
  });

  it('makes no part of a repair that takes a file away', async () => {
    const deleting = (fix: Fix): Fix => ({
      ...fix,
      ...{ others: 'also', changes: [...fix.changes, { uri: SECOND, delete: true }] },
    });
    const mapAnalysis = (real: Analysis): Analysis =>
      ({
        ...{ document: real.document, failures: real.failures, summary: real.summary },
        fixesFor: (finding, texts): readonly Fix[] => real.fixesFor(finding, texts).map(deleting),
        findings: real.findings,
      }) as Analysis;
    const asked = { ruleId: 'hardcoded-secret', kind: 'key-vault', flows: [OWN], mapAnalysis } as const;
    const made = await many(workspaceOf([twoKeys]), asked);
    expect([made.files, made.repaired, made.left]).toEqual([[], 0, 3]);
  });

  it('puts back what does not cure its finding, and makes the others', async () => {
    const workspace = workspaceOf([{ actions: inOrder({ A: callWith(KEY), B: callWith(OTHER) }) }]);
    const own = checkIn(workspace, OWN).findings.filter((one) => one.ruleId === 'hardcoded-secret');
    const staying = own[0]!;
    // As if the check still found the first secret where it is gone.
    const mapAnalysis = (real: Analysis): Analysis =>
      ({
        ...{ document: real.document, failures: real.failures, summary: real.summary },
        ...{ fixesFor: (finding, texts) => real.fixesFor(finding, texts) },
        findings: real.document.text.includes(KEY) ? real.findings : [staying, ...real.findings],
      }) as Analysis;
    const asked = { ruleId: 'hardcoded-secret', kind: 'key-vault', flows: [OWN], mapAnalysis } as const;
    const { after, repaired, left } = await many(workspace, asked);
    expect([repaired, left]).toEqual([1, 1]);
    expect(after.get(OWN)).toContain(KEY);
    expect(after.get(OWN)).not.toContain(OTHER);
    expect(after.get(OWN)!.match(/"GetSecret"/g)).toHaveLength(1);
  });

  it('tells how many findings offer no such repair any more, once others were made', async () => {
    const mapAnalysis = (real: Analysis): Analysis =>
      ({
        ...{ document: real.document, failures: real.failures, summary: real.summary },
        findings: real.findings,
        // As if the repair of one took the other's with it.
        fixesFor: (finding, texts) =>
          real.document.text.includes(KEY) && real.document.text.includes(OTHER)
            ? real.fixesFor(finding, texts)
            : [],
      }) as Analysis;
    const asked = { ruleId: 'hardcoded-secret', kind: 'key-vault', flows: [OWN], mapAnalysis } as const;
    const two = workspaceOf([{ actions: inOrder({ A: callWith(KEY), B: callWith(OTHER) }) }]);
    const made = await many(two, asked);
    expect([made.repaired, made.left, made.noLonger]).toEqual([1, 0, 1]);
    const all = await many(two, { ...asked, mapAnalysis: (real) => real });
    expect([all.repaired, all.left, all.noLonger]).toEqual([2, 0, 0]);
  });

  it('makes what changes single places at once: more findings take no more checks', async () => {
    const checks: number[] = [];
    for (const steps of [3, 30]) {
      const calls = Array.from({ length: steps }, (_, at): [string, StepJson] => [
        `Call_${at}`,
        http({ uri: `http://api.contoso.example/${at}` }),
      ]);
      let count = 0;
      const mapAnalysis = (one: Analysis): Analysis => {
        count++;
        return one;
      };
      const workspace = workspaceOf([{ actions: inOrder(Object.fromEntries(calls)) }]);
      const asked = { ruleId: 'insecure-url', kind: 'use-https', flows: [OWN], mapAnalysis } as const;
      const { after, repaired } = await many(workspace, asked);
      expect(repaired).toBe(steps);
      expect(after.get(OWN)).not.toContain('http://');
      checks.push(count);
    }
    expect(checks[1]).toBe(checks[0]);
  });

  it('leaves other kinds and other rules alone', async () => {
    const workspace = workspaceOf([twoKeys]);
    for (const asked of [
      { ruleId: 'hardcoded-secret', kind: 'environment-variable' },
      { ruleId: 'signed-url', kind: 'key-vault' },
    ] as const)
      expect(await many(workspace, asked)).toMatchObject({ files: [], repaired: 0, left: 0 });
  });

  it('counts what cures a part as done after one round', async () => {
    const mail = (tracked: string) => ({
      ...sendMail("Key @{outputs('Note')}"),
      trackedProperties: { id: tracked },
    });
    // The platform's own hiding ends behind a data step.
    const note = { type: 'Compose', inputs: "@outputs('Get')?['body/value']" };
    const flow = {
      actions: inOrder({
        Get: secured(getSecret(), 'outputs'),
        Note: secured(note, 'inputs'),
        One: mail('1'),
        Two: mail('2'),
      }),
    };
    const workspace = new Map(workspaceOf([flow]));
    workspace.set(OWN, flowText(flow));
    const asked = { ruleId: 'secret-in-notification', kind: 'untrack-and-secure', flows: [OWN] } as const;
    const { after, repaired, left } = await many(workspace, asked);
    expect([repaired, left]).toEqual([2, 0]);
    expect(after.get(OWN)).not.toContain('trackedProperties');
    expect(rulesIn(after, OWN)).toContain('secret-in-notification');
    expect((await many(after, asked)).files).toEqual([]);
  });
});

describe('in a solution', () => {
  it('repairs every flow, with one place for the same secret', async () => {
    const workspace = workspaceOf([
      { actions: { A: callWith(KEY) } },
      { actions: inOrder({ B: callWith(KEY), C: callWith(OTHER) }) },
    ]);
    const asked = { ruleId: 'hardcoded-secret', kind: 'secret-variable', solution: true } as const;
    const { after, repaired, left } = await many(workspace, asked);
    expect([repaired, left]).toEqual([3, 0]);
    for (const uri of [OWN, SECOND]) expect(rulesIn(after, uri)).not.toContain('hardcoded-secret');
    expect(created(workspace, after)).toHaveLength(2);
    expect(solutionFilesOf(after).solutions()[0]!.problems).toEqual([]);
    expect((await many(after, asked)).files).toEqual([]);
  });

  it('makes one variable of a text that several flows hold', async () => {
    const call = { actions: { Get: http({ uri: SITE }) } };
    const workspace = workspaceOf([call, call]);
    const asked = {
      ruleId: 'hardcoded-environment-url',
      kind: 'environment-variable',
      solution: true,
    } as const;
    const { after, repaired } = await many(workspace, asked);
    expect(repaired).toBe(2);
    expect(created(workspace, after)).toHaveLength(1);
    expect((await many(after, asked)).files).toEqual([]);
  });

  it('takes what a repair has made where no repair may reach across', async () => {
    const call = { actions: { Get: http({ uri: SITE }) } };
    const workspace = workspaceOf([call, call]);
    const asked = { ruleId: 'hardcoded-environment-url', kind: 'environment-variable' } as const;
    const { after, repaired } = await many(workspace, asked);
    expect(repaired).toBe(2);
    expect(created(workspace, after)).toHaveLength(1);
  });

  it('repairs what stands beside the flows', async () => {
    const variable = (name: string, value: string): [string, string] => [
      `src/environmentvariabledefinitions/${name}/environmentvariabledefinition.xml`,
      DEFINITION.replaceAll('abc_ApiUrl', name)
        .replaceAll('API address', name.slice(4))
        .replace(/<defaultvalue>.*<\/defaultvalue>/, `<defaultvalue>${value}</defaultvalue>`),
    ];
    const more = Object.fromEntries([variable('abc_ApiKey', KEY), variable('abc_ClientSecret', OTHER)]);
    const workspace = workspaceOf([{ actions: {} }], more);
    const asked = {
      ruleId: 'secret-in-environment-variable',
      kind: 'make-secret-variable',
      solution: true,
    } as const;
    const { after, repaired, left } = await many(workspace, asked);
    expect([repaired, left]).toEqual([2, 0]);
    for (const path of Object.keys(more)) expect(after.get(uriOf(path))).not.toMatch(/<defaultvalue>./);
    expect((await many(after, asked)).files).toEqual([]);
  });
});

/** Cases of a rule in which each of its kinds is tried. */
const EACH_KIND = 3;

describe('every kind of every rule, over its fixtures', () => {
  const folder = join(import.meta.dirname, '../../rules');
  const pedantic = { ...DEFAULT_CONFIG, profile: 'pedantic' } as const;
  let cases = 0;

  it.each(RULES.filter(({ meta }) => meta.fix !== null).map(({ meta }) => [meta.id, meta.kinds!] as const))(
    '%s',
    async (ruleId, kinds) => {
      const isAmongFirst = fewOfEach(EACH_KIND);
      for (const { name, source } of flowCases(join(folder, ruleId, 'fixtures'))) {
        if (!/^reject-.*(?<!broken|unread)$/.test(name)) continue;
        const { workspace } = solutionWith(source);
        const offersIn = (texts: ReadonlyMap<string, string>): readonly FixKind[][] => {
          const analysis = checkIn(texts, FLOW_URI, solutionFilesOf(texts), pedantic);
          const own = analysis.findings.filter((one) => one.ruleId === ruleId);
          return own.map((one) => reviewKinds(analysis.fixesFor(one)));
        };
        const offered = offersIn(workspace);
        for (const kind of kinds) {
          // What no finding offers is another test's.
          if (!offered.some((some) => some.includes(kind)) || !isAmongFirst(kind)) continue;
          const asked = { ruleId, kind, flows: [FLOW_URI], config: pedantic };
          const { files, repaired, left, after } = await many(workspace, asked);
          const where = `${name}, ${kind}`;
          expect(files.length > 0, where).toBe(repaired > 0);
          if (repaired === 0) continue;
          cases++;
          for (const file of files) expectWellFormed(where, file.uri, file.after);
          const count = (offers: readonly FixKind[][]): number =>
            offers.filter((some) => some.includes(kind)).length;
          const still = count(offersIn(after));
          expect(still, `${where}: nothing else offers it`).toBe(left);
          expect(count(offered), where).toBeGreaterThan(still);
          expect((await many(after, asked)).files, `${where}: twice is once`).toEqual([]);
        }
      }
    },
  );

  it('there were some', () => {
    process.stdout.write(`many repairs at once: ${cases} cases\n`);
    expect(cases).toBeGreaterThan(50);
  });
});

const reviewKinds = (fixes: readonly Fix[]): FixKind[] =>
  fixes.filter((fix) => fix.disposition === 'review').map((fix) => fix.kind);
