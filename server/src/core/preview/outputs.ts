import type { OutputPlace } from '../exposure/exposure.ts';
import type { Origin } from '../exposure/taint.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { inputsOf } from '../flow/names/triggerInputs.ts';
import type { ShownText } from './shownText.ts';
import type { Part, Row, SecretChip } from './types.ts';

const ANSWER = 'as the service answers';
const note = (text: string): readonly Part[] => [{ kind: 'note', text }];
const row = (raw: string, name: string, text: string, depth = 0): Row => ({
  ...{ raw, name, depth },
  parts: note(text),
});

/** What steps of a type answer, as far as the file tells; undefined where the page has no outputs for it. */
function usualRows(flow: FlowModel, step: Step, inputs: readonly Row[], shown: ShownText): Row[] | undefined {
  switch (step.lowerType) {
    case 'compose':
      return inputs.map((one) =>
        one.name === 'Inputs' && one.depth === 0 ? { ...one, name: 'Outputs' } : one,
      );
    case 'parsejson':
    case 'select':
    case 'query':
    case 'join':
    case 'table':
      return [row('body', 'Body', 'what it makes of its inputs')];
    case 'request':
      return step.operation === undefined ? manualRows(flow, step, shown) : answer();
    case 'http':
    case 'httpwebhook':
    case 'workflow':
      return answer();
    default:
      return step.operation === undefined ? undefined : answer();
  }
}

function answer(): Row[] {
  return [
    row('statusCode', 'Status code', ANSWER),
    row('headers', 'Headers', ANSWER),
    row('body', 'Body', ANSWER),
  ];
}

function manualRows(flow: FlowModel, trigger: Step, shown: ShownText): Row[] {
  const inputs = inputsOf(flow)
    .filter((one) => one.trigger === trigger)
    .map(({ key, title }) =>
      row(shown.name(key), shown.name(title), 'as whoever starts the flow enters it', 1),
    );
  const user =
    trigger.kind === 'button' ? [row('headers', 'User', 'name and mail of who starts the flow')] : [];
  const headers = row('headers', 'Headers', 'as the caller sends them');
  return [...(user.length > 0 ? user : [headers]), row('body', 'Body', 'what the caller sends'), ...inputs];
}

/** Rows of a shown outputs side; undefined for none. `inputs`: what Compose gives out again. */
export function outputRows(
  {
    flow,
    shown,
    chips,
  }: {
    readonly flow: FlowModel;
    readonly shown: ShownText;
    readonly chips: (origins: readonly Origin[]) => SecretChip[];
  },
  step: Step,
  inputs: readonly Row[],
  places: readonly OutputPlace[],
): Row[] | undefined {
  const usual = usualRows(flow, step, inputs, shown);
  const known = new Set(places.flatMap(({ origins }) => origins.map(({ source }) => source.id)));
  // Compose repeats its inputs, with the secrets that come through.
  const rows = (usual ?? []).map((one) => ({
    ...one,
    parts: one.parts.filter((part) => part.kind !== 'secret' || known.has(part.source)),
  }));
  const listed = new Set(
    rows.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'secret' ? [part.source] : []))),
  );
  for (const { path, origins } of places) {
    const left = origins.filter(({ source }) => !listed.has(source.id) || step.lowerType !== 'compose');
    if (left.length > 0) put(rows, path, chips(left), shown);
  }
  return usual === undefined && rows.length === 0 ? undefined : rows;
}

/** A secret in the row of its name, or in one of its own below the part that it is in. */
function put(rows: Row[], path: readonly string[], parts: readonly SecretChip[], shown: ShownText): void {
  const [head, ...rest] = path;
  const at = rows.findIndex((one) => one.depth === 0 && one.raw.toLowerCase() === (head ?? ''));
  const raw = shown.name((at === -1 ? path : rest).join('/'));
  const name = raw === '' ? 'Outputs' : raw;
  if (at === -1) {
    rows.push({ name, raw: name, depth: 0, parts });
    return;
  }
  if (rest.length === 0) {
    rows[at] = { ...rows[at]!, parts };
    return;
  }
  let end = at + 1;
  while ((rows[end]?.depth ?? 0) > 0) {
    if (rows[end]!.raw.toLowerCase() === raw) {
      rows[end] = { ...rows[end]!, parts };
      return;
    }
    end++;
  }
  rows.splice(end, 0, { name: raw, raw, depth: 1, parts });
}
