import { type Changes, type FlowChange, type FlowFile, nameOfFlow } from '../../changes/index.ts';
import { withoutSecrets } from '../../secrets/detect/withoutSecrets.ts';
import type { ReportFinding, ReportInput } from '../reportInput.ts';
import { everyStep, risksOfChanges } from './risks.ts';
import type { ChangeRisk, FixedFinding } from './types.ts';

/** Files of one name for all environment variables: their folder says of which. */
const ALIKE = /([^/]+)\/environmentvariable(?:definition\.xml|values\.json)$/i;

/** Rules that only tell something where there is an older version. */
export const LOSSES: ReadonlySet<string> = new Set(['secure-data-removed', 'access-widened']);

/**
 * What the findings of two versions add to their changes. `flows`: of both, those of head last; their `path` is what findings call
 * the file.
 */
export function risksOf(
  changes: Changes,
  found: Pick<ReportInput, 'items' | 'fixed'>,
  flows: readonly FlowFile[],
): { readonly risks: readonly ChangeRisk[]; readonly fixed: readonly FixedFinding[] } {
  const uris = new Map(flows.map(({ path, uri }) => [path, uri]));
  const files = new Map(flows.map((flow) => [flow.path, flow]));
  const changed = new Map<string, FlowChange[]>();
  for (const flow of changes.flows) {
    const sides = [flow.head, flow.otherId === undefined && flow.head !== undefined ? undefined : flow.base];
    for (const side of sides)
      if (side !== undefined) changed.set(side.uri, [...(changed.get(side.uri) ?? []), flow]);
  }
  const { items, fixed } = withoutRenames(changes, withoutCopies(changes, found, uris), uris);
  const flowsOf = (file: string): readonly FlowChange[] => changed.get(uris.get(file) ?? file) ?? [];
  const nameOf = (file: string): string => {
    const [flow, ...more] = flowsOf(file);
    if (flow !== undefined && more.length === 0) return flow.name;
    // A flow that did not change, or what a solution says of a flow.
    const own = files.get(file) ?? files.get(file.replace(/\.data\.xml$/i, ''));
    if (own !== undefined) return nameOfFlow(own);
    return withoutSecrets(ALIKE.exec(file)?.[1] ?? file.slice(file.lastIndexOf('/') + 1));
  };
  const risk = (
    item: ReportFinding,
    kind: ChangeRisk['kind'],
    message = item.message,
    hint = item.hint,
  ): ChangeRisk => ({
    ...{ kind, message, hint, ruleId: item.ruleId, severity: item.severity },
    ...{ uri: uris.get(item.file) ?? item.file, flow: nameOf(item.file) },
  });
  const replaced = new ReplacedVariables(changes);
  const risks = items.flatMap((item): ChangeRisk[] => {
    if (item.severity === 'hint' || item.origin === 'config') return [];
    if (item.baseline === 'new') return [risk(item, LOSSES.has(item.ruleId) ? 'lost' : 'new')];
    const isReplaced =
      item.category === 'secrets' &&
      (flowsOf(item.file).some((flow) => replacedSecret(flow, item.pointer)) || replaced.isFirst(item));
    if (!isReplaced) return [];
    return [
      risk(
        item,
        'still',
        `${item.message} It was replaced by another one, in clear as well.`,
        'Revoke both.',
      ),
    ];
  });
  return {
    risks: [...risks, ...risksOfChanges(changes)],
    fixed: fixed.map((one) => ({
      ...{ ruleId: one.ruleId, flow: nameOf(one.file), isSecret: one.category === 'secrets' },
      isGone: flowsOf(one.file).some(({ kind }) => kind === 'removed'),
    })),
  };
}

