import type { Side } from '../flow/model.ts';
import type { RunPreview, SidePreview, StepChange, StepPreview } from './types.ts';

/** What differs between the previews of two versions of a flow, in the order of the later one, then what is gone. */
export function previewChanges(before: RunPreview, after: RunPreview): StepChange[] {
  const old = byPath(before);
  const now = byPath(after);
  const changes: StepChange[] = [];
  for (const [path, step] of now) {
    const other = old.get(path);
    if (other === undefined) {
      changes.push({ before: undefined, after: step.id, sides: [] });
      continue;
    }
    const sides = (['inputs', 'outputs'] as const).filter(
      (side: Side) => signature(step[side]) !== signature(other[side]),
    );
    if (sides.length > 0) changes.push({ before: other.id, after: step.id, sides });
  }
  for (const [path, step] of old)
    if (!now.has(path)) changes.push({ before: step.id, after: undefined, sides: [] });
  return changes;
}

/** Steps by their names: a repair may put a step before others, so that ids say nothing. The first of equal names counts. */
function byPath({ steps }: RunPreview): ReadonlyMap<string, StepPreview> {
  const found = new Map<string, StepPreview>();
  for (const step of steps) {
    const key = `${step.kind === 'trigger' ? 'trigger' : 'action'} ${step.name.toLowerCase()}`;
    if (!found.has(key)) found.set(key, step);
  }
  return found;
}

function signature(side: SidePreview | undefined): string {
  return (
    JSON.stringify(side, (key, value: unknown) => (key === 'source' || key === 'step' ? undefined : value)) ??
    ''
  );
}
