// Invariant 8: no value judged secret leaves its file, in whatever way the tool speaks of it.

import { describe, expect, it } from 'vitest';
import {
  type Analysis,
  hoverAt,
  type ReportFinding,
  reportFormat,
  secretsOf,
  toReportFinding,
} from '../../server/src/core/index.ts';
import { REPORT_FORMATS } from '../../server/src/core/report/options.ts';
import { findHits } from '../../server/src/core/secrets/find.ts';
import { analyzer } from '../harness/check.ts';
import { hasCorpus, skipNote } from './load.ts';
import { corpusRun } from './run.ts';

/** Shorter values may occur in ordinary words. */
const TELLING = 8;
/** Masks keep at most this much of a value's start. */
const SHOWN = 4;

/** The secret values of a file, without the start that a mask may keep. */
function secretsIn({ document }: Analysis): string[] {
  const values = document.flows.flatMap((flow) =>
    findHits(flow).map(({ node, inKey, match }) =>
      (inKey ? flow.tree.key(node) : flow.tree.string(node)).slice(match.span.start, match.span.end),
    ),
  );
  return [...new Set(values.filter(({ length }) => length >= TELLING).map((value) => value.slice(SHOWN)))];
}

/** Everything an editor shows of a file. */
function* shownInEditor(analysis: Analysis): Generator<[what: string, text: string]> {
  for (const finding of analysis.findings) {
    yield ['message', finding.message];
    yield ['hint', finding.hint];
    for (const { message } of finding.related) yield ['related message', message];
    for (const fix of analysis.fixesFor(finding)) yield ['title of a fix', fix.title];
    yield ['fingerprint', finding.fingerprint];
    const { start, end } = finding.place.span;
    for (const offset of [start, (start + end) >> 1])
      yield ['hover over a finding', hoverAt(analysis, offset)?.markdown ?? ''];
  }
  for (const flow of analysis.document.flows) {
    for (const step of [...flow.triggers, ...flow.actions]) {
      const offset = analysis.document.tree.keySpan(step.node).start + 1;
      yield ['hover over a step', hoverAt(analysis, offset)?.markdown ?? ''];
    }
  }
}

describe.skipIf(!hasCorpus)(`secret values of the corpus${skipNote}`, () => {
  const { checked } = corpusRun('pedantic');
  const withSecrets = checked
    .map((one) => ({ ...one, secrets: secretsIn(one.analysis) }))
    .filter(({ secrets }) => secrets.length > 0);
  const repeated = (text: string, secrets: readonly string[]): boolean =>
    secrets.some((secret) => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)));

  it('appear in nothing that an editor shows', () => {
    let texts = 0;
    const leaks: string[] = [];
    for (const { file, analysis, secrets } of withSecrets) {
      for (const [what, text] of shownInEditor(analysis)) {
        if (text !== '') texts++;
        if (repeated(text, secrets)) leaks.push(`${what}: ${file.name}`);
      }
    }
    expect([...new Set(leaks)]).toEqual([]);
    expect(texts).toBeGreaterThan(100);
  });

  it('appear in no report', () => {
    const metas = new Map(analyzer.rules.map((rule) => [rule.id, rule]));
    const leaks: string[] = [];
    for (const { file, analysis, secrets } of withSecrets) {
      const hidden = secretsOf(analysis, metas);
      const items: ReportFinding[] = analysis.findings.map((finding) =>
        toReportFinding(analysis, finding, () => file.name, metas.get(finding.ruleId)!, hidden),
      );
      const tool = { name: 'lockkeeper', version: '0.0.0' };
      const input = { tool, files: 1, flows: 1, items, problems: [] };
      for (const format of REPORT_FORMATS) {
        const text = reportFormat(format).write(input, { rules: analyzer, fails: () => true });
        if (repeated(text, secrets)) leaks.push(`${format}: ${file.name}`);
      }
    }
    expect(leaks).toEqual([]);
    expect(withSecrets.length).toBeGreaterThan(5);
  });
});
