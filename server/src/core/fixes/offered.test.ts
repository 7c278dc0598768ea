// What repairs are called where people choose among them.
import { describe, expect, it } from 'vitest';
import { FAKES } from '../../../../test/harness/fakes.ts';
import { callWith, type FlowSpec, http, inOrder, sendMail } from '../../../../test/harness/flowBuilder.ts';
import { type Made, solutionWith } from '../../../../test/harness/solutionFlows.ts';
import { holdTitles } from '../../../../test/harness/titles.ts';
import type { Fix } from '../finding.ts';
import { distinctOffers } from './offered.ts';

const KEY = FAKES.hex32!;

const offersOf = ({ analysis }: Made, ruleId: string): { fix: Fix; line: number }[] =>
  analysis.findings
    .filter((one) => one.ruleId === ruleId)
    .flatMap((one) => {
      const { line } = analysis.rangeOf(one.place).start;
      return analysis.fixesFor(one).map((fix) => ({ fix, line }));
    });
const titles = (made: Made, ruleId: string): string[] =>
  distinctOffers(offersOf(made, ruleId)).map((one) => one.title);
const flow = (actions: FlowSpec['actions']): Made => solutionWith({ actions });

describe('titles', () => {
  it('name the secret and where it goes', () => {
    expect(titles(flow({ Send_order: callWith(KEY) }), 'hardcoded-secret')).toEqual([
      'Read "x-api-key" from Azure Key Vault',
      'Read "x-api-key" from a new secret variable "Send order x api key"',
    ]);
  });

  it('name a plain text and where it goes', () => {
    const site = 'https://contoso.sharepoint.com/sites/hr';
    const made = flow({ Get: http({ uri: site }) });
    expect(titles(made, 'hardcoded-environment-url')).toEqual([
      'Replace "contoso.share…tes/hr" with a new environment variable "SharePoint site"',
    ]);
  });

  it('say a secret nowhere, in a name neither', () => {
    const made = flow({ [`Call ${FAKES.jwt}`]: http({ headers: { 'x-api-key': KEY } }) });
    for (const { fix } of offersOf(made, 'hardcoded-secret')) {
      expect(fix.title).not.toContain(FAKES.jwt!.slice(0, 12));
      expect(fix.title).not.toContain(KEY);
    }
  });
});

describe('a list over several findings', () => {
  it('tells two secrets of one name apart by their lines', () => {
    const made = flow(inOrder({ First: callWith(KEY), Second: callWith(FAKES.functionKey!) }));
    const vaults = titles(made, 'hardcoded-secret').filter((one) => one.includes('Key Vault'));
    expect(vaults).toHaveLength(2);
    for (const title of vaults) expect(title).toMatch(/^Read "x-api-key" from Azure Key Vault \(line \d+\)$/);
    expect(new Set(vaults).size).toBe(2);
    holdTitles(made.analysis);
  });

  it('offers the repair of all copies of a secret once, for each finding of it', () => {
    const made = flow(inOrder({ First: callWith(KEY), Second: callWith(KEY) }));
    const offers = distinctOffers(offersOf(made, 'hardcoded-secret'));
    expect(offers[0]!.offers).toHaveLength(2);
    expect(offers[0]!.title).toBe('Read "x-api-key" from Azure Key Vault in all 2 places');
  });

  it('keeps repairs apart that only look alike', () => {
    const edit = (at: number): Fix => ({
      kind: 'use-https',
      title: 'Use https',
      disposition: 'review',
      changes: [{ uri: 'file:///a', edits: [{ span: { start: at, end: at }, newText: 's' }] }],
    });
    const offers = distinctOffers([
      { fix: edit(1), line: 4 },
      { fix: edit(2), line: 4 },
      { fix: edit(1), line: 4 },
      { fix: { ...edit(3), title: 'Use https (line 5)' }, line: 4 },
    ]);
    expect(offers.map(({ title, offers: same }) => [title, same.length])).toEqual([
      ['Use https (line 5, 2)', 2],
      ['Use https (line 5, 3)', 1],
      ['Use https (line 5)', 1],
    ]);
  });
});

it('holds for mails, which hold many texts', () => {
  expect(holdTitles(flow({ Mail: sendMail(`Key: ${KEY}`) }).analysis)).toBeGreaterThan(0);
});
