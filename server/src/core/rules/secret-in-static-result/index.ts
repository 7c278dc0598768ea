import type { FlowModel, Step } from '../../flow/model.ts';
import { replaceValue } from '../../json/edits.ts';
import type { NodeId } from '../../json/tree.ts';
import { secretRead } from '../../platform/operations.ts';
import { findSecrets } from '../../secrets/detect/secretValue.ts';
import type { SecretMatch } from '../../secrets/detect/types.ts';
import { keysBelow, namesBelow } from '../../secrets/names.ts';
import { withArticle } from '../../secrets/where.ts';
import { ROTATE_FIRST } from '../../secrets/wording.ts';
import { HOLDS_SECRET } from '../checklistPoints.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'secret-in-static-result',
    category: 'secrets',
    severity: 'error',
    profile: 'default',
    title: 'A static result (mocked outputs of a step) holds a secret',
    fix: 'safe',
    kinds: ['empty-value'],
    cwe: [798],
    checklist: HOLDS_SECRET,
  },
  visit: {
    flow({ flow, report }) {
      for (const { result, step, enabled, node, matches } of leaks(flow)) {
        const label = [...new Set(matches.map((match) => withArticle(match.label)))].join(' and ');
        const of = step === undefined ? '' : ` of ${stepName(step)}`;
        const field = fieldOf(flow, node);
        report({
          place: { node, part: { inString: matches[0]!.span } },
          message: `The static result "${result}"${of} holds ${label}${field}.`,
          hint: `${
            enabled
              ? 'Switch the static result off, or give it a made-up value.'
              : 'Empty the value, or give it a made-up one.'
          } ${ROTATE_FIRST}`,
          why: enabled
            ? 'The step answers with this value in every run.'
            : 'A static result that is switched off only serves tests.',
          confidence: matches[0]!.confidence,
          fix: enabled ? 'review' : 'safe',
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const leak = leaks(flow).find(({ node }) => node === finding.place.node);
    if (leak === undefined) return [];
    return [
      {
        kind: 'empty-value',
        title: `Empty the value in the static result "${leak.result}"`,
        disposition: leak.enabled ? 'review' : 'safe',
        edits: replaceValue(flow.tree, leak.node, ''),
      },
    ];
  },
});

interface Leak {
  readonly result: string;
  readonly step: Step | undefined;
  /** The step answers with it when the flow runs. */
  readonly enabled: boolean;
  readonly node: NodeId;
  readonly matches: readonly SecretMatch[];
}

/** One for each string: it is emptied as a whole. */
function leaks(flow: FlowModel): Leak[] {
  const { tree } = flow;
  const results = tree.child(flow.definition, 'staticResults');
  const found: Leak[] = [];
  if (!tree.isObject(results)) return found;
  const users = usersOf(flow);
  for (const root of tree.children(results)) {
    const result = tree.key(root);
    const user = users.get(result);
    const secretPaths = user === undefined ? [] : pathsOf(flow, user.step);
    const end = tree.after(root);
    for (let node = root; node < end; node++) {
      if (!tree.isString(node)) continue;
      const names = namesBelow(tree, '', root, node);
      // What the real step would read there is a secret by its nature: `body/value` of Get secret.
      const path = keysBelow(tree, root, node).slice(1).join('/').toLowerCase();
      const known = secretPaths.some((one) => path === one || path.startsWith(`${one}/`));
      const matches = findSecrets(tree.string(node), { names: known ? ['secret'] : names }).filter(
        (match) => match.confidence !== 'low',
      );
      if (matches.length === 0) continue;
      found.push({ result, step: user?.step, enabled: user?.enabled ?? false, node, matches });
    }
  }
  return found;
}

interface User {
  readonly step: Step;
  readonly enabled: boolean;
}

/** The steps that name a static result, by its name; one that has it switched on goes first. */
function usersOf(flow: FlowModel): Map<string, User> {
  const users = new Map<string, User>();
  for (const step of flow.steps) {
    const setting = flow.tree.child(step.runtimeConfiguration, 'staticResult');
    const name = flow.tree.stringAt(setting, 'name');
    if (name === undefined) continue;
    const enabled = flow.tree.stringAt(setting, 'staticResultOptions')?.toLowerCase() !== 'disabled';
    if (enabled || !users.has(name)) users.set(name, { step, enabled });
  }
  return users;
}

/** Where in its outputs the step reads a secret: `body/value`. */
function pathsOf(flow: FlowModel, step: Step): string[] {
  const { operation } = step;
  if (operation === undefined) return [];
  const read = secretRead(operation, (name) => flow.tree.stringAt(operation.parameters, name));
  return (
    read?.paths.map((path) =>
      path
        .filter((part) => part !== '*')
        .join('/')
        .toLowerCase(),
    ) ?? []
  );
}

function fieldOf(flow: FlowModel, node: NodeId): string {
  return flow.tree.hasKey(node) ? ` in "${flow.tree.key(node)}"` : '';
}
