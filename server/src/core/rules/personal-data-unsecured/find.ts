import type { Exposure } from '../../exposure/exposure.ts';
import { siteReferences } from '../../exposure/references.ts';
import type { Reference } from '../../expressions/index.ts';
import type { ExpressionSite, FlowModel, Side, Step } from '../../flow/model.ts';
import { plainLetters } from '../../json/plainLetters.ts';
import { NONE } from '../../json/tree.ts';
import { isVariableWriter, outputsFollowInputs } from '../../platform/secureData.ts';
import { isPersonalName, mayNamePersonalData } from '../../secrets/detect/personalNames.ts';
import { schemaOf } from '../../secrets/schemaTexts.ts';

/** A side of a step that shows personal data. */
export interface PersonalData {
  readonly step: Step;
  readonly side: Side;
  /** The fields, as a maker sees them. */
  readonly names: readonly string[];
  /** Steps that use them directly: what hides this side hides their inputs, too. */
  readonly readers: readonly Step[];
}

interface Found {
  readonly side: Side;
  readonly names: Set<string>;
  readonly readers: Set<Step>;
}

/**
 * Fields with personal names that the run history shows, in document order: where they enter (a trigger's schema, what later
 * steps read of a step), and steps that take them from elsewhere.
 */
export function findPersonalData(flow: FlowModel, exposure: Exposure): PersonalData[] {
  if (!mayNamePersonalData(plainLetters(flow.tree.text))) return [];
  const sources = findSources(flow);
  const found: PersonalData[] = [];
  for (const step of flow.steps) {
    const source = sources.get(step);
    if (source && exposure.hiddenBecause(step, source.side) === undefined) {
      found.push({ step, side: source.side, names: [...source.names], readers: [...source.readers] });
    }
    if (source?.side === 'inputs') continue;
    const taken = takenFields(flow, step, sources);
    if (taken.length > 0 && exposure.hiddenBecause(step, 'inputs') === undefined)
      found.push({ step, side: 'inputs', names: taken, readers: [] });
  }
  return found;
}

function findSources(flow: FlowModel): Map<Step, Found> {
  const { tree } = flow;
  const sources = new Map<Step, Found>();
  const sourceOf = (step: Step): Found => {
    let one = sources.get(step);
    if (one === undefined) {
      one = { side: outputsFollowInputs(step) ? 'inputs' : 'outputs', names: new Set(), readers: new Set() };
      sources.set(step, one);
    }
    return one;
  };
  for (const step of flow.steps) {
    if (step.lowerType === 'response') continue;
    const schema = schemaOf(tree, step);
    if (schema === NONE) continue;
    const end = tree.after(schema);
    for (let node = schema + 1; node < end; node++) {
      if (!tree.keyIs(tree.parent(node), 'properties')) continue;
      const title = tree.stringAt(node, 'title');
      const name = [title, tree.key(node)].find((one) => one !== undefined && isPersonalName(one));
      if (name !== undefined) sourceOf(step).names.add(name);
    }
  }
  for (const site of flow.expressions) {
    if (site.step === undefined || !mayNamePersonalData(tree.string(site.node))) continue;
    for (const reference of siteReferences(site)) {
      const name = personalKey(reference);
      const target = targetOf(flow, reference);
      if (name === undefined || target === undefined || target === site.step) continue;
      const source = sourceOf(target);
      // One field, two spellings: as the schema has it, and as an expression reads it.
      if (![...source.names].some((known) => known.toLowerCase() === name.toLowerCase()))
        source.names.add(name);
      // Behind Compose and Parse JSON the platform's hiding ends.
      if (source.side === 'outputs') source.readers.add(site.step);
    }
  }
  return sources;
}

/** The last personal name among the properties that an expression reads. */
function personalKey({ path }: Reference): string | undefined {
  const key = path.findLast((one) => typeof one === 'string' && isPersonalName(one));
  return typeof key === 'string' ? key.split('/').at(-1) : undefined;
}

/** The step whose outputs an expression reads; none for variables and loop items. */
function targetOf(flow: FlowModel, reference: Reference): Step | undefined {
  if (reference.kind === 'trigger') return flow.triggers[0];
  if (reference.kind !== 'action' || reference.name === undefined || reference.part === 'result')
    return undefined;
  const step = flow.actionsByName.get(reference.name.toLowerCase());
  // A variable's answer repeats what was put in.
  return step === undefined || isVariableWriter(step) ? undefined : step;
}

/** Fields of the inputs with personal names whose values do not come straight from a source. */
function takenFields(flow: FlowModel, step: Step, sources: ReadonlyMap<Step, Found>): string[] {
  const { tree } = flow;
  const { inputs } = step;
  const names: string[] = [];
  if (inputs === NONE || step.role === 'trigger') return names;
  const sites = new Map<number, ExpressionSite>();
  for (const site of step.expressions) if (!site.inKey) sites.set(site.node, site);
  const schema = schemaOf(tree, step);
  const end = tree.after(inputs);
  for (let node = inputs + 1; node < end; node++) {
    if (node === schema) {
      node = tree.after(schema) - 1;
      continue;
    }
    const site = sites.get(node);
    if (site === undefined || !tree.hasKey(node)) continue;
    const references = siteReferences(site);
    const isCovered = (reference: Reference): boolean => {
      const target = targetOf(flow, reference);
      return target !== undefined && sources.get(target)?.side === 'outputs';
    };
    const key = tree.key(node);
    const own = key === 'value' ? (tree.stringAt(tree.parent(node), 'name') ?? key) : key;
    if (isPersonalName(own)) {
      if (!references.some(isCovered)) names.push(own.split('/').at(-1)!);
      continue;
    }
    for (const reference of references) {
      const read = reference.carried && !isCovered(reference) ? personalKey(reference) : undefined;
      if (read !== undefined) names.push(read);
    }
  }
  return [...new Set(names)];
}
