/**
 * What an unpacked solution says besides its flows, and the edits that other fixes need. `xml/` keeps places, `readers/`
 * turn files into facts, `layouts/` put facts together, `edits/` write.
 */

export type { OwnerSources, SolutionCodeOwners, SolutionFlowOwners, SolutionInventory } from './data.ts';
export {
  type EnvironmentVariableType,
  type LayoutId,
  type SolutionConnectionReference,
  type SolutionDeploymentSettings,
  type SolutionEnvironmentVariable,
  type SolutionFile,
  type SolutionFlow,
  TYPE_CODES,
  type Unknown,
} from './data.ts';
export * from './edits/index.ts';
export type { Fact, Source } from './fact.ts';
export type * from './facts.ts';
export type { SolutionModel } from './model.ts';
export type * from './ownerFacts.ts';
export { isGuid } from './paths.ts';
export { SolutionFiles } from './solutionFiles.ts';
export { solutionName } from './solutionName.ts';
