import type { Step } from '../../flow/model.ts';
import { normalizeApiName } from '../../platform/connectors.ts';

export interface Risk {
  /** A step type (`http`), a connector (`shared_sql`), or connector and operation; a `*` at the end stands for any rest. Lower case. */
  readonly pattern: string;
  /** Goes on after the step's name. */
  readonly does: string;
}

const ANY_REQUEST = 'sends any request that is written into it, with the rights of its connection';

/** Operations that run what is written into them, or that change who may do what. */
export const DEFAULT_OPERATIONS: readonly Risk[] = [
  {
    pattern: 'http',
    does: 'calls any address that is written into it, past the rules that hold for connectors',
  },
  {
    pattern: 'httpwebhook',
    does: 'calls any address that is written into it, past the rules that hold for connectors',
  },
  { pattern: 'shared_webcontents/invokehttp*', does: ANY_REQUEST },
  { pattern: 'shared_webcontentsv2/invokehttp*', does: ANY_REQUEST },
  { pattern: 'shared_sharepointonline/httprequest*', does: ANY_REQUEST },
  { pattern: 'shared_office365/httprequest*', does: ANY_REQUEST },
  { pattern: 'shared_office365groups/httprequest*', does: ANY_REQUEST },
  { pattern: 'shared_office365users/httprequest*', does: ANY_REQUEST },
  { pattern: 'shared_teams/httprequest*', does: ANY_REQUEST },
  {
    pattern: 'shared_commondataserviceforapps/performunboundaction*',
    does: 'runs an action on the whole environment, with the rights of its connection',
  },
  {
    pattern: 'shared_sql/executepassthroughnativequery*',
    does: 'runs any SQL that is written into it, with the rights of its connection',
  },
  {
    pattern: 'shared_excelonlinebusiness/runscript*',
    does: 'runs an Office script, whose text is not part of the flow',
  },
  { pattern: 'shared_flowmanagement', does: 'reads or changes flows and who owns them' },
  {
    pattern: 'shared_microsoftflowforadmins',
    does: 'reads or changes the flows of an environment as an administrator',
  },
  {
    pattern: 'shared_powerappsforadmins',
    does: 'reads or changes the apps of an environment as an administrator',
  },
  { pattern: 'shared_powerplatformforadmins', does: 'reads or changes environments as an administrator' },
  { pattern: 'shared_powerplatformadminv2', does: 'reads or changes environments as an administrator' },
];

export function riskOf(step: Step, risks: readonly Risk[]): Risk | undefined {
  const names = namesOf(step);
  return risks.find(({ pattern }) => names.some((name) => matches(name, pattern)));
}

function namesOf({ lowerType, operation, role }: Step): string[] {
  // Triggers of these types wait to be called, or poll.
  if (operation === undefined) return role === 'action' ? [lowerType] : [];
  if (operation.apiName === undefined) return [];
  const api = normalizeApiName(operation.apiName);
  return operation.operationId === undefined ? [api] : [api, `${api}/${operation.operationId.toLowerCase()}`];
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
