import type { Step } from '../../flow/model.ts';
import type { JsonTree } from '../../json/tree.ts';
import { lowerCase } from '../../text/lower.ts';

/** What a step is: steps of one type and one operation may be the same under another name. */
export function kindKey({ lowerType, kind, operation }: Step): string {
  if (operation === undefined) return JSON.stringify([lowerType, kind]);
  const { apiName, operationId, method, path } = operation;
  const what = operationId === undefined ? [method ?? '', path ?? ''] : [lowerCase(operationId)];
  return JSON.stringify([lowerType, apiName ?? '', ...what]);
}

/** The designer's id of a step. Copy and paste keeps it, so that several steps may have one. */
export function metadataId(tree: JsonTree, { node }: Step): string | undefined {
  return tree.stringAt(tree.child(node, 'metadata'), 'operationMetadataId')?.toLowerCase();
}

/** Steps that hold others. */
export function isContainer({ lowerType }: Step): boolean {
  return CONTAINERS.has(lowerType);
}

const CONTAINERS: ReadonlySet<string> = new Set(['if', 'switch', 'foreach', 'until', 'scope', 'changeset']);
