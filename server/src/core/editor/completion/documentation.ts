import type { FlowFacts } from '../../rules/flowFacts.ts';
import { functionHover, workflowHover } from '../hover/functionHover.ts';
import { inputHover, namedHover } from '../hover/nameHover.ts';
import type { About } from './types.ts';

/** What is told of an item that somebody looks at, as Markdown: what its hover tells. Never throws. */
export function documentationOf(facts: FlowFacts, about: About): string | undefined {
  try {
    return textOf(facts, about);
  } catch {
    return undefined;
  }
}

function textOf(facts: FlowFacts, { kind, name, function: of = '' }: About): string | undefined {
  switch (kind) {
    case 'function':
      return functionHover({ lowerName: name.toLowerCase() });
    case 'input':
      return inputHover(facts, name);
    case 'workflow':
      return workflowHover(name.split('/'));
    default:
      return namedHover(facts, of, name);
  }
}
