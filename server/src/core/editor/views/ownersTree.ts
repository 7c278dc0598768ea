import type { OwnerFact, OwnerPlace, OwnerRole } from '../../solution/owners/index.ts';
import { count } from '../../text/count.ts';
import { groupedBy } from '../../text/groupedBy.ts';
import { type Holder, type Holding, keyOf, ownerIndex, type Subject } from './ownerIndex.ts';
import {
  factContent,
  factKey,
  principalIcon,
  principalKind,
  principalName,
  ROLE_WORDS,
  ROLES,
} from './ownerRows.ts';
import { solutionContent } from './solutionRow.ts';
import type { RowContent, ViewNode, ViewOptions } from './types.ts';
import { joined, line, plain, short, tooltip } from './words.ts';
import type { WorkspaceState } from './workspaceState.ts';

/** Owner, role, flow. In front: what files contradict each other about, and flows whose owner no file tells. */
export function ownersTree(workspace: WorkspaceState, { onlyProblems }: ViewOptions): readonly ViewNode[] {
  const { holders, contested, ownerless } = ownerIndex(workspace);
  const problems = [...contestedNode(workspace, contested), ...ownerlessNode(workspace, ownerless)];
  if (onlyProblems === true) return problems;
  const known = holders.filter((one) => one.principal.form !== 'token');
  const tokens = holders.filter((one) => one.principal.form === 'token');
  return [...problems, ...known.map((one) => holderNode(workspace, one)), ...pipelineNode(workspace, tokens)];
}

function contestedNode(workspace: WorkspaceState, subjects: readonly Subject[]): ViewNode[] {
  if (subjects.length === 0) return [];
  const below = (): ViewNode[] =>
    subjects.map((subject): ViewNode => {
      const facts = [...new Set(subject.conflicts.flatMap((one) => one.facts))];
      return {
        key: subject.key,
        content: () => ({
          ...subjectContent(workspace, subject),
          description: joined(
            listed([...new Set(facts.map((one) => one.principal.name))]),
            solutionWord(workspace, subject),
          ),
          icon: 'warning',
          severity: 'warning',
        }),
        below: () =>
          facts.map((fact) => ({
            key: factKey(fact),
            content: () => ({
              ...factContent(workspace, fact, false),
              label: principalName(fact.principal),
              description: joined(
                ROLE_WORDS[fact.role].title,
                workspace.lineText(fact.sourceName, fact.source),
              ),
              icon: principalIcon(fact.principal),
            }),
          })),
      };
    });
  const content: RowContent = {
    label: 'Sources disagree',
    description: String(subjects.length),
    tooltip: tooltip('Sources disagree', 'Files name different owners. Correct the one that is out of date.'),
    icon: 'warning',
    severity: 'warning',
    kind: 'group',
  };
  return [{ key: 'contested', content: () => content, below }];
}

function ownerlessNode(workspace: WorkspaceState, subjects: readonly Subject[]): ViewNode[] {
  if (subjects.length === 0) return [];
  const rows = (own: readonly Subject[]): ViewNode[] => [
    ...hints(workspace, own),
    ...own.map((one) => ownerlessFlow(workspace, one)),
  ];
  const below = (): ViewNode[] => {
    const bySolution = groupedBy(subjects, (one) => one.solution);
    if (bySolution.size === 1) return rows(subjects);
    return workspace.solutions.flatMap((solution): ViewNode[] => {
      const own = bySolution.get(solution);
      if (own === undefined) return [];
      const content = (): RowContent => solutionContent(workspace, solution, own.length);
      return [{ key: `solution ${solution.id}`, content, below: () => rows(own) }];
    });
  };
  const content = (): RowContent => {
    const places = new Set(subjects.flatMap((one) => one.places.map(placeWords)));
    return {
      label: 'No owner recorded',
      description: count(subjects.length, 'flow'),
      tooltip: tooltip(
        'No owner recorded',
        'No file in this folder tells who owns these flows.',
        ...[...places].slice(0, 6).map((one) => `An owner can be recorded in ${plain(one)}.`),
      ),
      icon: 'question',
      severity: 'info',
      kind: 'group',
    };
  };
  return [{ key: 'ownerless', content, below }];
}

function placeWords({ name, exists }: OwnerPlace): string {
  return exists ? name : `${name}, a new file`;
}

/** Where an owner could be recorded; the flows of one solution have the same places. */
function hints(workspace: WorkspaceState, subjects: readonly Subject[]): ViewNode[] {
  const places = subjects[0]?.places ?? [];
  return places.map((place) => ({
    key: `place ${place.uri}`,
    content: () => ({
      label: `Can be recorded in ${place.name}`,
      description: joined(place.exists ? undefined : 'a new file', pathUnless(workspace, place)),
      tooltip: tooltip(
        place.name,
        place.kind === 'alm'
          ? 'The ALM Accelerator assigns the flow to the owner that stands there.'
          : 'Written by the command "Record an Owner for This Flow".',
        line('File', workspace.source.pathOf(place.uri)),
      ),
      icon: 'info',
      place: place.exists ? { uri: place.uri } : undefined,
      kind: 'hint',
    }),
  }));
}

/** Nothing where the path is the name. */
function pathUnless(workspace: WorkspaceState, { uri, name }: OwnerPlace): string | undefined {
  const path = workspace.source.pathOf(uri);
  return path === name ? undefined : path;
}

function ownerlessFlow(workspace: WorkspaceState, subject: Subject): ViewNode {
  const others = subject.facts.filter((one) => one.role === 'creator' || one.role === 'code owner');
  const known = others.map((one) => `${ROLE_WORDS[one.role].title.toLowerCase()}: ${one.principal.name}`);
  return {
    key: subject.key,
    content: () => ({
      ...subjectContent(workspace, subject),
      description: joined(...[...new Set(known)].slice(0, 2)),
    }),
  };
}

