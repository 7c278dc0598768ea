import { analyzer } from '../harness/check.ts';
import { type CorpusFile, hasCorpus } from './load.ts';
import { corpusRun } from './run.ts';

const ABOUT_SECRETS = new Set(
  analyzer.rules.filter((rule) => rule.category === 'secrets').map((rule) => rule.id),
);

let known: readonly CorpusFile[] | undefined;

/**
 * Files of the corpus that show what the others would: for each rule the one with the most findings of it, and all in which
 * something secret was found. For tests of what comes behind the analysis (outputs, baselines), to which further findings of
 * a rule are alike. Chosen once per process.
 */
export function tellingFiles(): readonly CorpusFile[] {
  known ??= hasCorpus ? chosenFiles() : [];
  return known;
}

function chosenFiles(): readonly CorpusFile[] {
  const most = new Map<string, { readonly file: CorpusFile; readonly count: number }>();
  const chosen = new Set<CorpusFile>();
  for (const { file, analysis } of corpusRun('pedantic').checked) {
    const counts = new Map<string, number>();
    for (const { ruleId } of analysis.findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
    for (const [ruleId, count] of counts)
      if (count > (most.get(ruleId)?.count ?? 0)) most.set(ruleId, { file, count });
    if (analysis.findings.some((one) => ABOUT_SECRETS.has(one.ruleId))) chosen.add(file);
  }
  for (const { file } of most.values()) chosen.add(file);
  return [...chosen].sort((a, b) => (a.name < b.name ? -1 : 1));
}
