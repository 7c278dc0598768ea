/** Helpers of the tests in this folder. */
import { openDocument } from '../../flow/index.ts';
import type { SolutionModel } from '../index.ts';
import { type Folder, load, MANIFEST, ROOT, uriOf } from '../testing.ts';
import { ownerFactsOfFlow, ownersOf } from './index.ts';
import type { FlowOwnerFact, OwnerFact, Principal, SolutionOwners } from './types.ts';

export const NOTIFY = '0a1b2c3d-1111-2222-3333-444455556666';
export const CLOSE = '1b2c3d4e-1111-2222-3333-444455556666';

const FLOW = '{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":{}}}}';

function workflow(id: string, name: string, file: string): string {
  return `<Workflow WorkflowId="{${id}}" Name="${name}"><JsonFileName>/Workflows/${file}</JsonFileName><Category>5</Category><StateCode>1</StateCode></Workflow>`;
}

const NOTIFY_FILE = `Notifyteam-${NOTIFY.toUpperCase()}.json`;
const CLOSE_FILE = `Closeorders-${CLOSE.toUpperCase()}.json`;

/** A solution with two flows and a connection reference, of which nothing tells an owner. */
export const SOLUTION: Folder = {
  'src/Other/Solution.xml': MANIFEST,
  'src/Other/Customizations.xml': `<ImportExportXml><Workflows /><connectionreferences><connectionreference connectionreferencelogicalname="abc_sharedoffice365_12345"><connectorid>/providers/Microsoft.PowerApps/apis/shared_office365</connectorid></connectionreference></connectionreferences></ImportExportXml>`,
  [`src/Workflows/${NOTIFY_FILE}`]: FLOW,
  [`src/Workflows/${NOTIFY_FILE}.data.xml`]: workflow(NOTIFY, 'Notify team &amp; others', NOTIFY_FILE),
  [`src/Workflows/${CLOSE_FILE}`]: FLOW,
  [`src/Workflows/${CLOSE_FILE}.data.xml`]: workflow(CLOSE, 'Close orders', CLOSE_FILE),
};

/** The folder's only solution with its owners. */
export function owned(folder: Folder): { readonly model: SolutionModel; readonly owners: SolutionOwners } {
  const [model, ...others] = load(folder).solutions();
  if (model === undefined || others.length > 0) throw new Error('expected one solution');
  return { model, owners: ownersOf(model, factsIn(folder)) };
}

/** What the flows of a folder tell. */
export function factsIn(folder: Folder): (uri: string) => readonly FlowOwnerFact[] {
  return (uri) => {
    const text = folder[uri.slice(ROOT.length + 1)] ?? '';
    return ownerFactsOfFlow(openDocument({ uri, text }));
  };
}

/** Facts of a flow as short lines. */
export function linesOf(folder: Folder, id: string): string[] {
  const found = owned(folder).owners.flows.find((one) => one.flow.id === id);
  return (found?.facts ?? []).map((fact) => line(fact, folder));
}

export function principal({ kind, stated, name, form }: Principal): string {
  return `${name} (${kind}${stated ? ', stated' : ''}${form === 'mail' || form === 'name' ? '' : `, ${form}`})`;
}

/** A fact with its place: file, line counted from 1, and the text that stands there. */
export function line(fact: OwnerFact, folder: Folder): string {
  const { role, source, sourceName, environment } = fact;
  const path = source.uri.slice(ROOT.length + 1);
  const text = folder[decodeURIComponent(path)]!;
  const at = text.slice(0, source.span.start).split('\n').length;
  const raw = text.slice(source.span.start, source.span.end);
  const where = environment === undefined ? '' : ` in ${environment}`;
  return `${role}: ${principal(fact.principal)}${where} - ${sourceName} - ${path}:${at} ${raw}`;
}

export { type Folder, load, ROOT, uriOf };
