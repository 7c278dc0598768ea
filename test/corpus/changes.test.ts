// Comparison over real flows: exactly the change that was made is told, and nothing else.
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../server/src/core/changes/index.ts';
import type { Changes, FlowChange } from '../../server/src/core/changes/types/flows.ts';
import { renameAction } from '../../server/src/core/fixes/flow/renameAction.ts';
import { openDocument } from '../../server/src/core/flow/index.ts';
import type { FlowModel, Step } from '../../server/src/core/flow/model.ts';
import { applyEdits } from '../../server/src/core/text/textEdit.ts';
import { part } from '../harness/part.ts';
import { corpusFiles, hasCorpus, skipNote } from './load.ts';

/** Of the flows, every so many-th is changed. */
const EVERY = 3;
/** Of those, each change is made in every so many-th, beginning with another one than the change before. */
const TURNS = 2;

// biome-ignore lint/suspicious/noExplicitAny: parts of a parsed flow
type Loose = Record<string, any>;

interface Sample {
  readonly name: string;
  readonly text: string;
  readonly flow: FlowModel;
}

let known: readonly Sample[] | undefined;

function samples(): readonly Sample[] {
  known ??= corpusFiles()
    .flatMap(({ uri, text }): Sample[] => {
      const { tree, flows } = openDocument({ uri, text });
      const [flow] = flows;
      const isUsable = flows.length === 1 && tree.problems.length === 0 && tree.duplicates.length === 0;
      return flow !== undefined && isUsable && flow.actions.length === flow.actionsByName.size
        ? [{ name: uri, text, flow }]
        : [];
    })
    .filter((_, index) => index % EVERY === 0);
  return known;
}

function compare(base: string, head: string): Changes {
  const file = (text: string) => ({
    uri: 'file:///Workflows/A.json',
    path: 'A.json',
    text,
    solution: undefined,
  });
  return changesBetween({ flows: [file(base)], solutions: [] }, { flows: [file(head)], solutions: [] });
}

/** The text after a change of the definition, in one form; undefined where the change cannot be made. */
function changed(
  { flow, text }: Sample,
  change: (actions: Loose) => boolean,
): readonly [string, string] | undefined {
  const root = JSON.parse(text.replace(/^\uFEFF/, '')) as Loose;
  const before = JSON.stringify(root, undefined, 2);
  const definition = flow.tree.path(flow.topLevel.node).reduce((at: Loose, key) => at[key], root);
  return change(definition) ? [before, JSON.stringify(root, undefined, 2)] : undefined;
}

const plain = (runAfter: unknown): string[] | undefined => {
  const waits = Object.entries((runAfter ?? {}) as Loose);
  return waits.every(([, statuses]) => JSON.stringify(statuses).toLowerCase() === '["succeeded"]')
    ? waits.map(([name]) => name)
    : undefined;
};

/** A step with exactly one behind it, which waits for it alone; neither refers to the other. */
function row(actions: Loose): readonly [string, string] | undefined {
  const names = Object.keys(actions);
  for (const first of names) {
    const followers = names.filter((name) => Object.keys(actions[name].runAfter ?? {}).includes(first));
    const [second, ...others] = followers;
    if (second === undefined || others.length > 0 || plain(actions[first].runAfter) === undefined) continue;
    if (plain(actions[second].runAfter)?.length !== 1) continue;
    if (
      names
        .filter((name) => Object.keys(actions[name].runAfter ?? {}).includes(second))
        .some((name) => plain(actions[name].runAfter)?.length !== 1)
    )
      continue;
    return [first, second];
  }
  return undefined;
}

let turn = 0;

/** Each change with what must be told; the flow, or why it is wrong. */
function holds(
  make: (sample: Sample) => readonly [string, string] | undefined,
  told: (flow: FlowChange) => boolean,
): void {
  const wrong: string[] = [];
  let made = 0;
  for (const sample of part(samples(), TURNS, turn++)) {
    const pair = make(sample);
    if (pair === undefined) continue;
    made++;
    const { flows } = compare(...pair);
    const [flow] = flows;
    if (flows.length !== 1 || flow === undefined || !told(flow))
      wrong.push(`${sample.name}: ${JSON.stringify(flow?.steps)?.slice(0, 600)}`);
  }
  expect(wrong).toEqual([]);
  expect(made).toBeGreaterThan(20);
}

const onlySteps = (flow: FlowChange): boolean =>
  [flow.connections, flow.parameters, flow.variables, flow.settings, flow.small].every(
    ({ length }) => length === 0,
  ) &&
  flow.trigger === undefined &&
  flow.callers === undefined;

