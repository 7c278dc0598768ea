import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { check, FLOW_URI } from '../../../../../test/harness/check.ts';
import { connector, flowText } from '../../../../../test/harness/flowBuilder.ts';
import { checkIn, solutionFilesOf } from '../../../../../test/harness/repairs.ts';
import { fixtureConfig } from '../../../../../test/harness/ruleConfig.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { createAnalyzer, DEFAULT_CONFIG } from '../../index.ts';

ruleSuite(import.meta.dirname);

const own = (analysis: ReturnType<typeof check>): string[] =>
  analysis.findings.filter(({ ruleId }) => ruleId === 'access-widened').map(({ message }) => message);

describe('connectors of another group of a policy', () => {
  const config = fixtureConfig(path.join(import.meta.dirname, '../dlp-policy/fixtures'));
  const flow = (...apis: string[]): string =>
    flowText({ actions: Object.fromEntries(apis.map((api) => [`Use_${api}`, connector(api, 'Any', {})])) });

  it('are told where the flow leaves its group', () => {
    expect(own(check(flow('sql'), { config, base: flow('twitter') }))).toHaveLength(1);
  });

  it.each([
    ['they are the same', flow('sql', 'office365'), flow('office365')],
    ['the flow mixes groups, which dlp-policy tells', flow('sql', 'twitter'), flow('twitter')],
    ['there was no connector before', flow('sql'), flowText({ actions: {} })],
  ])('are not told where %s', (_, text, base) => {
    expect(own(check(text, { config, base }))).toEqual([]);
  });

  it('need a policy', () => {
    expect(own(check(flow('sql'), { base: flow('twitter') }))).toEqual([]);
  });
});

describe('hosts, where a team keeps a list of them', () => {
  const text = (host: string): string =>
    flowText({
      actions: { Get: { type: 'Http', inputs: { method: 'GET', uri: `https://${host}/` }, runAfter: {} } },
    });
  const found = (policy: object): string[] =>
    own(
      check(text('new.contoso.example'), {
        base: text('old.contoso.example'),
        config: {
          ...DEFAULT_CONFIG,
          policy: { dlpFile: undefined, dlp: [], allowedHosts: [], blockedHosts: [], ...policy },
        },
      }),
    );

  it('are what that list says', () => {
    expect(found({})).toHaveLength(1);
    expect(found({ blockedHosts: ['other.example'] })).toHaveLength(1);
    expect(found({ blockedHosts: ['*.contoso.example'] })).toEqual([]);
    expect(found({ allowedHosts: ['new.contoso.example'] })).toEqual([]);
  });
});

describe('the owner of a flow', () => {
  const MANIFEST =
    '<ImportExportXml><SolutionManifest><UniqueName>S</UniqueName></SolutionManifest></ImportExportXml>';
  const text = flowText({ actions: { Note: { type: 'Compose', inputs: 1, runAfter: {} } } });
  const id = '0a1b2c3d-1111-2222-3333-444455556666';
  const workspace = (owner: string, flow = FLOW_URI): ReadonlyMap<string, string> =>
    new Map([
      ['file:///solution/Other/Solution.xml', MANIFEST],
      ['file:///solution/flow-owners.json', JSON.stringify({ flows: [{ flow: id, owner }] })],
      [flow, text],
    ]);
  const compare = (before: string, now: string, uri = FLOW_URI): string[] => {
    const files = solutionFilesOf(workspace(now));
    const solution = solutionFilesOf(workspace(before, uri)).solutionOf(uri);
    const analysis = createAnalyzer().check(
      { uri: FLOW_URI, text },
      {
        config: DEFAULT_CONFIG,
        solutionModel: files.solutionOf(FLOW_URI),
        base: () => ({ uri, text, solution }),
      },
    );
    return own(analysis);
  };

  it('that is no longer recorded is told, though the flow itself is the same', () => {
    expect(compare('svc@contoso.example', '')).toEqual([
      'An owner was recorded for the flow "Sample", and none is any more.',
    ]);
    expect(compare('svc@contoso.example', '', FLOW_URI.replace('Sample', 'Old'))).toHaveLength(1);
  });

  it('that is another one, or was never there, is not', () => {
    expect(compare('svc@contoso.example', 'team@contoso.example')).toEqual([]);
    expect(compare('', '')).toEqual([]);
    expect(compare('', 'svc@contoso.example')).toEqual([]);
  });

  it('is not compared where nobody knows the files of before', () => {
    expect(own(checkIn(workspace(''), FLOW_URI))).toEqual([]);
    expect(own(check(text, { base: text }))).toEqual([]);
  });
});
