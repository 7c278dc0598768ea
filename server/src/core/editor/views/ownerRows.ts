import type { OwnerFact, OwnerRole, Principal } from '../../solution/owners/index.ts';
import type { RowContent } from './types.ts';
import { joined, line, short, tooltip } from './words.ts';
import type { WorkspaceState } from './workspaceState.ts';

export const ROLES: readonly OwnerRole[] = [
  'owner',
  'co-owner',
  'activates as',
  'runs connection',
  'may run',
  'may call over HTTP',
  'code owner',
  'creator',
];

interface RoleWords {
  readonly title: string;
  /** What it means, as a sentence. */
  readonly tip: string;
}

export const ROLE_WORDS: Readonly<Record<OwnerRole, RoleWords>> = {
  owner: { title: 'Owner', tip: 'Can see every run, change the flow and share it.' },
  'co-owner': { title: 'Co-owner', tip: 'Can see every run, change the flow and share it.' },
  'activates as': { title: 'Turns it on', tip: 'The flow is turned on as this account on import.' },
  'runs connection': {
    title: 'Owns a connection',
    tip: 'Steps that use the connection do what this account may do.',
  },
  'may run': { title: 'May run it', tip: 'Can start the flow, and see neither its steps nor other runs.' },
  'may call over HTTP': { title: 'May call it over HTTP', tip: 'The trigger takes calls of this account.' },
  'code owner': { title: 'Code owner', tip: 'Reviews changes of the file in the repository.' },
  creator: { title: 'Created it', tip: 'Made the flow; need not be its owner any more.' },
};

const KINDS = {
  person: 'person',
  service: 'service account',
  team: 'team',
  unknown: 'person or account',
} as const;
const KIND_ICONS = {
  person: 'person',
  service: 'server-process',
  team: 'organization',
  unknown: 'account',
} as const;

/** What a principal is, in words; of a judged kind nothing is claimed that only its name suggests. */
export function principalKind({ kind, form }: Principal): string {
  if (form === 'token') return 'filled in by the pipeline';
  if (kind !== 'unknown') return KINDS[kind];
  return form === 'record' ? 'id of one environment' : form === 'entra' ? 'object id' : KINDS.unknown;
}

/** What a row calls it: of an id its beginning, which tells it as well as the whole. */
export function principalName({ name, form }: Principal): string {
  return (form === 'entra' || form === 'record') && name.length > 12 ? `${name.slice(0, 8)}…` : short(name);
}

export function principalIcon({ kind, form }: Principal): string {
  return form === 'token' ? 'symbol-variable' : KIND_ICONS[kind];
}

/** One thing that one file says. `isContested`: another file says something else. */
export function factContent(workspace: WorkspaceState, fact: OwnerFact, isContested: boolean): RowContent {
  const { principal, role, source, sourceName, environment } = fact;
  const path = workspace.source.pathOf(source.uri);
  return {
    label: sourceName,
    description: joined(
      lineWords(workspace, fact),
      environment === undefined || sourceName.includes(environment) ? undefined : environment,
      isContested ? 'other sources differ' : undefined,
    ),
    tooltip: tooltip(
      principal.name,
      `${ROLE_WORDS[role].title}: ${ROLE_WORDS[role].tip}`,
      line('Source', workspace.lineText(path, source)),
      line('Environment', environment),
      isContested ? 'Other files name somebody else.' : undefined,
    ),
    icon: isContested ? 'warning' : 'file',
    severity: isContested ? 'warning' : undefined,
    place: source,
    kind: 'fact',
    copy: principal.name,
  };
}

function lineWords(workspace: WorkspaceState, { source }: OwnerFact): string | undefined {
  const found = workspace.source.lineOf(source);
  return found === undefined ? undefined : `line ${found + 1}`;
}

/** Of the names of a fact's kinds, for one that is told from other facts of the same role and principal. */
export function factKey({ role, principal, source, environment }: OwnerFact): string {
  return `${role} ${principal.form} ${principal.id} ${source.uri} ${environment ?? ''}`;
}
