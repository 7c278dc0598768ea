import type { RuleFix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import { repair, takesParameters } from './literal.ts';
import { literalHash } from './literalHash.ts';
import { withSame } from './occurrences.ts';
import { type FlowPart, fixAcross, inFlows, stillIn } from './otherFlows.ts';
import { isQuoted, writtenValue } from './surroundings.ts';
import type { Literal, OtherFlow, Others, RepairPlace } from './types.ts';

/** How a literal is taken out of a flow: the same for one flow and for several. */
export interface Recipe {
  readonly kind: RuleFix['kind'];
  readonly title: string;
  /** Of the title, behind how many places it is. */
  readonly suffix?: string;
  readonly note: string;
  readonly settle?: true;
  /** Schema name of a variable that it makes. */
  readonly creates?: string;
  /** Schema name of a variable that it reads, and that is there. */
  readonly takes?: string;
  /** Changes of the solution's files that are made once. */
  readonly shared?: Others | undefined;
  /** Of one flow; undefined where that is not possible. */
  part(flow: FlowModel, literals: readonly Literal[]): FlowPart | undefined;
}

/** The repair of one flow. `widens`: it comes behind that of one place. */
export function usual(
  place: RepairPlace,
  recipe: Recipe,
  literals: readonly Literal[],
  widens = false,
): RuleFix | undefined {
  const { shared, settle, creates, takes } = recipe;
  const part = recipe.part(place.flow, literals);
  const others =
    shared === undefined
      ? part?.others
      : (): ReturnType<Others> => {
          const made = shared();
          const more = part?.others === undefined ? [] : part.others();
          return made && more && [...made, ...more];
        };
  const places = literals.length > 1 ? ` in all ${literals.length} places` : '';
  const stays = part?.stays === undefined ? '' : ` ${part.stays}`;
  return repair(
    place,
    {
      kind: recipe.kind,
      title: `${recipe.title}${places}${recipe.suffix ?? ''}`,
      note: `${recipe.note}${quotesNote(place.flow, literals)}${stays}${stillIn(part?.left)}`,
      subject: subjectOf(literals),
      ...(settle ? { settle } : {}),
      ...(creates ? { creates } : {}),
      ...(takes ? { takes } : {}),
      ...(widens ? { widens } : {}),
    },
    part?.edits,
    others,
  );
}

/** Which language a text is in nobody can tell for sure, so that nothing is escaped. */
function quotesNote(flow: FlowModel, literals: readonly Literal[]): string {
  if (!literals.some((one) => isQuoted(flow, one))) return '';
  return ' It stands between quotes: a value with such a quote in it would break the text.';
}

/** The literal, and where it is replaced. */
function subjectOf(literals: readonly Literal[]): string {
  const [first] = literals;
  const places = literals.map(({ node, span }) => `${node}:${span.start}`);
  return `${first ? literalHash(first) : ''} ${places.join(' ')}`;
}

/**
 * The same repair in every flow of the solution that holds the literal, in all places of each. Undefined where no other flow
 * does, as far as findings tell.
 */
export function inSolution(
  { flow, solution, otherFlows }: RepairPlace,
  recipe: Recipe,
  found: readonly Literal[],
): RuleFix | undefined {
  const [literal] = found;
  if (otherFlows === undefined || literal === undefined || flow.wrapper !== 'solution') return undefined;
  const hash = literalHash(literal);
  const holding = (replaceable: boolean) =>
    otherFlows.overviews.filter((one) =>
      one.literals?.some((known) => known.hash === hash && known.replaceable === replaceable),
    );
  const holders = holding(true);
  if (holders.length === 0) return undefined;
  const own = recipe.part(flow, withSame(flow, found));
  if (own === undefined) return undefined;
  return fixAcross({
    ...recipe,
    solution,
    note: `${recipe.note}${quotesNote(flow, found)}${stillIn(own.left)}`,
    title: `${recipe.title} ${inFlows(holders.length + 1)}`,
    subject: hash,
    widens: true,
    own: { ...own, flow },
    otherFlows,
    holders,
    stuck: holding(false),
    part: (other) => partOf(other, recipe, literal),
    left: (names) => `It stays in ${names}: there it cannot be replaced exactly.`,
    needsOther: true,
  });
}

/** All places of the literal in another flow, as long as each of them can be replaced. */
function partOf(
  { flow, literals }: OtherFlow,
  recipe: Recipe,
  { value, secret, name }: Literal,
): FlowPart | 'nothing' | undefined {
  const flagged = literals.flatMap((one) => {
    const written = one.secret === secret ? writtenValue(flow, one) : undefined;
    return written?.value === value ? [{ ...one, ...written, name }] : [];
  });
  if (flagged.length === 0) return 'nothing';
  if (!flagged.every((one) => takesParameters(flow, one.step, one.node))) return undefined;
  return recipe.part(flow, withSame(flow, flagged));
}
