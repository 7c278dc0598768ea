import type { SolutionConnectionReference, SolutionModel } from '../solution/index.ts';
import type { FlowOverview } from '../solution/overview/index.ts';
import { plainXml } from '../solution/xml/escape.ts';

/** What else than flows may use a solution's connection references: asked before one of them goes. */

/**
 * Component types that have no connection of their own: tables and what belongs to them, roles, web resources, model-driven apps,
 * plug-ins, custom connectors, environment variables. Not among them: canvas apps (300), AI models (401), and the types without a
 * fixed number, such as agents and dataflows.
 */
const WITHOUT_CONNECTION = new Set([
  1, 2, 3, 9, 10, 14, 16, 20, 24, 26, 31, 36, 44, 59, 60, 61, 62, 63, 66, 70, 80, 91, 92, 371, 372, 380, 381,
  431, 432,
]);
const FLOW = 29;

/** True when the files tell of everything that could use a reference, and it is flows alone. */
export function onlyFlowsUse(solution: SolutionModel, flows: readonly FlowOverview[]): boolean {
  if (solution.unknown.has('rootComponents') || solution.hasAgents) return false;
  if (flows.some((flow) => !flow.whole)) return false;
  if (solution.flows.some((flow) => flow.uri === undefined)) return false;
  return solution.rootComponents.every(({ type, id }) => {
    if (type !== FLOW) return WITHOUT_CONNECTION.has(type);
    // Desktop flows are listed under the same type.
    return id !== undefined && solution.flow(id.value) !== undefined;
  });
}

/** Lower-cased texts of the files that list the solution's components. */
export function textsOf(solution: SolutionModel): readonly string[] {
  return [...solution.manifests, ...solution.customizations].map(({ uri }) =>
    plainXml(solution.textOf(uri) ?? '').toLowerCase(),
  );
}

/** True when the files of the solution name it in another place than where it is declared. */
export function isNamedElsewhere(
  texts: readonly string[],
  { logicalName, sources }: SolutionConnectionReference,
): boolean {
  const wanted = logicalName.value.toLowerCase();
  let count = 0;
  for (const text of texts) {
    for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
      const around = text.charAt(at - 1) + text.charAt(at + wanted.length);
      if (!/\w/.test(around)) count++;
    }
  }
  // Its display name may repeat it.
  return count > sources.length * 2;
}
