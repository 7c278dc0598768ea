import { foldText } from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { cutText } from '../../text/cut.ts';
import { codeMentions, isCode, mentions, plainMention } from './actionUses.ts';

/** Longest name within a sentence. */
const MAX_SHOWN = 80;

/** What a flow declares by a name that expressions give to `variables('…')` or `parameters('…')`. */
export interface Declared {
  readonly kind: 'variable' | 'parameter';
  readonly name: string;
}

/**
 * Why the places of a flow that mean a variable or a parameter cannot all be resolved, as a sentence; undefined where they can: the name is
 * worked out at run time, an expression that mentions it does not parse, code or a part that is not read as an expression names it.
 */
export function unresolvedName(flow: FlowModel, declared: Declared): string | undefined {
  for (const site of flow.expressions) {
    const reason = unresolvedIn(flow, site, declared);
    if (reason !== undefined) return `${ownerName(site.step)} ${reason}`;
  }
  const name = shownInSentence(declared.name);
  for (const step of flow.steps) {
    if (isCode(step) && codeMentions(flow, step, declared))
      return `${shownInSentence(step.name)} runs code that may name ${name}: rename it in the designer.`;
    if (plainMention(flow, step, declared))
      return `${shownInSentence(step.name)} names ${name} in a part of its inputs that may be plain text.`;
  }
  return undefined;
}

function unresolvedIn({ tree }: FlowModel, site: ExpressionSite, declared: Declared): string | undefined {
  if (site.template.problems.length > 0) {
    const text = site.inKey ? tree.key(site.node) : tree.string(site.node);
    return mentions(text, declared)
      ? `names ${shownInSentence(declared.name)} in an expression that does not parse: repair that first.`
      : undefined;
  }
  const lower = declared.name.toLowerCase();
  for (const reference of site.references) {
    if (reference.kind !== declared.kind || reference.name !== undefined) continue;
    const [argument] = reference.call.args;
    const folded = argument && foldText(argument);
    if (argument !== undefined && (folded === undefined || folded.toLowerCase() === lower))
      return `works out the name of a ${declared.kind} at run time, which may be ${shownInSentence(declared.name)}.`;
  }
  return undefined;
}

/** What is wrong with a new name by itself, as a sentence; undefined where nothing is. `thing`: `a variable`. */
export function refusedText(name: string, thing: string): string | undefined {
  if (name.trim() === '') return `Type a name: ${thing} cannot have an empty one.`;
  if (name.trim() !== name || /[\p{Cc}\u2028\u2029]/u.test(name))
    return 'A name cannot begin or end with a blank, nor have line breaks or tabs in it.';
  if (name.startsWith('@') || name.includes('@{')) return 'A name cannot be an expression.';
  return undefined;
}

/** A name in quotes, cut, and masked where it may be a secret. */
export function shownInSentence(name: string): string {
  return `"${cutText(withoutSecrets(name), MAX_SHOWN)}"`;
}

function ownerName(step: Step | undefined): string {
  return step === undefined ? 'An output of the flow' : shownInSentence(step.name);
}