describe.skipIf(!hasCorpus)(`changes of flows that the platform exported${skipNote}`, () => {
  it('are none where the form alone is another', () => {
    const wrong = samples().filter(({ text }) => {
      const one = JSON.stringify(JSON.parse(text.replace(/^\uFEFF/, '')));
      return compare(text, one).flows.length + compare(one, text).flows.length > 0;
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('are a renamed step, with all that refers to it', () => {
    const idOf = ({ tree }: FlowModel, { node }: Step): string | undefined =>
      tree.stringAt(tree.child(node, 'metadata'), 'operationMetadataId');
    holds(
      ({ flow, text }) => {
        const ids = flow.actions.map((step) => idOf(flow, step));
        const step = flow.actions.find(
          (_, index) => ids[index] !== undefined && ids.indexOf(ids[index]) === ids.lastIndexOf(ids[index]),
        );
        const edits = step && renameAction(flow, step, 'A_new_name_of_this_step');
        return edits === undefined || typeof edits === 'string' ? undefined : [text, applyEdits(text, edits)];
      },
      (flow) =>
        flow.steps.length === 1 &&
        flow.steps[0]!.kind === 'renamed' &&
        flow.steps[0]!.inputs.length === 0 &&
        onlySteps(flow) &&
        flow.steps[0]!.order.length === 0,
    );
  });

  it('are an inserted step', () => {
    holds(
      (sample) =>
        changed(sample, (actions) => {
          const found = row(actions);
          if (found === undefined) return false;
          actions.A_new_step = { type: 'Compose', inputs: 'new', runAfter: { [found[0]]: ['Succeeded'] } };
          actions[found[1]].runAfter = { A_new_step: ['Succeeded'] };
          return true;
        }),
      ({ steps, ...flow }) =>
        steps.length === 1 &&
        steps[0]!.kind === 'added' &&
        steps[0]!.place?.kind === 'between' &&
        onlySteps({ steps, ...flow }),
    );
  });

  it('are a removed step', () => {
    holds(
      (sample) => {
        const pair = changed(sample, (actions) => {
          const found = row(actions);
          if (found === undefined) return false;
          actions.A_new_step = { type: 'Compose', inputs: 'new', runAfter: { [found[0]]: ['Succeeded'] } };
          actions[found[1]].runAfter = { A_new_step: ['Succeeded'] };
          return true;
        });
        return pair && [pair[1], pair[0]];
      },
      ({ steps, ...flow }) =>
        steps.length === 1 &&
        steps[0]!.kind === 'removed' &&
        steps[0]!.place?.kind === 'between' &&
        onlySteps({ steps, ...flow }),
    );
  });

  it('are two steps in the other order', () => {
    holds(
      (sample) =>
        changed(sample, (actions) => {
          const [first, second] = row(actions) ?? [];
          if (first === undefined || second === undefined) return false;
          for (const [name, step] of Object.entries(actions))
            if (name !== second && Object.hasOwn(step.runAfter ?? {}, second))
              step.runAfter = { [first]: step.runAfter[second] };
          actions[second].runAfter = actions[first].runAfter;
          actions[first].runAfter = { [second]: ['Succeeded'] };
          return true;
        }),
      ({ steps, ...flow }) =>
        steps.length === 1 &&
        steps[0]!.order.length === 1 &&
        steps[0]!.order[0]!.kind === 'swapped' &&
        onlySteps({ steps, ...flow }),
    );
  });

  it('are a step that was put into a scope', () => {
    holds(
      (sample) =>
        changed(sample, (actions) => {
          const [, inner] = row(actions) ?? [];
          if (inner === undefined || actions[inner].type === 'InitializeVariable') return false;
          const step = actions[inner];
          for (const other of Object.values(actions))
            if (Object.hasOwn(other.runAfter ?? {}, inner)) {
              other.runAfter.A_new_scope = other.runAfter[inner];
              delete other.runAfter[inner];
            }
          actions.A_new_scope = {
            type: 'Scope',
            actions: { [inner]: { ...step, runAfter: {} } },
            runAfter: step.runAfter,
          };
          delete actions[inner];
          return true;
        }),
      ({ steps, ...flow }) =>
        steps.length === 1 &&
        steps[0]!.wraps === 1 &&
        steps[0]!.branches[0]?.steps[0]?.kind === 'moved' &&
        onlySteps({ steps, ...flow }),
    );
  });

  it('are secured inputs', () => {
    holds(
      (sample) =>
        changed(sample, (actions) => {
          const step = Object.values(actions).find(
            (one) => one.type === 'OpenApiConnection' && one.runtimeConfiguration?.secureData === undefined,
          );
          if (step === undefined) return false;
          step.runtimeConfiguration = {
            ...step.runtimeConfiguration,
            secureData: { properties: ['inputs'] },
          };
          return true;
        }),
      ({ steps, ...flow }) =>
        steps.length === 1 &&
        steps[0]!.settings.length === 1 &&
        steps[0]!.settings[0]!.id === 'secureInputs' &&
        steps[0]!.inputs.length === 0 &&
        onlySteps({ steps, ...flow }),
    );
  });

  it('are told without a throw between any two flows, whatever they have in common', () => {
    const all = samples();
    for (const [index, { text }] of all.entries()) {
      const { flows } = compare(text, all[(index + 1) % all.length]!.text);
      expect(flows.length + 1).toBeGreaterThan(0);
    }
  });
});
