import type { CallerTracker, UrlValue } from '../../callers/index.ts';
import type { Step } from '../../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../../json/tree.ts';
import { credentialName } from '../../secrets/detect/names.ts';

/**
 * True when the caller chooses the host of a call, and what the call signs in with, or it signs in with nothing: who decides
 * where the whole call goes gains nothing from another parameter in it, and encoding protects nobody.
 */
export function isCallersOwnCall(tracker: CallerTracker, step: Step, values: readonly UrlValue[]): boolean {
  // Connectors sign in with their connection.
  if (step.lowerType !== 'http' && step.lowerType !== 'httpwebhook') return false;
  const host = values.find(({ area }) => area === 'host');
  if (host === undefined || tracker.unchecked(host.piece.expr, host.piece.step).length === 0) return false;
  const ofCaller = (node: NodeId): boolean => tracker.inputsAt(node, step).length > 0;
  return credentials(tracker.flow.tree, step).every(ofCaller) && values.every(isOpen);
  function isOpen({ parameter, piece }: UrlValue): boolean {
    if (parameter === undefined || credentialName(parameter) === undefined) return true;
    return tracker.inputs(piece.expr, piece.step).length > 0;
  }
}

/** What a request signs in with: headers, and the whole authentication where it has no value of its own. */
function credentials(tree: JsonTree, step: Step): NodeId[] {
  const list = (node: NodeId): readonly NodeId[] => (tree.isObject(node) ? tree.children(node) : []);
  const found = list(tree.child(step.inputs, 'headers')).filter(
    (node) => credentialName(tree.key(node)) !== undefined,
  );
  const authentication = tree.child(step.inputs, 'authentication');
  if (authentication === NONE) return found;
  const values = list(authentication).filter((node) =>
    AUTHENTICATION_VALUES.has(tree.key(node).toLowerCase()),
  );
  return [...found, ...(values.length === 0 ? [authentication] : values)];
}

const AUTHENTICATION_VALUES: ReadonlySet<string> = new Set(['password', 'secret', 'pfx', 'value']);
