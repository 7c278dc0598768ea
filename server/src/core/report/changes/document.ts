import type { FlowChange } from '../../changes/index.ts';
import { count } from '../../text/count.ts';
import type { Block } from '../lines/blocks.ts';
import { bold, code, type Line, line, NOTHING, names, plain } from '../lines/inline.ts';
import { headline, sizeOf } from './counts.ts';
import { type Cut, WHOLE } from './cut.ts';
import { flowBlocks, flowLine, variableBlocks } from './flows.ts';
import { noiseLine } from './noise.ts';
import { byWeight, together } from './risks.ts';
import type { ChangeRisk, ChangesReport, FixedFinding } from './types.ts';

/** With more flows than this all but the first are closed. */
const MOST_OPEN = 3;
/** Environment variables that are left in a report that is too long. */
const SOME_VARIABLES = 10;

/** A report as blocks. `all`: what was left out is told by name. */
export function documentOf(report: ChangesReport, cut: Cut, all: boolean): Block[] {
  const { changes, everything } = report;
  const risks = byWeight(report.risks);
  const risky = new Set(risks.map(({ uri }) => uri));
  const isRisky = ({ head, base }: FlowChange): boolean =>
    risky.has(head?.uri ?? '') || (head === undefined && risky.has(base?.uri ?? ''));
  const flows = [...changes.flows]
    .map((flow, index) => ({ flow, index, risky: isRisky(flow), size: sizeOf(flow) }))
    .sort((a, b) => Number(b.risky) - Number(a.risky) || b.size - a.size || a.index - b.index);
  const noise = noiseLine(changes.noise, all);
  const isCut = JSON.stringify(cut) !== JSON.stringify(WHOLE) || together(risks).length > cut.risks;
  if (changes.flows.length + changes.environmentVariables.length + risks.length + report.fixed.length === 0) {
    const left = noise.length === 0 ? NOTHING : line` (left out: ${noise})`;
    return [{ kind: 'heading', line: line`Lockkeeper: no changes in what the flows do${left}` }];
  }
  const footer = [
    ...(noise.length === 0 ? [] : [line`Left out: ${noise}.`]),
    ...(isCut ? [line`This report was cut to fit.`] : []),
    ...((isCut || (noise.length > 0 && !all)) && everything !== ''
      ? [line`All of it: ${code(everything)}`]
      : []),
  ];
  const heading: Block = { kind: 'heading', line: line`Lockkeeper: ${plain(headline(changes, risks))}` };
  if (cut.bare) return [heading, { kind: 'footer', lines: [line`This report was cut to fit.`] }];
  return [
    heading,
    ...riskBlocks(risks, cut),
    ...fixedBlocks(report.fixed),
    ...variableBlocks(changes.environmentVariables, cut.detailed === 0 ? SOME_VARIABLES : undefined),
    ...flows.slice(0, cut.flows).flatMap(({ flow }, index): Block[] => {
      const below = index < cut.detailed ? flowBlocks(flow, cut) : [];
      const isClosed = flows.length > MOST_OPEN && index > 0 && below.length > 0;
      if (isClosed) return [{ kind: 'details', summary: flowLine(flow), blocks: below }];
      return [{ kind: 'paragraph', line: flowLine(flow) }, ...below];
    }),
    ...leftBlocks(flows.slice(cut.flows).map(({ flow }) => flow)),
    ...(footer.length === 0 ? [] : [{ kind: 'footer' as const, lines: footer }]),
  ];
}

function riskBlocks(risks: readonly ChangeRisk[], cut: Cut): Block[] {
  if (risks.length === 0) return [];
  const advised = new Set<string>();
  const lines = together(risks);
  const items = lines.slice(0, cut.risks).map(({ risk: { ruleId, flow, message, hint }, times }): Line => {
    // What to do is the same for each of one rule.
    const what = ruleId ?? 'error handling lost';
    const advice = hint === '' || advised.has(what) ? NOTHING : line` ${plain(hint)}`;
    if (hint !== '') advised.add(what);
    const often = times === 1 ? NOTHING : line` (${times} times)`;
    return line`${bold(what)} · ${plain(flow)} · ${plain(message)}${often}${advice}`;
  });
  const more = lines.slice(cut.risks).reduce((sum, { times }) => sum + times, 0);
  const left = more === 0 ? [] : [line`and ${plain(count(more, 'more risk'))}`];
  return [{ kind: 'warning', items: [...items, ...left] }];
}

/** What is fixed and what went with its flow, each in one line. */
function fixedBlocks(fixed: readonly FixedFinding[]): Block[] {
  return [
    ...fixedLine(
      line`Fixed`,
      fixed.filter(({ isGone }) => !isGone),
    ),
    ...fixedLine(
      line`Gone with removed flows`,
      fixed.filter(({ isGone }) => isGone),
    ),
  ];
}

function fixedLine(what: Line, fixed: readonly FixedFinding[]): Block[] {
  if (fixed.length === 0) return [];
  const rules = [...new Set(fixed.map(({ ruleId }) => ruleId))];
  const flows = [...new Set(fixed.map(({ flow }) => flow))];
  const rotate = fixed.some(({ isSecret }) => isSecret)
    ? line` What was in clear stays in git history: replace it where it was issued.`
    : NOTHING;
  const listed = line`${plain(count(fixed.length, 'finding'))} (${names(rules, code, 6)}) in ${names(flows)}`;
  return [{ kind: 'paragraph', line: line`${what}: ${listed}.${rotate}` }];
}

function leftBlocks(left: readonly FlowChange[]): Block[] {
  if (left.length === 0) return [];
  const of = (kind: FlowChange['kind']): number => left.filter((one) => one.kind === kind).length;
  const parts = [
    `${left.length - of('added') - of('removed')} changed`,
    `${of('added')} added`,
    `${of('removed')} removed`,
  ].filter((part) => !part.startsWith('0 '));
  return [
    {
      kind: 'paragraph',
      line: line`and ${plain(count(left.length, 'more flow'))}: ${plain(parts.join(', '))}`,
    },
  ];
}
