import type { FileChange, Fix } from '../../finding.ts';
import type { FlowModel } from '../../flow/model.ts';
import {
  addDeploymentSetting,
  addEnvironmentVariable,
  isRefused,
  type SolutionEnvironmentVariable,
  uniqueSchemaName,
} from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { addParameter, boundParameter, parameterName } from '../flow/parameter.ts';
import { parameterExpression, replaceText } from '../flow/replaceText.ts';
import { type Literal, mergeInsertions, type RepairPlace, secureUser } from './literal.ts';
import { displayName } from './names.ts';
import { sameLiterals } from './occurrences.ts';
import type { FlowPart } from './otherFlows.ts';
import { inSolution, type Recipe, usual } from './recipe.ts';

/** Variables with the same value that are offered one by one. */
const MAX_KNOWN = 3;

/**
 * Repairs that read the literal from an environment variable: those of the solution that hold the same value first, then a
 * new one. A plain literal becomes the new variable's default; of a secret nothing is written, and its user is secured.
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
  const known = literal.secret
    ? []
    : place.solution
        .environmentVariablesWithValue(literal.value)
        // The text of a number, a switch or JSON is no text where it is read.
        .filter((one) => one.type === 'String')
        .slice(0, MAX_KNOWN);
  const recipes = [...known.map(existingVariable), newVariable(place, literal)];
  const fixes = recipes.flatMap((recipe) => [
    ...places.map((literals) => usual(place, recipe, literals, titleFor(recipe.title, literals))),
    inSolution(place, recipe, places[0]!),
  ]);
  return fixes.filter((fix) => fix !== undefined);
}

function titleFor(title: string, literals: readonly Literal[]): string {
  return literals.length > 1 ? `${title} in all ${literals.length} places of this flow` : title;
}

function existingVariable({ schemaName, definition }: SolutionEnvironmentVariable): Recipe {
  const shown = definition?.displayName?.value ?? schemaName;
  return {
    title: `Replace with environment variable "${schemaName}"`,
    note: `Reads "${schemaName}", which holds the same value in this solution.`,
    part: (flow, literals) => readPart(flow, literals, schemaName, shown),
  };
}

function newVariable(place: RepairPlace, { name, secret, value }: Literal): Recipe {
  const { solution } = place;
  const shown = displayName(name);
  const schemaName = uniqueSchemaName(solution, shown);
  const variable = { schemaName, displayName: shown, type: 'String' as const };
  return {
    title: 'Replace with new environment variable',
    creates: schemaName,
    ...(secret ? { settle: true } : {}),
    note: secret
      ? `Creates "${schemaName}" without a value: set it in each environment. A text variable shows its value to everyone who may edit the solution; a secret variable or Azure Key Vault does not.`
      : `Creates "${schemaName}" with this value as its default.`,
    shared: () => {
      const created = addEnvironmentVariable(
        solution,
        secret ? variable : { ...variable, defaultValue: value },
      );
      if (isRefused(created)) return undefined;
      return secret ? [...created, ...settingFor(place, schemaName)] : created;
    },
    part: (flow, literals) => readPart(flow, literals, schemaName, shown),
  };
}

/** An empty entry in the settings files that are there; a damaged file is left alone. */
function settingFor({ solution }: RepairPlace, schemaName: string): readonly FileChange[] {
  const setting = addDeploymentSetting(solution, { environmentVariable: schemaName });
  return isRefused(setting) ? [] : setting;
}

/** A flow's own part: the parameter (an existing one is taken), the literals, secured users. */
function readPart(
  flow: FlowModel,
  literals: readonly Literal[],
  schemaName: string,
  shown: string,
): FlowPart | undefined {
  const { secret, value } = literals[0]!;
  const known = boundParameter(flow, schemaName);
  if (known !== undefined && known.type !== 'string') return undefined;
  const name = known?.name ?? parameterName(flow, shown, schemaName);
  const added = addParameter(flow, {
    name,
    schemaName,
    type: 'String',
    defaultValue: secret ? '' : value,
    description: '',
  });
  if (known === undefined && added === undefined) return undefined;
  const edits: TextEdit[] = known === undefined ? [...added!] : [];
  for (const literal of literals) {
    const edit = replaceText(flow.tree, literal.node, literal.span, parameterExpression(name));
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  const users = new Set(literals.filter((one) => one.secret).map((one) => one.step));
  for (const user of users) edits.push(...secureUser(flow, user));
  const merged = mergeInsertions(edits);
  return merged && { edits: merged };
}
