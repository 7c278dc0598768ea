// Changes as a comparison gives them, for tests of what is written of them: only what matters is named.
import type {
  Changes,
  Counts,
  FlowChange,
  InputChange,
  Pieces,
  StepChange,
  ValueChange,
} from '../../server/src/core/changes/index.ts';

const NO_POINTERS = { base: undefined, head: undefined };
const AT_TOP = { step: undefined, branch: 'root', label: '' } as const;
const NO_COUNTS: Counts = {
  ...{ added: 0, removed: 0, moved: 0, renamed: 0, movedAndRenamed: 0, reordered: 0 },
  ...{ stepsWithInputs: 0, inputs: 0, settings: 0, connections: 0, parameters: 0 },
};

export function stepChange(given: Partial<StepChange> & Pick<StepChange, 'kind' | 'name'>): StepChange {
  return {
    ...{ type: '', about: '', pointers: NO_POINTERS, container: AT_TOP, place: undefined },
    ...{ renamed: undefined, moved: undefined, copyOf: undefined, replaces: undefined, wraps: undefined },
    ...{ inputs: [], moreInputs: 0, settings: [], order: [], branches: [], inside: 0, unchangedInside: 0 },
    ...given,
  };
}

export function flowChange(
  given: Partial<Omit<FlowChange, 'counts'>> & { readonly name: string; readonly counts?: Partial<Counts> },
): FlowChange {
  const uri = `file:///Workflows/${encodeURIComponent(given.name)}.json`;
  return {
    ...{ kind: 'changed', id: undefined, renamed: undefined, otherId: undefined, unreadable: undefined },
    ...{ base: { uri, name: given.name }, head: { uri, name: given.name }, outline: undefined },
    ...{ state: undefined, trigger: undefined, callers: undefined, connections: [], parameters: [] },
    ...{ environmentVariables: [], variables: [], steps: [], settings: [], small: [], followed: 0 },
    ...{ noise: [], graph: undefined },
    ...given,
    counts: { ...NO_COUNTS, ...given.counts },
  };
}

export function changesOf(given: Partial<Changes>): Changes {
  return { flows: [], environmentVariables: [], unchanged: 0, onlyNoise: 0, noise: [], ...given };
}

/** `[a]` in a text is a piece that changed. */
function pieces(text: string): Pieces {
  return text
    .split(/(\[[^\]]*\])/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part.replace(/^\[|\]$/g, ''), changed: part.startsWith('[') }));
}

export function valueChange(was: string | undefined, now: string | undefined, secret = false): ValueChange {
  const of = (text: string | undefined): Pieces | undefined =>
    text === undefined ? undefined : pieces(text);
  return { was: of(was), now: of(now), secret };
}

export function inputChange(
  path: readonly string[],
  was: string | undefined,
  now: string | undefined,
  secret = false,
): InputChange {
  const kind = was === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
  return { ...valueChange(was, now, secret), kind, path, pointers: NO_POINTERS };
}