/** Whoever a pipeline names: one row for all, since each flow may have a token of its own. */
function pipelineNode(workspace: WorkspaceState, tokens: readonly Holder[]): ViewNode[] {
  if (tokens.length === 0) return [];
  const roles = (): Map<OwnerRole, Holding[]> => {
    const all = new Map<OwnerRole, Holding[]>();
    for (const { roles: own } of tokens)
      for (const [role, holdings] of own) {
        const list = all.get(role);
        if (list === undefined) all.set(role, [...holdings]);
        else list.push(...holdings);
      }
    return all;
  };
  const below = (): ViewNode[] => {
    const merged = roles();
    return ROLES.filter((role) => merged.has(role)).map((role) =>
      roleNode(workspace, role, merged.get(role)!),
    );
  };
  const content = (): RowContent => ({
    label: 'Filled in by the pipeline',
    description: joined(...summary(roles())),
    tooltip: tooltip(
      'Filled in by the pipeline',
      'The files hold tokens, which a pipeline replaces by accounts when it deploys.',
    ),
    icon: 'symbol-variable',
    kind: 'group',
  });
  return [{ key: 'pipeline', content, below }];
}

function holderNode(workspace: WorkspaceState, { principal, roles }: Holder): ViewNode {
  const shown = ROLES.filter((role) => roles.has(role));
  const facts = (): OwnerFact[] =>
    shown.flatMap((role) => roles.get(role)!.flatMap((holding) => holding.facts));
  return {
    key: keyOf(principal),
    content: () => ({
      label: principalName(principal),
      description: joined(principalKind(principal), ...summary(roles)),
      tooltip: tooltip(
        principal.name,
        plain(principalKind(principal)),
        ...shown.map((role) => line(ROLE_WORDS[role].title, countOf(roles.get(role)!))),
      ),
      icon: principalIcon(principal),
      kind: 'owner',
      copy: principal.name,
    }),
    below: () => shown.map((role) => roleNode(workspace, role, roles.get(role)!)),
    uses: () => ({ places: facts().map((one) => one.source) }),
  };
}

/** Of how much somebody is the owner; for others, the first role they have. */
function summary(roles: Holder['roles']): string[] {
  const owned = roles.get('owner');
  if (owned !== undefined) return [`owns ${countOf(owned)}`];
  const first = ROLES.find((role) => roles.has(role));
  return first === undefined ? [] : [ROLE_WORDS[first].title.toLowerCase()];
}

function countOf(holdings: readonly Holding[]): string {
  const [first] = holdings;
  return count(holdings.length, first?.subject.kind === 'connection' ? 'connection' : 'flow');
}

function roleNode(workspace: WorkspaceState, role: OwnerRole, holdings: readonly Holding[]): ViewNode {
  const { title, tip } = ROLE_WORDS[role];
  return {
    key: role,
    expanded: true,
    content: () => ({
      label: title,
      description: countOf(holdings),
      tooltip: tooltip(title, tip),
      icon: 'tag',
      kind: 'role',
    }),
    below: () => holdings.map((one) => holdingNode(workspace, one)),
  };
}

function holdingNode(workspace: WorkspaceState, { subject, facts }: Holding): ViewNode {
  const contested = new Set(subject.conflicts.flatMap((one) => one.facts));
  const isContested = facts.some((one) => contested.has(one));
  const [first, ...others] = facts;
  return {
    key: first?.principal.form === 'token' ? `${subject.key} ${first.principal.id}` : subject.key,
    content: () => ({
      ...subjectContent(workspace, subject),
      description: joined(
        first?.principal.form === 'token' ? short(first.principal.name) : undefined,
        isContested ? 'other sources differ' : undefined,
        others.length === 0 && first !== undefined
          ? workspace.lineText(first.sourceName, first.source)
          : count(facts.length, 'source'),
        first?.role === 'owner' && subject.review ? `to be looked at by ${subject.review.date}` : undefined,
        solutionWord(workspace, subject),
      ),
      ...(isContested ? { icon: 'warning', severity: 'warning' as const } : {}),
      // The file that says so; the flow itself is its declaration.
      place: first?.source,
      declaration: subject.place,
    }),
    below:
      others.length === 0
        ? undefined
        : () =>
            facts.map((fact) => ({
              key: factKey(fact),
              content: () => factContent(workspace, fact, contested.has(fact)),
            })),
  };
}

function subjectContent(workspace: WorkspaceState, subject: Subject): RowContent {
  const { name, kind, place, flowId, facts } = subject;
  const isFlow = kind === 'flow';
  return {
    label: short(name),
    tooltip: tooltip(
      name,
      ...facts.map((one) =>
        line(
          ROLE_WORDS[one.role].title,
          `${one.principal.name} (${workspace.lineText(one.sourceName, one.source)})`,
        ),
      ),
      line('Solution', subject.solution.model?.name),
      ...subject.places.map((one) => `An owner can be recorded in ${plain(placeWords(one))}.`),
    ),
    icon: isFlow ? 'zap' : 'link',
    place,
    kind: isFlow ? 'flow' : 'reference',
    copy: isFlow ? flowId : name,
    flow: isFlow ? place?.uri : undefined,
    what: isFlow ? 'flow' : 'connection',
  };
}

function solutionWord(workspace: WorkspaceState, { solution, name }: Subject): string | undefined {
  return workspace.solutions.length > 1 && solution.name !== name ? solution.name : undefined;
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}
