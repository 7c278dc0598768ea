import type { RuleFix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import {
  addEnvironmentVariable,
  isRefused,
  type SolutionEnvironmentVariable,
  uniqueSchemaName,
} from '../../solution/index.ts';
import { quoted } from '../../text/shortTitle.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { addParameter, boundParameter, parameterName } from '../flow/parameter.ts';
import { parameterExpression } from '../flow/replaceText.ts';
import { mergeInsertions, replaceLiterals } from './literal.ts';
import { displayName } from './names.ts';
import { sameLiterals } from './occurrences.ts';
import type { FlowPart } from './otherFlows.ts';
import { inSolution, type Recipe, usual } from './recipe.ts';
import type { Literal, RepairPlace } from './types.ts';

/** Variables with the same value that are offered one by one. */
const MAX_KNOWN = 3;

/**
 * Repairs that read a plain literal from an environment variable: those of the solution that hold the same value first, then
 * a new one, whose default it becomes. None is for a secret: a text variable shows its value to all who may edit the solution.
 */
export function environmentVariableFixes(place: RepairPlace, literal: Literal): RuleFix[] {
  const all = sameLiterals(place.flow, literal);
  return fixesOver(place, literal, all.length > 1 ? [[literal], all] : [[literal]]);
}

/** The same for literals that are one problem together: all of them or none. */
export function sharedVariableFixes(place: RepairPlace, literals: readonly Literal[]): RuleFix[] {
  const [first] = literals;
  if (first === undefined || literals.some((one) => one.value !== first.value)) return [];
  return fixesOver(place, first, [literals]);
}

function fixesOver(place: RepairPlace, literal: Literal, places: readonly (readonly Literal[])[]): RuleFix[] {
  const known = knownVariables(place, literal).slice(0, MAX_KNOWN);
  const recipes = [
    ...known.map((one) => existingVariable(one, literal)),
    newVariable(place, literal, places.flat()),
  ];
  const fixes = recipes.flatMap((recipe) => [
    ...places.map((literals, index) => usual(place, recipe, literals, index > 0)),
    inSolution(place, recipe, places[0]!),
  ]);
  return fixes.filter((fix) => fix !== undefined);
}

/**
 * Variables of the solution that stand for the value: those that hold it, texts before data sources; then those that the flow
 * reads already under a parameter with this default, where the solution's files give them no other value.
 */
function knownVariables({ flow, solution }: RepairPlace, { value }: Literal): SolutionEnvironmentVariable[] {
  // The text of a number, a switch or JSON is no text where it is read.
  const texts = solution.environmentVariablesWithValue(value).filter((one) => one.type === 'String');
  const sources = solution.environmentVariables.filter(
    (one) => one.type === 'DataSource' && exportedValues(one).includes(value),
  );
  const bound = flow.parameters.flatMap(({ schemaName, defaultValue }) => {
    const variable = schemaName === undefined ? undefined : solution.environmentVariable(schemaName);
    if (variable === undefined || !['String', 'DataSource'].includes(variable.type ?? '')) return [];
    const same = flow.tree.isString(defaultValue) && flow.tree.string(defaultValue) === value;
    return same && exportedValues(variable).length === 0 ? [variable] : [];
  });
  return [...new Set([...texts, ...sources, ...bound])];
}

/** The exported values; where there are none, the default. */
function exportedValues({ values, definition }: SolutionEnvironmentVariable): readonly string[] {
  const exported = values.flatMap(({ value }) => value?.value ?? []);
  const fallback = definition?.defaultValue?.value;
  return exported.length > 0 || fallback === undefined || fallback === '' ? exported : [fallback];
}

/** What is done, by the text itself and where it goes. */
function titleFor({ value, extract }: Literal, target: string): string {
  // What all addresses begin with tells none from another.
  const text = quoted(value.replace(/^https?:\/\//i, ''));
  return extract ? `Extract ${text} to ${target}` : `Replace ${text} with ${target}`;
}

function existingVariable(variable: SolutionEnvironmentVariable, literal: Literal): Recipe {
  const { schemaName, definition } = variable;
  const shown = definition?.displayName?.value ?? schemaName;
  const holds = exportedValues(variable).length > 0;
  return {
    kind: 'existing-variable',
    takes: schemaName,
    title: titleFor(literal, `environment variable "${schemaName}"`),
    note: holds
      ? `Reads "${schemaName}", which holds the same value in this solution.`
      : `Reads "${schemaName}", which the flow knows by a parameter with this value as its default. The solution gives it no value: set it in each environment.`,
    part: (flow, literals) => readPart(flow, literals, schemaName, shown),
  };
}

/** The data source that a SharePoint site is: the designer then offers sites, and lists below them. */
const SITE = { apiName: 'shared_sharepointonline', parameterKey: 'dataset' };

/** The whole value of the parameter that names the site of a SharePoint step. */
function isSite({ tree }: FlowModel, { node, span, step }: Literal): boolean {
  return (
    step.operation?.apiName === SITE.apiName &&
    tree.parent(node) === step.operation.parameters &&
    tree.keyIs(node, SITE.parameterKey) &&
    span.start === 0 &&
    span.end === tree.string(node).length
  );
}

function newVariable(place: RepairPlace, literal: Literal, literals: readonly Literal[]): Recipe {
  const { name, value } = literal;
  const { solution } = place;
  const shown = displayName(name);
  const schemaName = uniqueSchemaName(solution, shown);
  const isSource = literals.every((one) => isSite(place.flow, one));
  const variable = {
    ...{ schemaName, displayName: shown },
    ...(isSource ? { type: 'DataSource' as const, source: SITE } : { type: 'String' as const }),
  };
  return {
    kind: 'environment-variable',
    title: titleFor(literal, `a new environment variable ${quoted(shown)}`),
    creates: schemaName,
    note: `Creates "${schemaName}"${isSource ? ', a data source for a SharePoint site,' : ''} with this value as its default.`,
    shared: () => {
      const created = addEnvironmentVariable(solution, { ...variable, defaultValue: value });
      return isRefused(created) ? undefined : created;
    },
    part: (flow, literals) => readPart(flow, literals, schemaName, shown),
  };
}

/** A flow's own part: the parameter (an existing one is taken) and the literals. */
function readPart(
  flow: FlowModel,
  literals: readonly Literal[],
  schemaName: string,
  shown: string,
): FlowPart | undefined {
  const { value } = literals[0]!;
  const known = boundParameter(flow, schemaName);
  if (known !== undefined && known.type !== 'string') return undefined;
  const name = known?.name ?? parameterName(flow, shown, schemaName);
  const added = addParameter(flow, {
    name,
    schemaName,
    type: 'String',
    defaultValue: value,
    description: '',
  });
  if (known === undefined && added === undefined) return undefined;
  const edits: TextEdit[] = known === undefined ? [...added!] : [];
  const replaced = replaceLiterals(flow, literals, () => parameterExpression(name));
  if (replaced === undefined) return undefined;
  edits.push(...replaced);
  const merged = mergeInsertions(edits);
  return merged && { edits: merged };
}
