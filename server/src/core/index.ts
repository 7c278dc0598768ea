/** The pure core: the only module that the front ends import from. */
export type * from './analysis.ts';
export { createAnalyzer } from './analyzer.ts';
export * from './baseline/index.ts';
export * from './checklist/index.ts';
export * from './checklistReport/index.ts';
export * from './config/index.ts';
export * from './connections/index.ts';
export { withoutSecrets } from './detect/withoutSecrets.ts';
export type * from './finding.ts';
export { filedPlaces, identitiesOf } from './fixes/identities.ts';
export { FIX_KINDS, type FixKind, onlyOneByOne, onlySecures } from './fixes/kinds.ts';
export { notRepaired } from './fixes/notRepaired.ts';
export { distinctOffers } from './fixes/offered.ts';
export { fixSolutions, type RepairedSolutionFile, type SolutionRepair } from './fixSolutions.ts';
export type { FlowDocument, SourceFile } from './flow/document.ts';
export type * from './flowSummary.ts';
export { plainText } from './hover/markdown.ts';
export { solutionHover } from './hover/solutionHover.ts';
export * from './inventory/index.ts';
export {
  type ChangedFile,
  type FixManyOptions,
  fixMany,
  type ManyRepaired,
} from './many/index.ts';
export * from './overview/index.ts';
export * from './owners/index.ts';
export { attachPolicy, type PolicyProblem } from './policy/index.ts';
export * from './rename/index.ts';
export * from './report/index.ts';
export type { Category, Profile, RuleMeta } from './ruleMeta.ts';
export { docsUrl } from './rules/docsUrl.ts';
export { isRefused, type SolutionEdit, SolutionFiles, type SolutionModel } from './solution/index.ts';
export * from './suppress/index.ts';
export { count } from './text/count.ts';
export { LineIndex } from './text/lineIndex.ts';
export { ownValue } from './text/ownValue.ts';
export { noticeText, visible } from './text/shown.ts';
export type { Position, Range, Span } from './text/span.ts';
export { applyEdits, type TextEdit } from './text/textEdit.ts';
export * from './views/index.ts';
