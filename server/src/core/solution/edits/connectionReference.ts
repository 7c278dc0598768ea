import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import { layoutOf } from '../layouts/index.ts';
import type { SolutionModel } from '../model.ts';
import { fileNameOf } from '../paths.ts';
import { sectionsNamed } from '../readers/customizations.ts';
import { attribute, childrenNamed, readXml, type XmlElement } from '../xml/document.ts';
import { insertChild, type NewElement } from '../xml/edit.ts';
import { isUnwritable } from '../xml/escape.ts';
import { type Outline, outline, type Section } from '../xml/outline.ts';
import { isSchemaName } from './names.ts';
import { unreadable } from './rootComponent.ts';
import type { FileChange, SolutionEdit } from './types.ts';

const APIS = '/providers/Microsoft.PowerApps/apis/';

export interface NewConnectionReference {
  readonly logicalName: string;
  readonly displayName: string;
  /** `/providers/Microsoft.PowerApps/apis/shared_...`, or the connector's name alone. */
  readonly connectorId: string;
}

/** A new element in every customizations file of the solution (flow-format 5.1). The connection itself is chosen on import. */
export function addConnectionReference(
  solution: SolutionModel,
  reference: NewConnectionReference,
): SolutionEdit {
  const refusal = layoutOf(solution.layout).refusal('connection reference') ?? refusalOf(solution, reference);
  if (refusal !== undefined) return { refused: refusal };
  const changes: FileChange[] = [];
  for (const { uri } of solution.customizations) {
    const text = solution.textOf(uri) ?? '';
    const found = outline(text);
    // The outline passes over damage inside other sections; a file that is written to must be whole.
    if (found.problem !== undefined || readXml(text).problem !== undefined)
      return { refused: `${fileNameOf(uri)} is damaged. Repair it first.` };
    const section = sectionsNamed(found, 'connectionreferences').at(-1);
    if (section === undefined) {
      const root = rootElement(text, found);
      const before = root.children.find((one) => one.name.toLowerCase() === 'languages');
      const element = { name: 'connectionreferences', children: [elementOf(reference, true)] };
      changes.push({ uri, edits: [insertChild(text, root, element, { before })] });
      continue;
    }
    const list = readXml(text, section).root;
    if (list === undefined) return { refused: `${fileNameOf(uri)} is damaged. Repair it first.` };
    const siblings = childrenNamed(list, 'connectionreference');
    // Older platforms do not know the element; the file's own entries show.
    const prompting =
      siblings.length === 0 || text.slice(section.start, section.end).includes('<promptingbehavior>');
    const place = placeOf(text, siblings, reference.logicalName);
    changes.push({ uri, edits: [insertChild(text, list, elementOf(reference, prompting), place)] });
  }
  return changes;
}

function refusalOf(solution: SolutionModel, reference: NewConnectionReference): string | undefined {
  const { logicalName, displayName, connectorId } = reference;
  if (!isSchemaName(logicalName))
    return `"${withoutSecrets(logicalName).slice(0, 100)}" cannot be a logical name: it takes letters, digits and "_", at most 100.`;
  if (solution.connectionReference(logicalName) !== undefined)
    return `The solution already has a connection reference ${logicalName}.`;
  if (!/^(?:\/providers\/Microsoft\.PowerApps\/apis\/)?[\w.-]{1,200}$/i.test(connectorId))
    return 'The id of the connector has a form that is not known.';
  if (isUnwritable(displayName)) return 'The display name holds characters that an XML file cannot hold.';
  return unreadable(solution.customizations, 'customizations.xml');
}

function elementOf(reference: NewConnectionReference, prompting: boolean): NewElement {
  const { logicalName, displayName, connectorId } = reference;
  const flags = prompting ? [{ name: 'promptingbehavior', text: '0' }] : [];
  return {
    name: 'connectionreference',
    attributes: [['connectionreferencelogicalname', logicalName]],
    children: [
      { name: 'connectionreferencedisplayname', text: displayName.trim() === '' ? logicalName : displayName },
      { name: 'connectorid', text: connectorId.includes('/') ? connectorId : APIS + connectorId },
      { name: 'iscustomizable', text: '1' },
      ...flags,
      { name: 'statecode', text: '0' },
      { name: 'statuscode', text: '1' },
    ],
  };
}

/** In order of the names when the list keeps it, at the end otherwise. */
function placeOf(
  text: string,
  siblings: readonly XmlElement[],
  logicalName: string,
): { after?: XmlElement | undefined; before?: XmlElement | undefined } {
  const names = siblings.map(
    (one) => attribute(text, one, 'connectionreferencelogicalname')?.value.toLowerCase() ?? '',
  );
  const sorted = names.every((name, at) => at === 0 || names[at - 1]! <= name);
  if (!sorted) return {};
  const at = names.findLastIndex((name) => name < logicalName.toLowerCase());
  return at === -1 ? { before: siblings[0] } : { after: siblings[at] };
}

/** The root as an element whose children are unread. */
function rootElement(text: string, found: Outline): XmlElement {
  const leaf = ({ name, start, end }: Section): XmlElement => {
    return { name, start, end, openEnd: end, closeStart: end, selfClosing: false, children: [] };
  };
  const { name, start, openEnd, closeStart } = found;
  const selfClosing = closeStart === openEnd && text[openEnd - 2] === '/';
  const end = selfClosing ? openEnd : text.indexOf('>', closeStart) + 1;
  return { name, start, end, openEnd, closeStart, selfClosing, children: found.sections.map(leaf) };
}
