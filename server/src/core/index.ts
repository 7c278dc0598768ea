/** The pure core: the only module that the front ends import from. */
export type * from './analysis.ts';
export { createAnalyzer } from './analyzer.ts';
export * from './config/index.ts';
export type * from './finding.ts';
export type { FlowDocument, SourceFile } from './flow/document.ts';
export { solutionHover } from './hover/solutionHover.ts';
export { attachPolicy, type PolicyProblem } from './policy/index.ts';
export * from './report/index.ts';
export { docsUrl } from './rules/docsUrl.ts';
export type { Category, Profile, RuleMeta } from './rules/rule.ts';
export { SolutionFiles, SolutionIndex, type SolutionModel } from './solution/index.ts';
export { LineIndex } from './text/lineIndex.ts';
export type { Position, Range, Span } from './text/span.ts';
export { applyEdits, type TextEdit } from './text/textEdit.ts';
