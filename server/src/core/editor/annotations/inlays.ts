import type { Exposure } from '../../exposure/exposure.ts';
import type { FlowFinding } from '../../finding.ts';
import type { Step } from '../../flow/model.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { HISTORY_READERS } from '../../rules/texts.ts';
import type { Span } from '../../text/span.ts';
import { holdsLiteral, originLines, STAYS_IN_FILE, sideLine, sidesOf } from '../hover/runHistory.ts';
import type { Inlay } from '../types.ts';
import { closedText, type Locks, openText, StepLocks } from './locks.ts';
import { Repairs } from './repairs.ts';

// Characters, not icons of an editor: every client shows them, and screen readers have names for them.
const OPEN = '\u{1F513}';
const CLOSED = '\u{1F512}';

/**
 * A lock behind the opening brace of each step that shows or hides something: there it ends the line in a file with line
 * breaks. Only places within `span`; nothing for steps without secrets and without securing. `guesses`: see `StepLocks`.
 */
export function flowInlays(
  facts: FlowFacts,
  findings: readonly FlowFinding[],
  guesses: boolean,
  span: Span,
): Inlay[] {
  const { flow, exposure } = facts;
  const locks = new StepLocks(flow, exposure, guesses);
  if (locks.none) return [];
  const { tree } = flow;
  const inlays: Inlay[] = [];
  let lazy: Repairs | undefined;
  const repairs = (): Repairs => {
    lazy ??= new Repairs(facts, findings);
    return lazy;
  };
  for (const list of [flow.triggers, flow.actions]) {
    for (const step of list) {
      const offset = tree.start(step.node) + 1;
      if (offset < span.start || offset > span.end || !tree.isObject(step.node)) continue;
      const found = locks.of(step);
      if (found !== undefined)
        inlays.push({ offset, label: labelOf(found), tooltip: tooltipOf(exposure, step, found, repairs) });
    }
  }
  return inlays;
}

function labelOf(locks: Locks): string {
  const [open, closed] = [openText(locks), closedText(locks)];
  return [...(open ? [`${OPEN} ${open}`] : []), ...(closed ? [`${CLOSED} ${closed}`] : [])].join(', ');
}

function tooltipOf(exposure: Exposure, step: Step, { open }: Locks, repairs: () => Repairs): string {
  const sides = sidesOf(exposure, step).map((slot) => `- ${sideLine(exposure, slot)}`);
  if (open.length === 0) {
    const history = ['**Hidden in the run history**', ...sides].join('\n');
    const rest = holdsLiteral(exposure, step) ? ` ${STAYS_IN_FILE}` : '';
    return `${history}\n\nHidden from owners, co-owners and admins alike.${rest}`;
  }
  const origins = open.flatMap((slot) => slot.origins);
  // Those that came straight from their source stand in the sides' lines already.
  const onTheirWay = origins.filter(({ path }) => path.some((one) => one !== step));
  return [
    ['**The run history shows a secret**', ...sides].join('\n'),
    `It can be read by ${HISTORY_READERS}.`,
    ...originLines(step, onTheirWay),
    ...(origins.some(({ source }) => source.kind === 'literal')
      ? ['It stands in this file as well: securing hides it from the run history only.']
      : []),
    ...repairs().linesFor(step, origins),
  ].join('\n\n');
}
