import { removeNodes } from '../../json/edits.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { layoutOf } from '../layouts/index.ts';
import type { SolutionModel } from '../model.ts';
import { fileNameOf } from '../paths.ts';
import { sectionsNamed } from '../readers/customizations.ts';
import { attribute, childrenNamed, readXml } from '../xml/document.ts';
import { removeElement } from '../xml/edit.ts';
import { outline } from '../xml/outline.ts';
import { unreadable } from './rootComponent.ts';
import type { FileChange, SolutionEdit } from './types.ts';
import { wholeJson } from './wholeJson.ts';

/**
 * Takes connection references out of every customizations file, and their entries out of the settings files in the form of
 * `pac`. Flows are not touched.
 */
export function removeConnectionReference(
  solution: SolutionModel,
  ...logicalNames: readonly string[]
): SolutionEdit {
  const refusal =
    layoutOf(solution.layout).refusal('connection reference') ??
    unreadable(solution.customizations, 'customizations.xml');
  if (refusal !== undefined) return { refused: refusal };
  const wanted = new Set<string | undefined>(logicalNames.map((one) => one.toLowerCase()));
  const changes: FileChange[] = [];
  for (const { uri } of solution.customizations) {
    const text = solution.textOf(uri) ?? '';
    const edits = sectionsNamed(outline(text), 'connectionreferences').flatMap((section): TextEdit[] => {
      const { root } = readXml(text, section);
      return childrenNamed(root, 'connectionreference')
        .filter((one) => wanted.has(nameIn(text, one)))
        .map((one) => removeElement(text, one));
    });
    if (edits.length > 0) changes.push({ uri, edits });
  }
  if (changes.length === 0)
    return { refused: `The solution has no connection reference ${logicalNames.join(', ')}.` };
  for (const settings of solution.deploymentSettings) {
    if (settings.form !== 'pac') continue;
    const entries = settings.connectionReferences.filter((one) =>
      wanted.has(one.logicalName.value.toLowerCase()),
    );
    if (entries.length === 0) continue;
    const tree = wholeJson(solution.textOf(settings.uri) ?? '');
    if (tree === undefined) return { refused: `${fileNameOf(settings.uri)} is damaged. Repair it first.` };
    const nodes = entries.map(({ source }): NodeId => {
      let node = tree.nodeAt(source.span.start);
      while (node !== NONE && tree.start(node) !== source.span.start) node = tree.parent(node);
      return node;
    });
    const removals = removeNodes(
      tree,
      nodes.filter((node) => node !== NONE && node !== tree.root),
    );
    if (removals.length > 0) changes.push({ uri: settings.uri, edits: removals });
  }
  return changes;
}

function nameIn(text: string, element: Parameters<typeof attribute>[1]): string | undefined {
  return attribute(text, element, 'connectionreferencelogicalname')?.value.toLowerCase();
}
