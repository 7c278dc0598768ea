import type { SolutionModel } from '../model.ts';
import { fileNameOf, segmentsBelow } from '../paths.ts';
import { sectionsNamed } from '../readers/customizations.ts';
import { readXml } from '../xml/document.ts';
import { insertChild, type NewElement, styleOf, writeElement } from '../xml/edit.ts';
import { isUnwritable } from '../xml/escape.ts';
import { outline } from '../xml/outline.ts';
import { addRootComponent, unreadable } from './rootComponent.ts';
import { isRefused, type SolutionEdit } from './types.ts';

export interface NewWorkflow {
  /** Without braces. */
  readonly id: string;
  readonly name: string;
  /** The flow's JSON file. */
  readonly uri: string;
}

/**
 * Registers a flow whose file is there already, as a draft: the entry that describes it, in a file of its own or in
 * customizations.xml as the solution keeps it, and the root component (flow-format 1.1, 1.2).
 */
export function addWorkflow(solution: SolutionModel, workflow: NewWorkflow): SolutionEdit {
  const { layout, manifests } = solution;
  if (layout !== 'unpacked' && layout !== 'unzipped')
    return { refused: 'How this form of a solution registers a flow is not documented.' };
  if (manifests.some((one) => one.layout !== layout))
    return { refused: 'The folder is both unpacked and unzipped: register the flow where you export from.' };
  if (isUnwritable(workflow.name))
    return { refused: 'The name holds characters that an XML file cannot hold.' };
  const listed = addRootComponent(solution, { type: 29, id: workflow.id });
  const entry = layout === 'unpacked' ? newFile(solution, workflow) : newEntry(solution, workflow);
  if (isRefused(listed) || isRefused(entry)) return isRefused(entry) ? entry : listed;
  return [...entry, ...listed];
}

/** A `.json.data.xml` written like those of the other flows. */
function newFile(solution: SolutionModel, workflow: NewWorkflow): SolutionEdit {
  const uri = `${workflow.uri}.data.xml`;
  if (solution.textOf(uri) !== undefined) return { refused: `${fileNameOf(uri)} is there already.` };
  const source = solution.flows
    .flatMap((one) => one.metadata)
    .find((one) => one.uri.toLowerCase().endsWith('.data.xml'));
  const text = source && solution.textOf(source.uri);
  if (source === undefined || text === undefined)
    return { refused: 'No other flow shows how this solution describes its flows.' };
  const start = text.slice(0, source.span.start);
  const { eol, indent } = styleOf(text);
  const style = { eol: eol === '' ? '\n' : eol, indent };
  const form = /^\ufeff?(?:<\?xml[^>]{0,200}>\s*)?$/.test(start) ? start : '';
  const end = /[\r\n]$/.test(text) ? style.eol : '';
  return [{ uri, create: form + writeElement(elementOf(solution, workflow), style) + end }];
}

/** An entry at the end of the list in each customizations file. */
function newEntry(solution: SolutionModel, workflow: NewWorkflow): SolutionEdit {
  const refusal = unreadable(solution.customizations, 'customizations.xml');
  if (refusal !== undefined) return { refused: refusal };
  const changes = solution.customizations.map(({ uri }) => {
    const text = solution.textOf(uri) ?? '';
    const section = sectionsNamed(outline(text), 'Workflows').at(-1);
    // A file that is written to must be whole.
    const list = section === undefined || readXml(text).problem ? undefined : readXml(text, section).root;
    return list && { uri, edits: [insertChild(text, list, elementOf(solution, workflow))] };
  });
  if (changes.includes(undefined))
    return { refused: 'customizations.xml has no list of workflows, or is damaged.' };
  return changes.filter((one) => one !== undefined);
}

/** In the order of exports. The state is draft: whoever imports it turns it on. */
function elementOf(solution: SolutionModel, { id, name, uri }: NewWorkflow): NewElement {
  const fields: readonly (readonly [string, string])[] = [
    ['JsonFileName', `/${segmentsBelow(solution.root, uri).join('/')}`],
    ['Type', '1'],
    ['Subprocess', '0'],
    ['Category', '5'],
    ['Mode', '0'],
    ['Scope', '4'],
    ['OnDemand', '0'],
    ['TriggerOnCreate', '0'],
    ['TriggerOnDelete', '0'],
    ['AsyncAutodelete', '0'],
    ['SyncWorkflowLogOnFailure', '0'],
    ['StateCode', '0'],
    ['StatusCode', '1'],
    ['RunAs', '1'],
    ['IsTransacted', '1'],
    ['IntroducedVersion', solution.version ?? '1.0.0.0'],
    ['IsCustomizable', '1'],
    ['IsCustomProcessingStepAllowedForOtherPublishers', '1'],
    ['PrimaryEntity', 'none'],
  ];
  const label: NewElement = {
    name: 'LocalizedName',
    attributes: [
      ['languagecode', solution.languageCode ?? '1033'],
      ['description', name],
    ],
  };
  return {
    name: 'Workflow',
    attributes: [
      ['WorkflowId', `{${id.toLowerCase()}}`],
      ['Name', name],
    ],
    children: [
      ...fields.map(([field, text]) => ({ name: field, text })),
      { name: 'LocalizedNames', children: [label] },
    ],
  };
}
