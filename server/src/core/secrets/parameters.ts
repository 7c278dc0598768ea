import type { Parameter } from '../flow/model.ts';
import { type JsonTree, NONE } from '../json/tree.ts';
import { credentialName } from './detect/names.ts';
import { isPlaceholder } from './detect/placeholder.ts';
import { findSecrets } from './detect/secretValue.ts';
import type { SecretMatch } from './detect/types.ts';
import type { SecretHit } from './hits.ts';
import { namesBelow } from './names.ts';

/** Something is written there: no blank, no placeholder, no expression. */
export function isFilledIn(text: string): boolean {
  return text.trim() !== '' && !text.startsWith('@') && !isPlaceholder(text);
}

/** Secrets in the default of a parameter; those of `$connections` and `$authentication` are the platform's own. */
export function scanParameter(tree: JsonTree, parameter: Parameter, hits: SecretHit[]): void {
  const { defaultValue: root, name, schemaName } = parameter;
  if (root === NONE || name.startsWith('$')) return;
  // The designer writes `Display name (schema_name)`; either part may tell.
  const full = schemaName === undefined || name.includes('(') ? name : `${name} (${schemaName})`;
  const end = tree.after(root);
  for (let node = root; node < end; node++) {
    if (!tree.isString(node)) continue;
    const text = tree.string(node);
    const names = namesBelow(tree, full, root, node);
    const found = findSecrets(text, { names });
    const matches = found.length > 0 ? found : byType(parameter, text, names, node === root);
    for (const match of matches) {
      if (match.confidence === 'low') continue;
      hits.push({
        owner: 'secret-in-parameter-default',
        match,
        node,
        inKey: false,
        names,
        step: undefined,
        parameter,
      });
    }
  }
}

/** The default of a secure parameter is a secret by its type, whatever it looks like; in an object, what its name says. */
function byType(parameter: Parameter, text: string, names: readonly string[], whole: boolean): SecretMatch[] {
  const secure = whole
    ? parameter.type === 'securestring'
    : parameter.type === 'secureobject' && credentialName(names.at(-1) ?? '')?.kind === 'strong';
  if (!secure || !isFilledIn(text)) return [];
  const label = 'secure parameter value';
  return [{ kind: 'named-value', label, span: { start: 0, end: text.length }, confidence: 'high' }];
}
