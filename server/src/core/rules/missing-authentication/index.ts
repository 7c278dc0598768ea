import type { Reference } from '../../expressions/index.ts';
import type { Disposition } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { addProperties, insertPropertyBefore } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { keyUse } from '../../solution/overview/connections.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { defineRule } from '../rule.ts';
import { stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'missing-authentication',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A connector step lacks the authentication that the other steps of the flow have',
    fix: 'safe',
    kinds: ['add-authentication'],
    checklist: { point: 'calls', one: 'does not sign in', many: 'do not sign in' },
  },
  visit: {
    flow({ flow, report }) {
      if (!isPowerAutomate(flow) || flow.tree.problems.length > 0) return;
      const { having, lacking } = connectorSteps(flow);
      // Where most lack it, the flow was saved without it, which the platform accepts as well.
      if (lacking.length === 0 || lacking.length > having.length) return;
      const samples = samplesOf(flow, having);
      for (const step of lacking) {
        report({
          place: { node: step.node, part: 'key' },
          message: `${stepName(step)} has no "authentication" in its inputs, unlike the other connector steps.`,
          why: 'It has nothing to sign in with when it runs.',
          hint: 'Give it the authentication of the other steps.',
          fix: sampleFor(flow, step, samples) === undefined ? null : dispositionIn(flow),
        });
      }
    },
  },
  fixes({ flow }, finding) {
    const { having, lacking } = connectorSteps(flow);
    const step = lacking.find((one) => one.node === finding.place.node);
    const sample = step && sampleFor(flow, step, samplesOf(flow, having));
    if (step === undefined || sample === undefined) return [];
    return [
      {
        kind: 'add-authentication',
        title: `Add the authentication of the other steps to ${stepName(step)}`,
        disposition: dispositionIn(flow),
        edits: addLike(flow, step, sample),
      },
    ];
  },
});

/** Some imports of a package refuse the property, which the service adds by itself when the flow is saved. */
function dispositionIn({ wrapper }: FlowModel): Disposition {
  return wrapper === 'legacy-package' ? 'review' : 'safe';
}

interface ConnectorSteps {
  readonly having: readonly Step[];
  readonly lacking: readonly Step[];
}

/** Steps of the form that takes a connection by key. */
function connectorSteps(flow: FlowModel): ConnectorSteps {
  const having: Step[] = [];
  const lacking: Step[] = [];
  for (const step of flow.steps) {
    if (!step.lowerType.startsWith('openapiconnection') || !flow.tree.isObject(step.inputs)) continue;
    (authentication(flow, step) === NONE ? lacking : having).push(step);
  }
  return { having, lacking };
}

function authentication({ tree }: FlowModel, step: Step): NodeId {
  return tree.child(step.inputs, 'authentication');
}

/** A step to copy from: on the same connection, else on one that comes from the same side; undefined when they disagree. */
function sampleFor(flow: FlowModel, step: Step, samples: Samples): Step | undefined {
  const key = keyUse(flow, step)?.key.toLowerCase();
  if (key === undefined) return undefined;
  const source = samples.sources.get(key);
  const own = samples.byKey.has(key) ? samples.byKey : samples.bySource;
  const sample = own.get(own === samples.byKey ? key : (source ?? ''));
  if (sample === undefined || isBroken(flow, sample)) return undefined;
  // A trigger has no caller yet whose connection it could take.
  return step.role === 'trigger' && !flow.tree.isString(authentication(flow, sample)) ? undefined : sample;
}

/** Only what is worked out as a whole is copied, from names that are there: what does not parse is not, and a text may be a secret. */
function isBroken(flow: FlowModel, sample: Step): boolean {
  const { tree } = flow;
  const root = authentication(flow, sample);
  const names = namesOf(flow);
  const isThere = (one: Reference): boolean =>
    one.kind !== 'parameter' || (one.name !== undefined && names.parameter(one.name) !== undefined);
  const computed = new Set(
    sample.expressions.flatMap(({ node, template, references }) =>
      template.kind === 'expression' && template.problems.length === 0 && references.every(isThere)
        ? [node]
        : [],
    ),
  );
  for (let node = root; node < tree.after(root); node++)
    if (tree.isString(node) && !computed.has(node) && !tree.keyIs(node, 'type')) return true;
  return false;
}

/** One step of those with the same authentication each; undefined where two differ. */
interface Samples {
  /** By lower-cased key of the connection. */
  readonly byKey: ReadonlyMap<string, Step | undefined>;
  /** By `runtimeSource`. */
  readonly bySource: ReadonlyMap<string, Step | undefined>;
  /** `runtimeSource` by lower-cased key. */
  readonly sources: ReadonlyMap<string, string>;
}

function samplesOf(flow: FlowModel, having: readonly Step[]): Samples {
  const sources = new Map<string, string>();
  for (const { key, runtimeSource } of flow.connections)
    if (runtimeSource) sources.set(key.toLowerCase(), runtimeSource);
  const byKey = new Map<string, Step | undefined>();
  const bySource = new Map<string, Step | undefined>();
  const values = new Map<Step, string>();
  const add = (to: Map<string, Step | undefined>, name: string, step: Step): void => {
    const known = to.get(name);
    if (!to.has(name)) to.set(name, step);
    else if (known !== undefined && values.get(known) !== values.get(step)) to.set(name, undefined);
  };
  for (const step of having) {
    const key = keyUse(flow, step)?.key.toLowerCase();
    if (key === undefined) continue;
    values.set(step, JSON.stringify(flow.tree.toValue(authentication(flow, step))) ?? '');
    add(byKey, key, step);
    const source = sources.get(key);
    if (source !== undefined) add(bySource, source, step);
  }
  return { byKey, bySource, sources };
}

/** The same value, before what follows it in the other step. */
function addLike(flow: FlowModel, step: Step, sample: Step): TextEdit[] {
  const { tree } = flow;
  const node = authentication(flow, sample);
  const value = tree.toValue(node);
  const siblings = tree.children(sample.inputs);
  const behind = siblings.slice(siblings.indexOf(node) + 1).map((one) => tree.key(one));
  const before = tree.children(step.inputs).find((one) => behind.includes(tree.key(one)));
  return before === undefined
    ? addProperties(tree, step.inputs, [['authentication', value]])
    : insertPropertyBefore(tree, before, 'authentication', value);
}
