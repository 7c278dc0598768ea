import type { RunPreview, SidePreview, StepPreview } from '../../preview/index.ts';
import { count } from '../../text/count.ts';

/** `2 sides show a secret, 3 are hidden.` */
export function summaryText({ showing, hidden }: RunPreview): string {
  const shown =
    showing === 0
      ? 'No inputs or outputs show a secret'
      : `${count(showing, 'side')} ${showing === 1 ? 'shows' : 'show'} a secret`;
  return `${shown}, ${hidden === 0 ? 'none are' : hidden === 1 ? '1 is' : `${hidden} are`} hidden.`;
}

/** What the head of a step says of its sides; never by colour alone. */
export function marksOf(step: StepPreview): { readonly kind: 'secret' | 'locked'; readonly text: string }[] {
  const sides = [
    { name: 'inputs', side: step.inputs },
    { name: 'outputs', side: step.outputs },
  ];
  const named = (test: (side: SidePreview | undefined) => boolean): string =>
    sides
      .filter(({ side }) => test(side))
      .map(({ name }) => name)
      .join(' and ');
  const secret = named(
    (side) =>
      side?.kind === 'shown' && side.rows.some(({ parts }) => parts.some(({ kind }) => kind === 'secret')),
  );
  const hidden = named((side) => side?.kind === 'hidden');
  return [
    ...(secret === '' ? [] : [{ kind: 'secret' as const, text: `${secret} show a secret` }]),
    ...(hidden === '' ? [] : [{ kind: 'locked' as const, text: `${hidden} hidden` }]),
  ];
}