/** Findings of a flow that has another id now are new there and fixed here, and neither. */
function withoutCopies(
  { flows }: Changes,
  { items, fixed = [] }: Pick<ReportInput, 'items' | 'fixed'>,
  uris: ReadonlyMap<string, string>,
): { readonly items: readonly ReportFinding[]; readonly fixed: readonly ReportFinding[] } {
  const before = new Map(
    flows.flatMap(({ otherId, base, head }) => (otherId && base && head ? [[head.uri, base.uri]] : [])),
  );
  if (before.size === 0) return { items, fixed };
  const uriOf = ({ file }: ReportFinding): string => uris.get(file) ?? file;
  const keyOf = (uri: string, { ruleId, message }: ReportFinding): string =>
    JSON.stringify([uri, ruleId, message]);
  const gone = new Map<string, ReportFinding[]>();
  for (const one of fixed) {
    const key = keyOf(uriOf(one), one);
    gone.set(key, [...(gone.get(key) ?? []), one]);
  }
  const known = new Set<ReportFinding>();
  const left = items.filter((item) => {
    const uri = item.baseline === 'new' ? before.get(uriOf(item)) : undefined;
    const other = uri === undefined ? undefined : gone.get(keyOf(uri, item))?.pop();
    if (other !== undefined) known.add(other);
    return other === undefined;
  });
  return { items: left, fixed: fixed.filter((one) => !known.has(one)) };
}

/** Findings of a step that is called otherwise now, or moved, are new and fixed, and neither: it is the same step. */
function withoutRenames(
  { flows }: Changes,
  { items, fixed }: { readonly items: readonly ReportFinding[]; readonly fixed: readonly ReportFinding[] },
  uris: ReadonlyMap<string, string>,
): { readonly items: readonly ReportFinding[]; readonly fixed: readonly ReportFinding[] } {
  if (fixed.length === 0) return { items, fixed };
  const uriOf = ({ file }: ReportFinding): string => uris.get(file) ?? file;
  const keyOf = (uri: string, ruleId: string, pointer: string): string =>
    JSON.stringify([uri, ruleId, pointer]);
  const known = new Map(fixed.map((one) => [keyOf(uriOf(one), one.ruleId, one.pointer), one]));
  const steps = new Map(
    flows.map(({ head, steps: changed }) => [
      head?.uri ?? '',
      everyStep(changed).filter(({ renamed, moved }) => renamed !== undefined || moved !== undefined),
    ]),
  );
  const paired = new Set<ReportFinding>();
  const left = items.filter((item) => {
    if (item.baseline !== 'new') return true;
    const uri = uriOf(item);
    const other = (steps.get(uri) ?? []).flatMap(({ pointers }) => {
      const { base, head } = pointers;
      if (base === undefined || head === undefined) return [];
      if (item.pointer !== head && !item.pointer.startsWith(`${head}/`)) return [];
      const found = known.get(keyOf(uri, item.ruleId, base + item.pointer.slice(head.length)));
      return found === undefined || paired.has(found) ? [] : [found];
    })[0];
    if (other !== undefined) paired.add(other);
    return other === undefined;
  });
  return { items: left, fixed: fixed.filter((one) => !paired.has(one)) };
}

/** Did the secret at a place of head change its value? */
function replacedSecret(flow: FlowChange, pointer: string): boolean {
  const isAt = (other: string | undefined): boolean =>
    other !== undefined &&
    (other === pointer || pointer.startsWith(`${other}/`) || other.startsWith(`${pointer}/`));
  const both = ({ secret, was, now }: { secret: boolean; was: unknown; now: unknown }): boolean =>
    secret && was !== undefined && now !== undefined;
  const parameters = flow.parameters.some(
    ({ value, pointers }) => value !== undefined && both(value) && isAt(pointers.head),
  );
  if (parameters || flow.trigger?.inputs.some((input) => both(input) && isAt(input.pointers.head)) === true)
    return true;
  return everyStep(flow.steps).some(({ inputs }) =>
    inputs.some((input) => both(input) && isAt(input.pointers.head)),
  );
}

/** Environment variables whose secret was replaced by another one: its definition and the copies in flows are one secret. */
class ReplacedVariables {
  readonly #names: readonly string[];
  readonly #reported = new Set<string>();

  constructor({ environmentVariables }: Changes) {
    this.#names = environmentVariables.flatMap(({ schemaName, defaultValue, value }) => {
      const isSecret = [defaultValue, value].some((one) => one?.secret && one.was && one.now);
      return isSecret ? [schemaName] : [];
    });
  }

  /** True for the first finding about one of them: its name stands in the name of the parameter, or in the path of the file. */
  isFirst({ file, pointer }: ReportFinding): boolean {
    const place = `${file}#${pointer}`.toLowerCase();
    const name = this.#names.find((one) => place.includes(one.toLowerCase()));
    if (name === undefined || this.#reported.has(name)) return false;
    this.#reported.add(name);
    return true;
  }
}
