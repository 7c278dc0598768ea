import type { Fix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import {
  addEnvironmentVariable,
  isRefused,
  type SolutionEnvironmentVariable,
  uniqueSchemaName,
} from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { addParameter, boundParameter, parameterName } from '../flow/parameter.ts';
import { parameterExpression } from '../flow/replaceText.ts';
import { type Literal, mergeInsertions, type RepairPlace, replaceLiterals } from './literal.ts';
import { displayName } from './names.ts';
import { sameLiterals } from './occurrences.ts';
import type { FlowPart } from './otherFlows.ts';
import { inSolution, type Recipe, usual } from './recipe.ts';

/** Variables with the same value that are offered one by one. */
const MAX_KNOWN = 3;

/**
 * Repairs that read a plain literal from an environment variable: those of the solution that hold the same value first, then
 * a new one, whose default it becomes. None is for a secret: a text variable shows its value to all who may edit the solution.
 */
export function environmentVariableFixes(place: RepairPlace, literal: Literal): Fix[] {
  const all = sameLiterals(place.flow, literal);
  return fixesOver(place, literal, all.length > 1 ? [[literal], all] : [[literal]]);
}

/** The same for literals that are one problem together: all of them or none. */
export function sharedVariableFixes(place: RepairPlace, literals: readonly Literal[]): Fix[] {
  const [first] = literals;
  if (first === undefined || literals.some((one) => one.value !== first.value)) return [];
  return fixesOver(place, first, [literals]);
}

function fixesOver(place: RepairPlace, literal: Literal, places: readonly (readonly Literal[])[]): Fix[] {
  const known = place.solution
    .environmentVariablesWithValue(literal.value)
    // The text of a number, a switch or JSON is no text where it is read.
    .filter((one) => one.type === 'String')
    .slice(0, MAX_KNOWN);
  const recipes = [...known.map(existingVariable), newVariable(place, literal)];
  const fixes = recipes.flatMap((recipe) => [
    ...places.map((literals) => usual(place, recipe, literals)),
    inSolution(place, recipe, places[0]!),
  ]);
  return fixes.filter((fix) => fix !== undefined);
}

function existingVariable({ schemaName, definition }: SolutionEnvironmentVariable): Recipe {
  const shown = definition?.displayName?.value ?? schemaName;
  return {
    title: `Replace with environment variable "${schemaName}"`,
    note: `Reads "${schemaName}", which holds the same value in this solution.`,
    part: (flow, literals) => readPart(flow, literals, schemaName, shown),
  };
}

function newVariable({ solution }: RepairPlace, { name, value }: Literal): Recipe {
  const shown = displayName(name);
  const schemaName = uniqueSchemaName(solution, shown);
  return {
    title: 'Replace with new environment variable',
    creates: schemaName,
    note: `Creates "${schemaName}" with this value as its default.`,
    shared: () => {
      const created = addEnvironmentVariable(solution, {
        schemaName,
        displayName: shown,
        type: 'String',
        defaultValue: value,
      });
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
