import type { Fix } from '../../finding.ts';
import {
  addEnvironmentVariable,
  isRefused,
  type SolutionEnvironmentVariable,
  type SolutionModel,
  uniqueSchemaName,
} from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { addParameter, boundParameter, parameterName } from '../flow/parameter.ts';
import { parameterExpression, replaceText } from '../flow/replaceText.ts';
import { displayName, type Literal, mergeInsertions, type RepairPlace, secureUser } from './literal.ts';
import { sameLiterals } from './occurrences.ts';

/**
 * Repairs that read the literal from an environment variable: those of the solution that hold the same value first, then a
 * new one. A plain literal becomes the new variable's default; of a secret nothing is written, and its user is secured.
 */
export function environmentVariableFixes(place: RepairPlace, literal: Literal): Fix[] {
  const fixes: Fix[] = [];
  if (!literal.secret) {
    for (const variable of place.solution.environmentVariablesWithValue(literal.value).slice(0, 3)) {
      const fix = useExisting(place, literal, variable);
      if (fix) fixes.push(fix);
    }
  }
  const created = createNew(place, literal, [literal]);
  if (created) fixes.push(created);
  const all = sameLiterals(place.flow, literal);
  if (all.length > 1) {
    const everywhere = createNew(place, literal, all);
    if (everywhere) {
      fixes.push({ ...everywhere, title: `${everywhere.title}, in all ${all.length} places of this flow` });
    }
  }
  return fixes;
}

function useExisting(
  place: RepairPlace,
  literal: Literal,
  variable: SolutionEnvironmentVariable,
): Fix | undefined {
  const edits = readEdits(place, [literal], variable.schemaName, shownName(variable), literal.value);
  if (edits === undefined) return undefined;
  return {
    title: `Replace with environment variable "${variable.schemaName}"`,
    disposition: 'review',
    edits,
    note: `Reads "${variable.schemaName}", which holds the same value in this solution.`,
  };
}

function createNew(place: RepairPlace, literal: Literal, all: readonly Literal[]): Fix | undefined {
  const { solution } = place;
  const shown = displayName(literal.name);
  const schemaName = uniqueSchemaName(solution, shown);
  const created = addEnvironmentVariable(solution, {
    schemaName,
    displayName: shown,
    type: 'String',
    ...(literal.secret ? {} : { defaultValue: literal.value }),
  });
  if (isRefused(created)) return undefined;
  const edits = readEdits(place, all, schemaName, shown, literal.secret ? '' : literal.value);
  if (edits === undefined) return undefined;
  return {
    title: 'Replace with new environment variable',
    disposition: 'review',
    edits,
    others: created,
    note: literal.secret
      ? `Creates "${schemaName}" without a value: set it in each environment. A text variable shows its value to everyone who may edit the solution; prefer a secret variable or Azure Key Vault.`
      : `Creates "${schemaName}" with this value as its default.`,
  };
}

function shownName(variable: SolutionEnvironmentVariable): string {
  return variable.definition?.displayName?.value ?? variable.schemaName;
}

/** The flow's own part: the parameter (an existing one is taken), the literals, secured users. */
function readEdits(
  place: RepairPlace,
  literals: readonly Literal[],
  schemaName: string,
  shown: string,
  defaultValue: string,
): TextEdit[] | undefined {
  const { flow } = place;
  const known = boundParameter(flow, schemaName);
  const name = known?.name ?? parameterName(flow, shown, schemaName);
  const edits: TextEdit[] =
    known === undefined
      ? addParameter(flow, { name, schemaName, type: 'String', defaultValue, description: '' })
      : [];
  const expression = parameterExpression(name);
  for (const literal of literals) {
    const edit = replaceText(flow.tree, literal.node, literal.span, expression);
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  const users = new Set(literals.filter((one) => one.secret).map((one) => one.step));
  for (const user of users) edits.push(...secureUser(flow, user));
  return mergeInsertions(edits);
}

/** The solution whose files a repair may change: an unmanaged one, or the exported pair of both. */
export function isEditable(solution: SolutionModel | undefined): solution is SolutionModel {
  return solution !== undefined && solution.managed !== 'managed';
}
