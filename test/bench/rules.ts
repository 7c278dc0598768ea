// What each rule costs by itself, on documents that are parsed already: where to look when the whole becomes slow.
import { performance } from 'node:perf_hooks';
import { openDocument } from '../../server/src/core/flow/index.ts';
import { mayBeFlow } from '../../server/src/core/flow/mayBeFlow.ts';
import { DEFAULT_CONFIG } from '../../server/src/core/index.ts';
import type { CheckOptions } from '../../server/src/core/rules/checkOptions.ts';
import { FlowFacts } from '../../server/src/core/rules/flowFacts.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import { runRules } from '../../server/src/core/rules/run.ts';
import type { CorpusFile } from '../corpus/load.ts';
import { table } from './measure.ts';

const ROUNDS = 9;
/** Cheaper rules are not listed, as a part of `JSON.parse` over the same texts. */
const WORTH_SAYING = 0.05;

export function benchRules(files: readonly CorpusFile[], say: (line: string) => void): void {
  const options: CheckOptions = { config: { ...DEFAULT_CONFIG, profile: 'pedantic' } };
  const flows = files.filter((file) => file.declaredAsFlow || mayBeFlow(file.text));
  const documents = flows.map((file) => openDocument(file));
  const best = new Map<string, number>();
  const time = (name: string, work: () => void): void => {
    const from = performance.now();
    work();
    const took = performance.now() - from;
    best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, took));
  };
  for (let round = 0; round < ROUNDS; round++) {
    time('JSON.parse', () => {
      for (const { text } of flows) JSON.parse(text.replace(/^\uFEFF/, ''));
    });
    for (const document of documents) for (const flow of document.flows) flow.derived.clear();
    const facts = documents.map((document) => document.flows.map((flow) => new FlowFacts(flow, options)));
    time('(secret values, for all rules)', () => {
      for (const one of facts.flat()) one.secrets;
    });
    time('(exposure, for all rules)', () => {
      for (const one of facts.flat()) one.exposure;
    });
    for (const { meta } of RULES) {
      time(meta.id, () => {
        for (const [index, document] of documents.entries())
          runRules(document, facts[index]!, options, meta.id);
      });
    }
  }
  const base = best.get('JSON.parse')!;
  const rows = [...best]
    .map(([name, took]): [string, number] => [name, took / base])
    .filter(([name, ratio]) => name !== 'JSON.parse' && ratio >= WORTH_SAYING)
    .sort(([, a], [, b]) => b - a);
  say(`\nRules by themselves, as a multiple of JSON.parse; from ${WORTH_SAYING} on, best of ${ROUNDS}`);
  say('What several rules share is paid by the first of them.');
  say(table([['', 'ratio'], ...rows.map(([name, ratio]) => [name, ratio.toFixed(2)])]));
}
