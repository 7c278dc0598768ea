import { encodeString } from '../../json/escapes.ts';
import type { Fact, FileChange, SolutionEnvironmentVariable, SolutionModel } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import {
  attribute,
  childNamed,
  childrenNamed,
  descend,
  isNamed,
  readXml,
  type XmlValue,
} from '../../solution/xml/document.ts';
import { escapeAttribute } from '../../solution/xml/escape.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { VariableName } from './newName.ts';

/** Changes of the files beside the flows: the definition, its values, the manifests, deployment settings. */
export function renameInFiles(
  solution: SolutionModel,
  variable: SolutionEnvironmentVariable,
  name: VariableName,
): FileChange[] | { readonly refused: string } {
  const changes = new Map<string, TextEdit[]>();
  const add = (uri: string, edit: TextEdit): void => {
    pushTo(changes, uri, edit);
  };
  const { uri } = variable.definition!.source;
  const edits = definitionEdits(solution.textOf(uri) ?? '', variable, name);
  if (edits === undefined)
    return { refused: `${fileNameOf(uri)} of ${variable.schemaName} is damaged. Repair it first.` };
  for (const edit of edits) add(uri, edit);
  if (name.schemaName !== variable.schemaName) {
    const inJson: Fact<string>[] = [
      ...variable.values.flatMap((one) => one.schemaName ?? []),
      ...solution.deploymentSettings.flatMap((file) =>
        file.environmentVariables.map((one) => one.schemaName),
      ),
    ];
    for (const fact of inJson) {
      const raw = solution.textOf(fact.uri)?.slice(fact.span.start, fact.span.end);
      // Elsewhere the name is written with escapes, or is a part of what stands there.
      if (raw?.toLowerCase() === variable.schemaName.toLowerCase())
        add(fact.uri, { span: fact.span, newText: encodeString(name.schemaName) });
    }
    for (const manifest of solution.manifests) {
      const text = solution.textOf(manifest.uri) ?? '';
      for (const value of listedIn(text))
        if (value.value.toLowerCase() === variable.schemaName.toLowerCase())
          add(manifest.uri, { span: value.span, newText: name.schemaName });
    }
  }
  return [...changes].map(([file, own]) => ({ uri: file, edits: own }));
}

/** Schema names of the components that a manifest lists. */
function listedIn(text: string): XmlValue[] {
  const { root } = readXml(text);
  const manifest = root && (isNamed(root, 'SolutionManifest') ? root : childNamed(root, 'SolutionManifest'));
  return childrenNamed(descend(manifest, 'RootComponents'), 'RootComponent').flatMap(
    (one) => attribute(text, one, 'schemaName') ?? [],
  );
}

/** Undefined for a damaged file. */
function definitionEdits(
  text: string,
  { schemaName, definition }: SolutionEnvironmentVariable,
  name: VariableName,
): TextEdit[] | undefined {
  const { root } = readXml(text);
  const own = root && attribute(text, root, 'schemaname');
  if (root === undefined || own === undefined) return undefined;
  const edits: TextEdit[] = [];
  if (name.schemaName !== schemaName) edits.push({ span: own.span, newText: name.schemaName });
  const old = definition?.displayName?.value;
  const shown = childNamed(root, 'displayname');
  const labels = childrenNamed(shown, 'label').map((one) => attribute(text, one, 'description'));
  for (const value of [shown && attribute(text, shown, 'default'), ...labels]) {
    // A label in another language says something else.
    if (value === undefined || value.value !== old || old === name.displayName) continue;
    const quote = text[value.span.start - 1];
    const escaped = escapeAttribute(name.displayName);
    edits.push({ span: value.span, newText: quote === "'" ? escaped.replaceAll("'", '&apos;') : escaped });
  }
  return edits;
}
