import type { FlowModel, Step } from '../../flow/model.ts';
import { addProperties, insertPropertyBefore, replaceValue } from '../../json/edits.ts';
import { NONE } from '../../json/tree.ts';
import { hashText } from '../../text/hash.ts';
import type { TextEdit } from '../../text/textEdit.ts';

/**
 * Inserts a step directly before `anchor`, in its branch. The new step takes over the anchor's run-after as it stands
 * (several predecessors, failures and all), and the anchor runs after the new step alone: whenever the anchor would have
 * run, the new step runs first. Other steps that follow the same predecessors are left alone. Undefined when the anchor's
 * run-after has no form that the platform knows.
 */
export function insertStepBefore(
  flow: FlowModel,
  anchor: Step,
  name: string,
  body: Readonly<Record<string, unknown>>,
): TextEdit[] | undefined {
  const { tree } = flow;
  if (anchor.role !== 'action' || !tree.isObject(anchor.node)) return undefined;
  const runAfter = tree.child(anchor.node, 'runAfter');
  if (runAfter !== NONE && !tree.isObject(runAfter)) return undefined;
  const taken = runAfter === NONE ? {} : tree.toValue(runAfter);
  // Damaged.
  if (taken === undefined) return undefined;
  const after = { [name]: ['Succeeded'] };
  return [
    ...insertPropertyBefore(tree, anchor.node, name, { runAfter: taken, ...body }),
    ...(runAfter === NONE
      ? addProperties(tree, anchor.node, [['runAfter', after]])
      : replaceValue(tree, runAfter, after)),
  ];
}

/**
 * Inserts a step that runs before all others of the flow: those that ran first run after it. Undefined where none runs first, and
 * where one of them has a run-after of no form that the platform knows.
 */
export function insertStepFirst(
  { tree, topLevel }: FlowModel,
  name: string,
  body: Readonly<Record<string, unknown>>,
): TextEdit[] | undefined {
  const [top] = topLevel.steps;
  const first = topLevel.steps.filter((step) => step.runAfter.length === 0);
  if (top === undefined || first.length === 0) return undefined;
  const edits = [...insertPropertyBefore(tree, top.node, name, { runAfter: {}, ...body })];
  const after = { [name]: ['Succeeded'] };
  for (const step of first) {
    const runAfter = tree.child(step.node, 'runAfter');
    if (!tree.isObject(step.node) || (runAfter !== NONE && !tree.isObject(runAfter))) return undefined;
    edits.push(
      ...(runAfter === NONE
        ? addProperties(tree, step.node, [['runAfter', after]])
        : replaceValue(tree, runAfter, after)),
    );
  }
  return edits;
}

/** Longest name of a step that the platform takes. */
const MAX_NAME = 80;

/** A name in the designer's style (blanks as underscores) that no step or trigger of the flow has, and none of `others`. */
export function uniqueStepName(flow: FlowModel, wish: string, others: readonly string[] = []): string {
  const names = [...others, ...[...flow.actions, ...flow.triggers].map((step) => step.name)];
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const plain = wish
    .normalize('NFC')
    .replace(/[<>%&\\?/#:"'@{}[\]\u0000-\u001f]/g, '')
    .trim()
    .replace(/\s+/g, '_');
  // Half a pair of units is no text.
  const stem = plain.slice(0, MAX_NAME - 4).replace(/[\ud800-\udbff]$/, '') || 'Get_secret';
  let name = stem;
  for (let number = 1; taken.has(name.toLowerCase()); number++) name = `${stem}_${number}`;
  return name;
}

/** `operationMetadataId` in the form of a GUID; the same step of the same flow gets the same one, so that results repeat. */
export function operationMetadataId(seed: string): string {
  const hex = hashText(`${seed}/1`) + hashText(`${seed}/2`) + hashText(`${seed}/3`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
