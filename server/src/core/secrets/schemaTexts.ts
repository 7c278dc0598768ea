import { derived } from '../flow/derived.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { type JsonTree, NONE, type NodeId } from '../json/tree.ts';

/** A string in the JSON schema of a trigger, a Parse JSON or a Response step. */
export interface SchemaText {
  readonly step: Step;
  readonly node: NodeId;
  /** `sample`: part of a value that an example of the data has; `note`: a title or description. */
  readonly kind: 'sample' | 'note';
  /** The keyword it stands under, and its node: `default`, `examples`, `enum`, `description`. */
  readonly keyword: string;
  readonly keywordNode: NodeId;
  /** The properties that lead to it, the nearest last. */
  readonly names: readonly string[];
}

/** Their values are properties by name, each with a schema. */
const MAPS = new Set(['properties', 'patternProperties', 'definitions', '$defs', 'dependentSchemas']);
const SAMPLES = new Set(['default', 'example', 'examples', 'enum', 'const', 'x-ms-examples']);
const NOTES = new Set(['title', 'description', '$comment', 'x-ms-summary']);
const MAX_DEPTH = 200;

/** The schema of a step; `NONE` for steps without one. */
export function schemaOf(tree: JsonTree, step: Step): NodeId {
  const { lowerType, inputs } = step;
  if (lowerType !== 'request' && lowerType !== 'response' && lowerType !== 'parsejson') return NONE;
  const schema = tree.child(inputs, 'schema');
  return tree.isObject(schema) ? schema : NONE;
}

/** All texts in the schemas of a flow that are no part of the schema language, in document order. */
export function schemaTexts(flow: FlowModel): readonly SchemaText[] {
  return derived(flow, findTexts);
}

function findTexts(flow: FlowModel): readonly SchemaText[] {
  const { tree } = flow;
  const found: SchemaText[] = [];
  for (const step of flow.steps) {
    const schema = schemaOf(tree, step);
    if (schema === NONE) continue;
    const end = tree.after(schema);
    for (let node = schema + 1; node < end; node++) {
      if (!tree.isString(node) || tree.keyIs(node, 'type') || tree.end(node) - tree.start(node) < 6) continue;
      const text = placeInSchema(tree, step, schema, node);
      if (text) found.push(text);
    }
  }
  return found;
}

function placeInSchema(tree: JsonTree, step: Step, schema: NodeId, node: NodeId): SchemaText | undefined {
  const way: NodeId[] = [];
  for (let at = node; at > schema; at = tree.parent(at)) {
    way.push(at);
    if (way.length > MAX_DEPTH) return undefined;
  }
  const names: string[] = [];
  let inMap = false;
  let keywordNode = NONE;
  for (const at of way.reverse()) {
    if (!tree.hasKey(at)) continue;
    const key = tree.key(at);
    if (keywordNode !== NONE || inMap) names.push(key);
    else if (SAMPLES.has(key) || NOTES.has(key)) keywordNode = at;
    inMap = !inMap && keywordNode === NONE && MAPS.has(key);
  }
  if (keywordNode === NONE) return undefined;
  const keyword = tree.key(keywordNode);
  return { step, node, kind: SAMPLES.has(keyword) ? 'sample' : 'note', keyword, keywordNode, names };
}
