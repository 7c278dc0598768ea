/**
 * What an unpacked solution says besides its flows, and the edits that other fixes need. `xml/` keeps places, `readers/`
 * turn files into facts, `layouts/` put facts together, `edits/` write.
 */
export * from './edits/index.ts';
export type * from './facts.ts';
export {
  type EnvironmentVariableType,
  type LayoutId,
  type SolutionConnectionReference,
  type SolutionDeploymentSettings,
  type SolutionEnvironmentVariable,
  type SolutionFile,
  type SolutionFlow,
  SolutionModel,
  TYPE_CODES,
  type Unknown,
} from './model.ts';
export type * from './ownerFacts.ts';
export type {
  OwnerSources,
  SolutionCodeOwners,
  SolutionFlowOwners,
  SolutionInventory,
} from './ownerFiles.ts';
export { isGuid } from './paths.ts';
export { SolutionFiles } from './solutionFiles.ts';
