import type { FlowModel, Step } from '../../flow/model.ts';
import { type NameUse, namesOf } from '../../flow/names/index.ts';
import { VARIABLE_WRITES } from '../../flow/variableWrites.ts';
import { type JsonTree, Kind, type NodeId } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { insertStepFirst, operationMetadataId, uniqueStepName } from '../flow/insertStep.ts';

/** A new variable: how its step is called, its type, and the edits. */
export interface Declaration {
  readonly step: string;
  readonly type: string;
  readonly edits: readonly TextEdit[];
}

/** Types with the value that a variable starts with where nobody says another. */
const EMPTY: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['string', ''],
  ['integer', 0],
  ['float', 0],
  ['boolean', false],
  ['array', []],
  ['object', {}],
]);

/**
 * Initialises at the beginning of the flow a variable that the flow uses and does not have, of the type that its uses go with. Undefined where they
 * go with none, where nobody reads it or a trigger does, and where a step that sets it reads it: another fault would be left.
 */
export function declareVariable(flow: FlowModel, name: string): Declaration | undefined {
  const names = namesOf(flow);
  const lower = name.toLowerCase();
  const reads = names.uses('variable').filter((use) => use.name.toLowerCase() === lower);
  const writes = names.uses('write').filter((use) => use.name.toLowerCase() === lower);
  const writers = new Set(writes.map(({ step }) => step));
  const isOwn = ({ step }: NameUse): boolean => step?.lowerType === 'setvariable' && writers.has(step);
  if (
    name.trim() === '' ||
    reads.length === 0 ||
    reads.some((use) => use.step?.role === 'trigger' || isOwn(use))
  )
    return undefined;
  const type = typeOf(flow, reads, writes);
  if (type === undefined) return undefined;
  const step = uniqueStepName(flow, `Initialize ${name}`);
  const edits = insertStepFirst(flow, step, {
    metadata: { operationMetadataId: operationMetadataId(`${step}/${flow.tree.text.length}`) },
    type: 'InitializeVariable',
    inputs: { variables: [{ name, type, value: EMPTY.get(type) }] },
  });
  return edits && { step, type, edits };
}

function typeOf(flow: FlowModel, reads: readonly NameUse[], writes: readonly NameUse[]): string | undefined {
  let types: readonly string[] | undefined;
  for (const { step } of writes) {
    const own = step && typesFor(flow.tree, step);
    if (own === undefined) continue;
    const before: readonly string[] = types ?? own;
    types = before.filter((one) => own.includes(one));
  }
  if (types !== undefined) return types[0];
  return reads.some(({ step, place }) => step?.lowerType === 'foreach' && step.control === place.node)
    ? 'array'
    : 'string';
}

function typesFor(tree: JsonTree, step: Step): readonly string[] | undefined {
  const types = VARIABLE_WRITES.get(step.lowerType);
  return types?.length ? types : typesOfValue(tree, tree.child(step.inputs, 'value'));
}

/** Of an expression nobody knows. */
function typesOfValue(tree: JsonTree, value: NodeId): readonly string[] | undefined {
  switch (tree.kind(value)) {
    case Kind.String: {
      const text = tree.string(value);
      return text.startsWith('@') && !text.startsWith('@@') && !text.startsWith('@{')
        ? undefined
        : ['string'];
    }
    case Kind.Number:
      return Number.isInteger(Number(tree.text.slice(tree.start(value), tree.end(value))))
        ? ['integer', 'float']
        : ['float'];
    case Kind.True:
    case Kind.False:
      return ['boolean'];
    case Kind.Array:
      return ['array'];
    case Kind.Object:
      return ['object'];
    default:
      return undefined;
  }
}
