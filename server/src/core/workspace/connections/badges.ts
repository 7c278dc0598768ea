import { referenceState } from '../../rules/connectionReferences.ts';
import type { SolutionModel, Source } from '../../solution/index.ts';
import type { Draft } from './draft.ts';
import type { Badge, BadgeKind, ConnectionUse } from './types.ts';

interface BadgeFacts {
  readonly model: SolutionModel | undefined;
  /** Lower-cased logical names of references that could be one. */
  readonly duplicates: ReadonlySet<string>;
  /** True when all flows of the solution are known as a whole. */
  readonly complete: boolean;
}

const WORDS: Readonly<Record<BadgeKind, readonly [label: string, tip: string]>> = {
  undeclared: [
    'not declared',
    'The solution does not declare it, and its manifest does not say that it comes from elsewhere. Where it is not there already, the flows cannot be turned on.',
  ],
  elsewhere: [
    'from another solution',
    'The manifest says that it comes from another solution, which has to be imported first.',
  ],
  unused: ['used by no flow', 'No flow of the solution uses it. Apps and other solutions still may.'],
  duplicate: [
    'duplicate',
    'The designer made another reference for the same connector, and no flow uses both. One would do.',
  ],
  embedded: [
    "runs as the maker's connection",
    'The flows run with the connection stored in them, whoever starts them.',
  ],
  invoker: [
    'runs as the person who starts it',
    'Whoever starts the flow brings the connection, and with it their own rights.',
  ],
  direct: [
    'bound to a connection',
    'The flow names one connection instead of a connection reference. In another environment that connection is not there.',
  ],
  unbound: [
    'not bound',
    'No connection reference and no connection stands behind it. Somebody has to choose one before the flow can be turned on.',
  ],
};

/** In the order of `BadgeKind`. */
export function badgesOf(draft: Draft, facts: BadgeFacts): readonly Badge[] {
  const { kind } = draft;
  const badges: Badge[] = [];
  const add = (badge: BadgeKind, places: readonly Source[], words = WORDS[badge]): void => {
    const [first] = places;
    if (first !== undefined) badges.push({ kind: badge, label: words[0], tip: words[1], places });
  };
  const named = draft.uses.map((one) => one.namePlace ?? one.place);
  const isDeclared = draft.declarations.length > 0;
  if (kind === 'reference' && !isDeclared) {
    const state = referenceState(facts.model, draft.logicalName ?? '');
    if (state === 'undeclared' || state === 'elsewhere') add(state, named);
  }
  if (kind === 'missing')
    add('undeclared', named, [
      'not declared in the flow',
      'Steps name a connection that their flow does not declare. The flow cannot be saved or turned on.',
    ]);
  if (kind === 'reference' && isDeclared) {
    if (facts.complete && !draft.used) add('unused', draft.declarations);
    if (facts.duplicates.has((draft.logicalName ?? '').toLowerCase())) add('duplicate', draft.declarations);
  }
  const active = draft.active();
  const from = (source: ConnectionUse['source']): readonly Source[] =>
    active.filter((one) => one.source === source).map((one) => one.place);
  if (kind !== 'nothing' && kind !== 'missing') {
    add('embedded', from('embedded'));
    add('invoker', from('invoker'));
  }
  if (kind === 'connection') add('direct', named);
  if (kind === 'nothing') add('unbound', named);
  return badges;
}
