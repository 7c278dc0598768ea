import type { Branch, Step } from '../../flow/model.ts';
import { inRunOrder } from '../../flow/runSequence.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { whatItDoes } from '../../solution/overview/whatItDoes.ts';
import type { Span } from '../../text/span.ts';
import { closedText, openText, StepLocks } from '../annotations/locks.ts';
import { plainLine } from '../plainLine.ts';
import type { OutlineKind, OutlineNode } from './types.ts';

/** The platform allows 8 levels of steps; what lies deeper than this is left out. */
const MAX_LEVELS = 32;

const DATA = new Set(['compose', 'parsejson', 'select', 'query', 'join', 'table', 'expression']);
const CONTROL = new Set(['if', 'switch', 'foreach', 'until', 'scope', 'changeset']);

/** The nodes of triggers, and of steps in the order in which they run. */
export class StepNodes {
  readonly #facts: FlowFacts;
  readonly #locks: StepLocks;

  constructor(facts: FlowFacts, guesses: boolean) {
    this.#facts = facts;
    this.#locks = new StepLocks(facts.flow, facts.exposure, guesses);
  }

  /** `level`: how many lists of actions there are around this one. */
  in(branch: Branch, level = 0): OutlineNode[] {
    return inRunOrder(branch).map((step) => this.of(step, level));
  }

  of(step: Step, level = 0): OutlineNode {
    const { tree } = this.#facts.flow;
    const children = level < MAX_LEVELS ? this.#below(step, level + 1) : [];
    return {
      kind: kindOf(step),
      name: nameOf(step.name, 'Step without a name'),
      detail: this.#detail(step),
      span: tree.propertySpan(step.node),
      nameSpan: tree.keySpan(step.node),
      children,
    };
  }

  /** Steps of scopes and loops stand directly below them: only a choice has branches. */
  #below(step: Step, level: number): OutlineNode[] {
    const isChoice = step.lowerType === 'if' || step.lowerType === 'switch';
    return step.branches.flatMap((branch) => {
      if (branch.steps.length === 0) return [];
      const children = this.in(branch, level);
      return isChoice ? [this.#branch(step, branch, children)] : children;
    });
  }

  #branch(step: Step, branch: Branch, children: readonly OutlineNode[]): OutlineNode {
    const { tree } = this.#facts.flow;
    // "actions" stands for the branch itself in a condition; any other branch has a name around it.
    const node = branch.kind === 'actions' ? branch.node : tree.parent(branch.node);
    const [span, nameSpan]: Span[] = [tree.propertySpan(node), tree.keySpan(node)];
    const name = branchName(step, branch);
    return { kind: 'branch', name, detail: '', span: span!, nameSpan: nameSpan!, children };
  }

  #detail(step: Step): string {
    const { flow, solution } = this.#facts;
    const lock = this.#locks.of(step);
    const parts = [whatItDoes(flow, step, solution), ...(lock ? [openText(lock), closedText(lock)] : [])];
    return plainLine(parts.filter((part) => part !== '').join(' · '));
  }
}

/** What a trigger or an action is, by its type. */
export function kindOf({ role, lowerType }: Step): OutlineKind {
  if (role === 'trigger') return 'trigger';
  if (CONTROL.has(lowerType)) return 'control';
  if (lowerType.endsWith('variable')) return 'variableStep';
  return DATA.has(lowerType) ? 'data' : 'operation';
}

function branchName({ lowerType }: Step, branch: Branch): string {
  if (branch.kind === 'case') return nameOf(branch.name, 'Case');
  if (branch.kind === 'default') return 'Default';
  if (lowerType !== 'if') return branch.kind;
  return branch.kind === 'else' ? 'If no' : 'If yes';
}

/** As the designer shows it: with blanks for underscores. Plain text, never empty. */
export function nameOf(name: string, otherwise: string): string {
  const shown = plainLine(name).replaceAll('_', ' ').trim();
  return shown === '' ? otherwise : shown;
}
