import { type Expr, findFunction, parseTemplate, type ValueType } from '../../expressions/index.ts';
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

/**
 * Says of types (lower-cased) whether a variable of such a type goes with a use of it, as far as the use tells. `use`: of kind `variable`
 * or `write`.
 */
export function typesThatFit({ tree }: FlowModel, use: NameUse): (type: string) => boolean {
  const read = use.kind === 'write' ? undefined : typeOfReads(tree, [use]);
  const types = read === undefined ? use.kind === 'write' && use.step && typesFor(tree, use.step) : [read];
  return (type) => !types || !EMPTY.has(type) || types.includes(type);
}

function typeOf(flow: FlowModel, reads: readonly NameUse[], writes: readonly NameUse[]): string | undefined {
  let types: readonly string[] | undefined;
  let mayBeFraction = false;
  for (const { step } of writes) {
    const own = step && typesFor(flow.tree, step);
    if (own === undefined) continue;
    mayBeFraction ||= own[0] === 'float';
    const before: readonly string[] = types ?? own;
    types = before.filter((one) => own.includes(one));
  }
  const read = typeOfReads(flow.tree, reads);
  if (types === undefined) return read ?? 'string';
  if (read !== undefined && types.includes(read)) return read;
  // A whole number fits into a float, a fraction into no integer.
  return mayBeFraction && types.includes('float') ? 'float' : types[0];
}

/** The type that the variable must have for what is read of it; undefined where any will do. */
function typeOfReads(tree: JsonTree, reads: readonly NameUse[]): string | undefined {
  for (const { step, place, reference } of reads) {
    const [below] = reference?.path ?? [];
    if (below !== undefined) return typeof below === 'number' ? 'array' : 'object';
    const list = step?.lowerType === 'foreach' ? step.control : step && tree.child(step.inputs, 'from');
    if (step !== undefined && TAKES_LIST.has(step.lowerType) && list === place.node) return 'array';
  }
  return undefined;
}

const TAKES_LIST: ReadonlySet<string> = new Set(['foreach', 'query', 'select', 'join', 'table']);

function typesFor(tree: JsonTree, step: Step): readonly string[] | undefined {
  const types = VARIABLE_WRITES.get(step.lowerType);
  const value = tree.child(step.inputs, 'value');
  if (!types?.length) return typesOfValue(tree, value);
  if (types.length === 1) return types;
  const own = typesOfValue(tree, value)?.filter((one) => types.includes(one));
  return own?.length ? own : types;
}

/** Of an expression those that its outermost function gives; undefined where that depends. */
function typesOfValue(tree: JsonTree, value: NodeId): readonly string[] | undefined {
  switch (tree.kind(value)) {
    case Kind.String: {
      const template = parseTemplate(tree.string(value));
      return template.kind === 'expression' ? typesOfExpr(template.expr) : ['string'];
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

function typesOfExpr(expr: Expr): readonly string[] | undefined {
  const info = expr.kind === 'call' ? findFunction(expr.lowerName) : undefined;
  // What a step gives back may be anything, whatever its outputs are by the book.
  if (info === undefined || info.category === 'workflow') return undefined;
  const types = info.result.map((one) => OF_RESULT.get(one));
  return types.includes(undefined) ? undefined : (types as string[][]).flat();
}

/** What a variable may be that takes a result. */
const OF_RESULT: ReadonlyMap<ValueType, readonly string[]> = new Map<ValueType, readonly string[]>([
  ['string', ['string']],
  ['integer', ['integer', 'float']],
  ['number', ['float', 'integer']],
  ['boolean', ['boolean']],
  ['array', ['array']],
  ['object', ['object']],
]);
