import type { FileChange, Fix } from '../../finding.ts';
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
import { type Literal, mergeInsertions, type RepairPlace, repair, secureUser } from './literal.ts';
import { displayName } from './names.ts';
import { sameLiterals } from './occurrences.ts';

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
  const fixes = [
    ...known.flatMap((variable) => places.map((literals) => useExisting(place, literals, variable))),
    ...places.map((literals) => createNew(place, literals)),
  ];
  return fixes.filter((fix) => fix !== undefined);
}

function titleFor(title: string, literals: readonly Literal[]): string {
  return literals.length > 1 ? `${title} in all ${literals.length} places of this flow` : title;
}

function useExisting(
  place: RepairPlace,
  literals: readonly Literal[],
  variable: SolutionEnvironmentVariable,
): Fix | undefined {
  const shown = variable.definition?.displayName?.value ?? variable.schemaName;
  return repair(
    place,
    {
      title: titleFor(`Replace with environment variable "${variable.schemaName}"`, literals),
      note: `Reads "${variable.schemaName}", which holds the same value in this solution.`,
    },
    readEdits(place, literals, variable.schemaName, shown),
    undefined,
  );
}

function createNew(place: RepairPlace, literals: readonly Literal[]): Fix | undefined {
  const { solution } = place;
  const { name, secret, value } = literals[0]!;
  const shown = displayName(name);
  const schemaName = uniqueSchemaName(solution, shown);
  const variable = { schemaName, displayName: shown, type: 'String' as const };
  return repair(
    place,
    {
      title: titleFor('Replace with new environment variable', literals),
      ...(secret ? { settle: true } : {}),
      note: secret
        ? `Creates "${schemaName}" without a value: set it in each environment. A text variable shows its value to everyone who may edit the solution; a secret variable or Azure Key Vault does not.`
        : `Creates "${schemaName}" with this value as its default.`,
    },
    readEdits(place, literals, schemaName, shown),
    () => {
      const created = addEnvironmentVariable(
        solution,
        secret ? variable : { ...variable, defaultValue: value },
      );
      if (isRefused(created)) return undefined;
      return secret ? [...created, ...settingFor(place, schemaName)] : created;
    },
  );
}

/** An empty entry in the settings files that are there; a damaged file is left alone. */
function settingFor({ solution }: RepairPlace, schemaName: string): readonly FileChange[] {
  const setting = addDeploymentSetting(solution, { environmentVariable: schemaName });
  return isRefused(setting) ? [] : setting;
}

/** The flow's own part: the parameter (an existing one is taken), the literals, secured users. */
function readEdits(
  { flow }: RepairPlace,
  literals: readonly Literal[],
  schemaName: string,
  shown: string,
): TextEdit[] | undefined {
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
  return mergeInsertions(edits);
}
