import type { Place, RuleFix } from '../../finding.ts';
import {
  addRootComponents,
  isRefused,
  type NewRootComponent,
  type SolutionModel,
} from '../../solution/index.ts';
import { compareUnits } from '../../text/compare.ts';
import { cutText } from '../../text/cut.ts';
import { defineSolutionRule, type PlaceReport, type SharedReport } from '../rule.ts';
import { FLOW_COMPONENT, isExported, isListed, VARIABLE_COMPONENT } from '../solutionComponents.ts';
import { capitalise } from '../texts.ts';

/** Definitions that the manifest has to list before one that it does not list counts as forgotten. */
const MIN_LISTED = 3;
const MAX_NAME = 60;
/** A list of more actions helps nobody to choose. */
const MAX_SINGLE = 10;

interface Missing extends PlaceReport<Place> {
  readonly component: NewRootComponent;
  /** For people: `the flow "Send order"`. */
  readonly what: string;
  /** With what tells it from others of the same name. */
  readonly name: string;
  readonly id: string;
}

export const rule = defineSolutionRule({
  meta: {
    id: 'root-component-missing',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A flow or environment variable is not among the components that the solution lists',
    fix: 'safe',
    kinds: ['list-component'],
    checklist: null,
  },
  visit: {
    solution({ solution, reportTogether }) {
      if (!isExported(solution) || solution.unknown.has('rootComponents')) return;
      const missing = [...missingFlows(solution), ...forgottenVariables(solution)];
      reportTogether(missing.sort(inOrder), (some) => describe(solution, some));
    },
  },
  fixes({ solution }, finding) {
    const missing = finding.data as readonly Missing[];
    const isAddable = adderOf(solution, missing);
    const indexes = missing.flatMap((one, index) => (isAddable(one) ? [index] : []));
    const names = missing.map(({ name }) => name);
    const nameOf = ({ name, id }: Missing): string =>
      names.filter((other) => other === name).length > 1 ? `"${name}" (${id})` : `"${name}"`;
    const fixOf = (some: readonly number[], what: string): RuleFix | undefined => {
      const changes = addRootComponents(
        solution,
        some.map((index) => missing[index]!.component),
      );
      if (isRefused(changes) || changes.length === 0) return undefined;
      const places = some.length === missing.length ? {} : { places: some };
      return {
        ...{ kind: 'list-component', disposition: 'safe', edits: [], others: changes, ...places },
        title: `Add ${what} to the solution`,
      };
    };
    const all =
      indexes.length < missing.length
        ? `${indexes.length} of the ${missing.length}`
        : counted(missing.length);
    const single = indexes.slice(0, MAX_SINGLE);
    return [
      ...(indexes.length > 1 ? [fixOf(indexes, all)] : []),
      ...single.map((index) => fixOf([index], nameOf(missing[index]!))),
    ].filter((fix) => fix !== undefined);
  },
});

function counted(number: number): string {
  return number === 2 ? 'both' : `all ${number}`;
}

function missingFlows(solution: SolutionModel): readonly Missing[] {
  return solution.flows.flatMap(({ id, uri, metadata, displayName }) => {
    // A flow without an entry is registered nowhere: another rule's business.
    if (id === undefined || uri === undefined || metadata.length === 0) return [];
    if (isListed(solution, FLOW_COMPONENT, id)) return [];
    const name = displayName?.value ?? id;
    const component = { type: FLOW_COMPONENT, id };
    return [missing(displayName ?? metadata[0]!, component, 'the flow', name, id)];
  });
}

/** Many exports list no variable at all and import all the same: only the one that was left out of a full list counts. */
function forgottenVariables(solution: SolutionModel): readonly Missing[] {
  const defined = solution.environmentVariables.flatMap(({ definition, schemaName }) =>
    definition === undefined ? [] : [{ schemaName, place: definition.schemaName }],
  );
  const left = defined.filter((one) => !isListed(solution, VARIABLE_COMPONENT, one.schemaName));
  if (left.length !== 1 || defined.length <= MIN_LISTED) return [];
  return left.map(({ schemaName, place }) => {
    const component = { type: VARIABLE_COMPONENT, schemaName };
    return missing(place, component, 'the environment variable', schemaName, schemaName.toLowerCase());
  });
}

function missing(place: Place, component: NewRootComponent, kind: string, full: string, id: string): Missing {
  const name = cutText(full, MAX_NAME);
  const what = `${kind} "${name}"`;
  return {
    place,
    key: id,
    label: `${capitalise(what)} is missing there as well.`,
    component,
    what,
    name,
    id,
  };
}

function inOrder({ place: a }: Missing, { place: b }: Missing): number {
  return compareUnits(a.uri, b.uri) || a.span.start - b.span.start;
}

function describe(solution: SolutionModel, some: readonly Missing[]): SharedReport {
  const flows = some.filter(({ component }) => component.type === FLOW_COMPONENT);
  const first = flows[0] ?? some[0]!;
  const what = `${capitalise(first.what)}${some.length > 1 ? ` and ${some.length - 1} more are` : ' is'}`;
  return {
    severity: flows.length > 0 ? 'error' : 'warning',
    message: `${what} not among the root components of the solution.`,
    hint:
      flows.length > 0
        ? `List ${some.length > 1 ? 'them' : 'the flow'} in the RootComponents of solution.xml, or remove the files.`
        : 'List the variable in the RootComponents of solution.xml.',
    why:
      flows.length > 0
        ? 'An import leaves out a flow that is not listed, or brings it in as one that does not belong to the solution.'
        : 'The solution lists all its other variables; this one does not travel with it to the next environment.',
    fix: some.some(adderOf(solution, some)) ? 'safe' : null,
    data: some,
  };
}

/** Tells of each whether the manifest can list it; that is asked of all at once first, which reads the manifest once. */
function adderOf(solution: SolutionModel, missing: readonly Missing[]): (one: Missing) => boolean {
  const can = (some: readonly Missing[]): boolean => {
    const changes = addRootComponents(
      solution,
      some.map(({ component }) => component),
    );
    return !isRefused(changes) && changes.length > 0;
  };
  const all = can(missing);
  return (one) => all || can([one]);
}
