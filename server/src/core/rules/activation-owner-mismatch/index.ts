import type { Fact } from '../../solution/fact.ts';
import { isPipelineToken, type SolutionDeploymentSettings } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { fileNameOf, parentOf } from '../../solution/paths.ts';
import { defineSolutionRule } from '../rule.ts';

export const rule = defineSolutionRule({
  meta: {
    id: 'activation-owner-mismatch',
    category: 'solution',
    severity: 'info',
    profile: 'default',
    title: 'A flow is turned on by another person than the owner of its connections',
    fix: null,
    checklist: null,
  },
  visit: {
    solution({ solution, flows, report }) {
      for (const settings of solution.deploymentSettings) {
        if (settings.components.length === 0) continue;
        // The files of one environment lie side by side: one names the connections, the other who turns on.
        const folder = parentOf(settings.uri);
        const owners = connectionOwners(
          solution.deploymentSettings.filter((one) => parentOf(one.uri) === folder),
        );
        if (owners.size === 0) continue;
        for (const { setting, id, value: user } of settings.components) {
          if (setting !== 'activateAs' || id === undefined || !isPerson(user)) continue;
          const flow = flows?.find(({ flowId }) => flowId === id.value);
          const other = flow && connectionOf(flow, owners, user);
          if (flow === undefined || other === undefined) continue;
          const name = solution.flow(id.value)?.displayName?.value ?? flow.name;
          report({
            place: user,
            message: `"${name}" is turned on as ${user.value}, and its connection "${other.key}" belongs to ${other.owner.value}.`,
            hint: 'Let one account own the connection and turn the flow on, or share the connection with whoever does.',
            why: `Only who may use a connection can turn on a flow that runs with it (${fileNameOf(settings.uri)} and the file of connections beside it).`,
            related: [{ ...other.owner, message: 'The owner of the connection' }],
            key: `${fileNameOf(settings.uri)} ${id.value}`,
          });
        }
      }
    },
  },
});

/** Tokens of a pipeline, and accounts of services that have no address, may be the same one. */
function isPerson({ value }: Fact<string>): boolean {
  return !isPipelineToken(value) && /^[^@\s]+@[^@\s]+$/.test(value.trim());
}

/** By lower-cased logical name. */
function connectionOwners(
  settings: readonly SolutionDeploymentSettings[],
): ReadonlyMap<string, Fact<string>> {
  return new Map(
    settings.flatMap(({ connectionReferences }) =>
      connectionReferences.flatMap(({ logicalName, owner }): [string, Fact<string>][] =>
        owner !== undefined && isPerson(owner) ? [[logicalName.value.toLowerCase(), owner]] : [],
      ),
    ),
  );
}

/** The first connection of a flow that it brings itself and that belongs to somebody else. */
function connectionOf(
  { connections }: FlowOverview,
  owners: ReadonlyMap<string, Fact<string>>,
  user: Fact<string>,
): { readonly key: string; readonly owner: Fact<string> } | undefined {
  const name = user.value.trim().toLowerCase();
  for (const { key, logicalName, source, unused } of connections) {
    const owner = logicalName === undefined ? undefined : owners.get(logicalName.toLowerCase());
    if (owner === undefined || source === 'invoker' || unused) continue;
    if (owner.value.trim().toLowerCase() !== name) return { key, owner };
  }
  return undefined;
}
