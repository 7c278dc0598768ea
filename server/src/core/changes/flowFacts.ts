import { callerOf } from '../callers/index.ts';
import { damageIn } from '../flow/document.ts';
import { openDocument } from '../flow/index.ts';
import type { FlowModel } from '../flow/model.ts';
import { connectorNameIn } from '../solution/connectorNames.ts';
import { whatItDoes } from '../solution/overview/whatItDoes.ts';
import { flowName } from '../solution/owners/flowOwners.ts';
import { cutText } from '../text/cut.ts';
import type { OpenFlow } from './flow/compareFlow.ts';
import { flowId } from './identity.ts';
import type { FlowOutline } from './types/flows.ts';
import type { FlowFile } from './types/input.ts';
import { Masks } from './values/masks.ts';
import { secretPlaces } from './values/secretPlaces.ts';

const MOST_NAME = 200;
const PLAIN = new Masks([]);

/** A file that was read: its flows, or why there are none. */
export type Opened =
  | { readonly flows: readonly OpenFlow[]; readonly reason?: undefined }
  | { readonly flows?: undefined; readonly reason: string };

/** Reads the flows of a file. A damaged file has none: half of a flow would look like a change. */
export function openFile(file: FlowFile): Opened {
  if (file.text === undefined) return { reason: file.unread ?? 'the system does not say why' };
  const document = openDocument({ uri: file.uri, text: file.text });
  const { flows } = document;
  if (damageIn(document).length > 0) return { reason: 'it is no valid JSON' };
  if (flows.length === 0) return { reason: 'it holds no flow' };
  return { flows: flows.map((flow) => ({ flow, file })) };
}

/** What people call a flow: its display name, else the name of its file without the id. */
export function nameOfFlow(file: FlowFile, flow?: FlowModel): string {
  return PLAIN.name(cutText(displayName(file, flow) ?? stem(file), MOST_NAME));
}

/** A flow that is called otherwise: by its display name where both versions know it, else by its file. */
export function renamedFlow(
  base: FlowFile,
  head: FlowFile,
  was?: FlowModel,
  now?: FlowModel,
): { readonly was: string; readonly now: string } | undefined {
  const names = [displayName(base, was), displayName(head, now)];
  const [old, young] = names.includes(undefined) ? [stem(base), stem(head)] : names;
  if (old === young || old === undefined || young === undefined) return undefined;
  return { was: PLAIN.name(cutText(old, MOST_NAME)), now: PLAIN.name(cutText(young, MOST_NAME)) };
}

function displayName(file: FlowFile, flow: FlowModel | undefined): string | undefined {
  const { uri, solution } = file;
  const id = flowId(file);
  const found = solution?.flowAt(uri) ?? (id === undefined ? undefined : solution?.flow(id));
  const name = found?.displayName?.value;
  if (name) return name;
  return flow?.wrapper === 'legacy-package'
    ? flow.tree.stringAt(flow.properties, 'displayName') || undefined
    : undefined;
}

function stem(file: FlowFile): string {
  return flowName({ displayName: undefined, uri: file.uri, id: flowId(file) });
}

/** Draft, on or suspended; undefined where the files do not tell. */
export function stateOf(file: FlowFile): string | undefined {
  const id = flowId(file);
  const { solution, uri } = file;
  return (solution?.flowAt(uri) ?? (id === undefined ? undefined : solution?.flow(id)))?.state;
}

/** What a flow is that is there in one version only. */
export function outlineOfFlow({ flow, file }: OpenFlow): FlowOutline {
  const masks = new Masks(secretPlaces(flow, file.secrets).texts);
  const [trigger] = flow.triggers;
  const connectors = flow.steps.flatMap(({ operation }) =>
    operation?.apiName === undefined ? [] : [masks.name(connectorNameIn(file.solution, operation.apiName))],
  );
  return {
    trigger: trigger === undefined ? '' : masks.name(whatItDoes(flow, trigger, file.solution)),
    callers: callerOf(flow)?.who,
    steps: flow.actions.length,
    connectors: [...new Set(connectors)],
  };
}
