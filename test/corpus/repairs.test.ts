// Repairs over several files, each on an in-memory copy of the solution it belongs to.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../server/src/core/expressions/index.ts';
import { literalText } from '../../server/src/core/fixes/flow/replaceText.ts';
import { textRegions } from '../../server/src/core/fixes/flow/textRegions.ts';
import { literalFixes, literalHash, type OtherFlows } from '../../server/src/core/fixes/literal/index.ts';
import { withSame } from '../../server/src/core/fixes/literal/occurrences.ts';
import type { LiteralPlace } from '../../server/src/core/fixes/literal/types.ts';
import type { FlowModel } from '../../server/src/core/flow/model.ts';
import { type Analysis, type Config, DEFAULT_CONFIG, type Fix } from '../../server/src/core/index.ts';
import { maskedFixes } from '../../server/src/core/rules/masked.ts';
import { SolutionFiles } from '../../server/src/core/solution/index.ts';
import { type Around, aroundOf, fixesWith, holdAcross } from '../harness/acrossFlows.ts';
import { IS_WHOLE } from '../harness/part.ts';
import {
  checkIn,
  expectNothingWritten,
  holdRepair,
  repairedBy,
  STILL_TRUE,
  solutionFilesOf,
  takesLiteralOut,
  type Workspace,
} from '../harness/repairs.ts';
import { candidates } from '../harness/sameFlow.ts';
import { holdTitles } from '../harness/titles.ts';
import { corpusFolder, hasCorpus, skipNote } from './load.ts';

