/** The pure core: the only module that the front ends import from. */

export * from './config/baseline/index.ts';
export * from './config/ignores/index.ts';
export * from './config/index.ts';
export { attachPolicy, type PolicyProblem } from './config/policy/index.ts';
export { inlaysIn, lensesOf } from './editor/annotations/index.ts';
export { findingsHover } from './editor/hover/findingHover.ts';
export { hoverAt } from './editor/hover/index.ts';
export { plainText } from './editor/hover/markdown.ts';
export { refactoringsAt } from './editor/refactor/index.ts';
export * from './editor/rename/index.ts';
export type { Hover, Inlay, Lens } from './editor/types.ts';
export * from './editor/views/index.ts';
export type * from './finding.ts';
export { filedPlaces, identitiesOf } from './fixes/identities.ts';
export { FIX_KINDS, type FixKind, onlyOneByOne, onlySecures } from './fixes/kinds.ts';
export { notRepaired } from './fixes/notRepaired.ts';
export { distinctOffers } from './fixes/offered.ts';
export type { FlowDocument, SourceFile } from './flow/document.ts';
export * from './report/checklist/index.ts';
export * from './report/index.ts';
export * from './report/inventory/index.ts';
export type { Category, ChecklistPoint, Profile, RuleMeta, RuleOption } from './ruleMeta.ts';
export { docsUrl } from './rules/docsUrl.ts';
export { withoutSecrets } from './secrets/detect/withoutSecrets.ts';
export type * from './solution/flowSummary.ts';
export {
  declaresFlow,
  describedBy,
  isRefused,
  MAX_METADATA_SIZE,
  metadataOf,
  type SolutionEdit,
  SolutionFiles,
  type SolutionModel,
} from './solution/index.ts';
export * from './solution/overview/index.ts';
export * from './solution/owners/index.ts';
export { count } from './text/count.ts';
export { LineIndex } from './text/lineIndex.ts';
export { noticeText, visible } from './text/shown.ts';
export type { Position, Range, Span } from './text/span.ts';
export { applyEdits, type TextEdit } from './text/textEdit.ts';
export type * from './workspace/analysis.ts';
export { createAnalyzer } from './workspace/analyzer.ts';
export * from './workspace/checklist/index.ts';
export * from './workspace/connections/index.ts';
export { fixSolutions, type RepairedSolutionFile, type SolutionRepair } from './workspace/fixSolutions.ts';
export { splitIgnored } from './workspace/ignores.ts';
export {
  type ChangedFile,
  type FixManyOptions,
  fixMany,
  type ManyRepaired,
} from './workspace/many/index.ts';
export * from './workspace/project/index.ts';
export {
  distinctFindings,
  distinctIgnored,
  type Found,
  type FoundInSolution,
  whyIgnored,
} from './workspace/solutionFindings.ts';
