import type { Fact, Source } from '../../solution/fact.ts';
import type { SolutionDeploymentSettings, SolutionModel } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { defineSolutionRule } from '../rule.ts';
import { listNames } from '../texts.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'deployment-setting-empty',
    category: 'solution',
    severity: 'info',
    profile: 'pedantic',
    title: 'A deployment settings file leaves values or connections empty',
    fix: null,
    checklist: null,
  },
  visit: {
    solution({ solution, report }) {
      for (const settings of solution.deploymentSettings) {
        const empty = emptyIn(solution, settings);
        const [first, ...others] = empty;
        if (first === undefined) continue;
        const names = listNames(
          empty.map(({ name }) => name),
          1,
        );
        report({
          place: first.place,
          message: `The file ${fileNameOf(settings.uri)} sets ${names} to nothing.`,
          hint: 'Write the value or the connection of the environment, or a token that a step of the pipeline fills in.',
          why: 'An import with this file stops, or leaves flows turned off, because it has no connection or value for them.',
          related: others.slice(0, MAX_RELATED).map(({ name, place }) => ({
            ...place,
            message: `"${name}" is empty too`,
          })),
          key: fileNameOf(settings.uri),
        });
      }
    },
  },
});

const MAX_RELATED = 20;

interface Empty {
  readonly name: string;
  readonly place: Source;
}

/** Entries without a value, in the order of the file. A variable with a default needs none. */
function emptyIn(solution: SolutionModel, settings: SolutionDeploymentSettings): readonly Empty[] {
  const variables = settings.environmentVariables.flatMap(({ schemaName, value }) => {
    const hasDefault = solution.environmentVariable(schemaName.value)?.definition?.defaultValue !== undefined;
    return hasDefault ? [] : emptyOne(schemaName, value);
  });
  const references = settings.connectionReferences.flatMap(({ logicalName, connectionId }) =>
    emptyOne(logicalName, connectionId),
  );
  return [...variables, ...references].sort((a, b) => a.place.span.start - b.place.span.start);
}

/** An empty value has no letters to mark: its name has. */
function emptyOne(name: Fact<string>, value: Fact<string> | undefined): readonly Empty[] {
  return value !== undefined && value.value.trim() !== '' ? [] : [{ name: name.value, place: name }];
}