function load(): Workspace {
  const files = new Map<string, string>();
  for (const name of readdirSync(corpusFolder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(corpusFolder, name);
    const uri = pathToFileURL(file).href;
    if (SolutionFiles.wants(uri) && statSync(file).isFile()) files.set(uri, readFileSync(file, 'utf8'));
  }
  return files;
}

/** Rules about literals that a repair takes out of the flow. */
const RULES: ReadonlySet<string> = new Set([
  'hardcoded-secret',
  'http-authentication-literal',
  'signed-url',
  'credentials-in-url',
  'secret-in-parameter-default',
  'hardcoded-environment-url',
  'hardcoded-email',
  'hardcoded-id',
]);
/** Those whose repairs reach into other flows of the solution. */
const ACROSS: ReadonlySet<string> = new Set([...RULES, 'secret-environment-variable-as-parameter']);
const PEDANTIC: Config = { ...DEFAULT_CONFIG, profile: 'pedantic' };

class Tally {
  readonly #counts = new Map<string, number>();
  readonly broken: string[] = [];
  total = 0;

  add(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  run(kind: string, uri: string, work: () => void): void {
    try {
      work();
      this.total++;
      this.add(kind);
    } catch (error) {
      const message = error instanceof Error ? error.message.slice(0, 400) : String(error);
      this.broken.push(`${kind}: ${uri.slice(-80)}: ${message}`);
    }
  }

  print(title: string): void {
    const lines = [...this.#counts].sort().map(([kind, count]) => `  ${count} ${kind}\n`);
    process.stdout.write(`${title}: ${this.total} cases\n${lines.join('')}`);
  }
}

const kindOf = (fix: Fix): string => fix.title.replace(/"[^"]*"/g, '"…"').replace(/\d+/g, 'n');

describe.skipIf(!hasCorpus)(`repairs over the corpus${skipNote}`, () => {
  const all = hasCorpus ? load() : new Map<string, string>();
  const files = solutionFilesOf(all);
  const flows = [...all].filter(
    ([uri, text]) => /\.json$/i.test(uri) && text.includes('triggers') && files.solutionOf(uri) !== undefined,
  );
  /** By flow: rules of the findings that can be repaired. */
  const repairable = new Map<string, readonly string[]>();
  const checkedFlow = (uri: string): Analysis => {
    const analysis = checkIn(all, uri, files, PEDANTIC);
    const rules = analysis.findings.flatMap(({ ruleId, fix }) => (fix === null ? [] : [ruleId]));
    repairable.set(uri, rules);
    return analysis;
  };
  /** Whether something that one of the rules tells of can be repaired: most flows need not be looked at again. */
  const hasRepairOf = (rules: ReadonlySet<string>, uri: string): boolean => {
    if (!repairable.has(uri)) checkedFlow(uri);
    return repairable.get(uri)!.some((ruleId) => rules.has(ruleId));
  };
  const alone = new Map<string, { readonly workspace: Workspace; readonly own: SolutionFiles }>();
  /** A solution on its own, with the settings files around it. */
  const solutionAround = (uri: string): { readonly workspace: Workspace; readonly own: SolutionFiles } => {
    const { root, deploymentSettings } = files.solutionOf(uri)!;
    let known = alone.get(root);
    if (known === undefined) {
      const settings = new Set(deploymentSettings.map((one) => one.uri));
      const workspace = new Map([...all].filter(([one]) => one.startsWith(`${root}/`) || settings.has(one)));
      known = { workspace, own: solutionFilesOf(workspace) };
      alone.set(root, known);
    }
    return known;
  };

  const around = new Map<string, Around>();
  /** The same with what its flows know of each other. */
  const solutionWithFlows = (uri: string): Around => {
    const { root } = files.solutionOf(uri)!;
    let known = around.get(root);
    if (known === undefined) {
      known = aroundOf(solutionAround(uri).workspace, PEDANTIC);
      around.set(root, known);
    }
    return known;
  };

  it('are told apart by their titles', () => {
    const tally = new Tally();
    for (const [uri] of flows)
      tally.run('flow', uri, () => {
        holdTitles(checkedFlow(uri));
      });
    expect(tally.broken).toEqual([]);
    expect(tally.total).toBeGreaterThan(0);
  }, 180_000);

  it('of every secret and every literal of one environment', () => {
    const tally = new Tally();
    for (const [uri] of flows) {
      if (!hasRepairOf(RULES, uri)) continue;
      const { workspace, own } = solutionAround(uri);
      const checked = checkIn(workspace, uri, own, PEDANTIC);
      for (const finding of checked.findings) {
        if (!RULES.has(finding.ruleId)) continue;
        for (const fix of checked.fixesFor(finding)) {
          if (!takesLiteralOut(fix)) continue;
          const kind = `${finding.ruleId}: ${kindOf(fix)}`;
          tally.run(kind, uri, () => {
            const { fresh } = holdRepair(workspace, own, checked, repairedBy(finding), fix, PEDANTIC);
            for (const ruleId of fresh) tally.add(`    traded for ${ruleId}`);
            expect(fresh.filter((ruleId) => !STILL_TRUE.has(ruleId))).toEqual([]);
            if (fix.settle) expectNothingWritten(fix, checked.document.tree.string(finding.place.node));
          });
        }
      }
    }
    tally.print('repairs over the corpus');
    expect(tally.broken).toEqual([]);
    expect(tally.total).toBeGreaterThan(0);
  });

  it('of what several flows of a solution hold or take, in all of them', () => {
    const tally = new Tally();
    const done = new Set<string>();
    for (const [uri] of flows) {
      if (!hasRepairOf(ACROSS, uri)) continue;
      const { root } = files.solutionOf(uri)!;
      const { workspace } = solutionAround(uri);
      const own = solutionWithFlows(uri);
      const checked = checkIn(workspace, uri, own.files, PEDANTIC, own.view);
      for (const finding of checked.findings) {
        if (finding.fix === null || !ACROSS.has(finding.ruleId)) continue;
        const values = candidates(checked, repairedBy(finding));
        for (const fix of fixesWith(checked, finding, workspace)) {
          const kind = `${finding.ruleId}: ${kindOf(fix)}`;
          const same = [root, kind, ...values].join(' ');
          // The same from another flow.
          if (!/ in (?:both|all \d+) flows$/.test(fix.title) || done.has(same)) continue;
          done.add(same);
          // Nothing that can be changed beside this flow: told in place of an edit.
          if (fix.refused !== undefined) {
            tally.add(`    refused, ${kind}`);
            continue;
          }
          tally.run(kind, uri, () => {
            const { changed, fresh } = holdAcross(workspace, fix, values, PEDANTIC, own);
            expect(changed.length).toBeGreaterThan(1);
            for (const ruleId of fresh) tally.add(`    traded for ${ruleId}`);
            expect(fresh.filter((ruleId) => !STILL_TRUE.has(ruleId))).toEqual([]);
            if (fix.settle) expectNothingWritten(fix, checked.document.tree.string(finding.place.node));
          });
        }
      }
    }
    tally.print('repairs over the flows of solutions in the corpus');
    expect(tally.broken).toEqual([]);
    expect(tally.total).toBeGreaterThan(0);
  }, 180_000);

  it('of any text that flows of a solution share, extracted from all of them', () => {
    const tally = new Tally();
    const roots = new Set(flows.map(([uri]) => files.solutionOf(uri)!.root));
    for (const root of roots) {
      const own = flows.filter(([uri]) => files.solutionOf(uri)!.root === root).slice(0, MAX_FLOWS);
      if (own.length < 2) continue;
      const { workspace } = solutionAround(own[0]![0]);
      const around = solutionWithFlows(own[0]![0]);
      const checked = own
        .map(([uri]) => checkIn(workspace, uri, around.files, PEDANTIC, around.view))
        .filter((one) => one.document.flows[0]?.wrapper === 'solution' && one.document.flows.length === 1);
      const texts = new Set<string>();
      for (const one of checked) {
        const flow = one.document.flows[0]!;
        const solution = around.files.solutionOf(one.document.uri);
        for (const literal of someLiterals(flow, MAX_SHARED)) {
          const value = literalText(flow.tree, literal.node, literal.span)!;
          const others = sharing(checked, one, value);
          if (others.overviews.length === 0 || texts.has(value) || texts.size === MAX_SHARED) continue;
          texts.add(value);
          for (const secret of [true, false]) {
            for (const fix of maskedFixes(
              literalFixes(flow, solution, { ...literal, secret }, others),
              one.document.uri,
            )) {
              if (!/ in (?:both|all \d+) flows$/.test(fix.title)) continue;
              const kind = `${secret ? 'secret' : 'plain'}: ${kindOf(fix)}`;
              if (fix.refused !== undefined) {
                tally.add(`    refused, ${kind}`);
                continue;
              }
              tally.run(kind, one.document.uri, () => {
                const repaired = { label: literal.name, ...literal };
                const values = candidates(one, repaired);
                const { changed } = holdAcross(workspace, fix, values, PEDANTIC, around);
                expect(changed.length).toBeGreaterThan(1);
              });
            }
          }
        }
      }
    }
    tally.print('literals that flows of a solution share, over the corpus');
    expect(tally.broken).toEqual([]);
    expect(tally.total).toBeGreaterThan(0);
  }, 180_000);

  it('of any text, extracted as if it were a secret, and as a plain one', () => {
    const tally = new Tally();
    const perSolution = new Map<string, number>();
    for (const [uri] of flows) {
      const { root } = files.solutionOf(uri)!;
      const count = perSolution.get(root) ?? 0;
      if (count === MAX_EXTRACTED) continue;
      perSolution.set(root, count + 1);
      const { workspace, own } = solutionAround(uri);
      const checked = checkIn(workspace, uri, own);
      const solution = own.solutionOf(uri);
      const flow = checked.document.flows[0];
      if (flow === undefined || checked.document.flows.length > 1) continue;
      for (const literal of someLiterals(flow)) {
        for (const secret of [true, false]) {
          for (const fix of maskedFixes(literalFixes(flow, solution, { ...literal, secret }), uri)) {
            const kind = `${secret ? 'secret' : 'plain'}: ${kindOf(fix)}`;
            tally.run(kind, uri, () => {
              holdRepair(workspace, own, checked, { label: literal.name, ...literal }, fix);
            });
          }
        }
      }
    }
    tally.print('literals extracted over the corpus');
    expect(tally.broken).toEqual([]);
    expect(tally.total).toBeGreaterThan(0);
  }, 180_000);
});

const MAX_LITERALS = 2;
/** Of one solution: large ones take long, and their flows are alike. */
const MAX_FLOWS = 3;
const MAX_EXTRACTED = IS_WHOLE ? MAX_FLOWS : 2;

/** Some pieces of text in the steps of a flow, spread over it: whole strings, text beside expressions, quoted text. */
function someLiterals(flow: FlowModel, most = MAX_LITERALS): Omit<LiteralPlace, 'secret'>[] {
  const { tree } = flow;
  const found: Omit<LiteralPlace, 'secret'>[] = [];
  for (const step of flow.actions) {
    if (step.inputs < 0) continue;
    for (let node = step.inputs; node < tree.after(step.inputs); node++) {
      const text = tree.string(node);
      const template = parseTemplate(text);
      if (text.length < 6 || template.problems.length > 0) continue;
      const regions = textRegions(text, template).filter((one) => one.value.trim().length > 5);
      const region = regions[found.length % Math.max(1, regions.length)];
      if (region !== undefined)
        found.push({ node, span: region.span, step, name: tree.key(node) || step.name });
    }
  }
  const every = Math.max(1, Math.floor(found.length / most));
  return found.filter((_, index) => index % every === 0).slice(0, most);
}

/** Texts of one solution that are tried. */
const MAX_SHARED = 3;

/** Flows in which the same text stands, as if findings pointed at it there. */
function sharing(checked: readonly Analysis[], self: Analysis, value: string): OtherFlows {
  const places = (one: Analysis): LiteralPlace[] => {
    const flow = one.document.flows[0]!;
    const [step] = flow.actions;
    if (step === undefined) return [];
    const wanted = { node: -1, span: { start: 0, end: 0 }, secret: true, step, name: 'Text', value };
    return withSame(flow, [wanted]).slice(1);
  };
  const found = new Map(
    checked.flatMap((one) => (one !== self && places(one).length > 0 ? [[one.document.uri, one]] : [])),
  );
  const hashes = [true, false].map((secret) => literalHash({ value, secret }));
  return {
    overviews: [...found.values()].map((one) => ({
      ...one.summary.flows[0]!,
      literals: hashes.map((hash) => ({ hash, replaceable: true })),
    })),
    has: () => true,
    open(uri) {
      const one = found.get(uri)!;
      const literals = places(one).flatMap((place) => [place, { ...place, secret: false }]);
      return { flow: one.document.flows[0]!, literals, settled: (edits) => edits };
    },
  };
}
