/** The pure core: the only module that the front ends import from. */
// biome-ignore-all assist/source/organizeImports: by subject, so that it can be read

// One workspace: texts in, answers out; and the check of one file.
export type { Analysis, Analyzer, CheckResult, SolutionAnalysis } from './workspace/analysis.ts';
export { createAnalyzer } from './workspace/analyzer.ts';
export type { Look } from './workspace/look.ts';
export { keyOfCause } from './workspace/sharedCauses.ts';
export { pathBelow } from './workspace/project/addresses.ts';
export { filedPlaces } from './fixes/identities.ts';
export { whyUnread } from './workspace/project/content.ts';
export { Project } from './workspace/project/project.ts';
export type { RepairedFlow } from './workspace/project/repairFlow.ts';
export type { ProjectScope } from './workspace/project/scope.ts';
export { baselineOf } from './workspace/project/settings.ts';
export type { CheckedFile, FileContent, FileSettings, FolderBaseline } from './workspace/project/types.ts';

// Findings, fixes and rules.
export type { FileChange, Finding, Fix, FlowFinding, Severity } from './finding.ts';
export { chosenAmong } from './fixes/identities.ts';
export { FIX_KINDS, type FixKind, onlyOneByOne } from './fixes/kinds.ts';
export { noteOf } from './fixes/noteOf.ts';
export { notRepaired } from './fixes/notRepaired.ts';
export { distinctOffers } from './fixes/offered.ts';
export { includesProfile, PROFILES, type Profile, type RuleMeta } from './ruleMeta.ts';
export { docsUrl } from './rules/docsUrl.ts';
export { flowRulesOf } from './rules/flowRules.ts';

// Configuration, what it leaves out, and what is known already.
export { type Found as FoundEntry, shownPath } from './config/baseline/compare.ts';
export { BASELINE_FILE_NAME, parseBaseline } from './config/baseline/parse.ts';
export type { BaselineEntry } from './config/baseline/types.ts';
export {
  type BaselineRun,
  changedEntries,
  prunedBaselines,
  writtenBaselines,
} from './config/baseline/update.ts';
export { baselineText } from './config/baseline/write.ts';
export { globOfPath } from './config/files.ts';
export { REASON_PLACEHOLDER } from './config/ignore.ts';
export { type NewRuleSetting, newConfigWithRule, setRule } from './config/edits/setRule.ts';
export { type NewIgnoreEntry, addIgnoreEntry, newConfigText } from './config/ignores/addEntry.ts';
export { type IgnoreNotice, NOTICE_RULES } from './config/ignores/notices.ts';
export { nearest } from './config/nearest.ts';
export {
  type ConfigAnswers,
  hostsIn,
  newConfig,
  STEP_NAMES,
  USUAL_ANSWERS,
} from './config/newConfig.ts';
export { CONFIG_FILE_NAME, type ConfigProblem, parseConfig } from './config/parseConfig.ts';
export { type Config, DEFAULT_CONFIG, type RuleSetting } from './config/types.ts';

// What a text says of flows, without parsing it.
export { isDamaged } from './flow/document.ts';
export { calledFlowIds, mayMention, possibleFlowIds } from './flow/mentions.ts';

// Solutions: files beside the flows, who owns them, and edits of them.
export { type SolutionEdit, isRefused } from './solution/edits/types.ts';
export type { FlowSummary, FlowTexts } from './solution/flowSummary.ts';
export { MAX_METADATA_SIZE, describedBy, metadataOf } from './solution/metadata.ts';
export type { SolutionModel } from './solution/model.ts';
export { recordOwner } from './solution/owners/edits/recordOwner.ts';
export { startOwnershipFile } from './solution/owners/edits/startFile.ts';
export { flowName } from './solution/owners/flowOwners.ts';
export { isSolutionFolder, SOLUTION_MARKS } from './solution/layouts/index.ts';
export { SolutionFiles } from './solution/solutionFiles.ts';

// What changed between two versions of a set of flows.
export { type Changes, type FlowFile, type Version, changesBetween } from './changes/index.ts';

// What is made of many checks.
export type { RepairedSolutionFile, SolutionRepair } from './workspace/fixSolutions.ts';
export type { ChangedFile } from './workspace/many/texts.ts';
export type { ManyRepaired } from './workspace/many/types.ts';
export {
  type RepairedFinding,
  type RepairGroup,
  groupRepairs,
  partsOf,
  repairedBeside,
  repairedIn,
  repairLines,
} from './workspace/repairs/index.ts';
export { type Found, type FoundInSolution, whyIgnored } from './workspace/solutionFindings.ts';

// An older version to compare with.
export {
  type BaseFlowFile,
  BaseVersion,
  type FlowIdentity,
  compareFindings,
  flowIdentity,
  matchFlows,
  reportsDamage,
} from './workspace/base/index.ts';

// What an editor shows and changes.
export { inlaysIn, lensesOf } from './editor/annotations/index.ts';
export {
  type Completion,
  type Completions,
  type CompletionOptions,
  completionsAt,
  documentationOf,
} from './editor/completion/index.ts';
export { type Signature, signatureAt } from './editor/signature/index.ts';
export { FORM_TITLES, type FlowForm, formatFlow, formOffered } from './editor/format/index.ts';
export { callsFrom, callsTo, type FlowCalls, type FlowInCalls, flowOfCallsAt } from './editor/calls/index.ts';
export { findingsHover } from './editor/hover/findingHover.ts';
export { hoverAt } from './editor/hover/index.ts';
export { plainText } from './editor/hover/markdown.ts';
export { linksOf } from './editor/links/index.ts';
export { type OutlineKind, type OutlineNode, outlineOf } from './editor/outline/index.ts';
export {
  isWorthPeek,
  PeekLook,
  type PeekPlace,
  partOf,
  peekNode,
  peekSaved,
  peekTargetsAt,
  peekText,
} from './editor/peek/index.ts';
export { refactoringsAt } from './editor/refactor/index.ts';
export { type CalledFlow, meansInputKey, renameInputKey } from './editor/rename/inputKey.ts';
export { renameInOneFlow } from './editor/rename/inOneFlow.ts';
export { renameRefusal, renameVariable } from './editor/rename/index.ts';
export { type Renamable, placeOfVariable, renamableInFile, renamableInFlow } from './editor/rename/places.ts';
export { selectionsAt } from './editor/selection/index.ts';
export { stepTexts } from './editor/stepText/index.ts';
export {
  type SemanticToken,
  semanticTokensIn,
  TOKEN_MODIFIERS,
  TOKEN_TYPES,
} from './editor/semanticTokens/index.ts';
export {
  type Elsewhere,
  elsewhere,
  type Named,
  placesInFlow,
  placesInText,
  referencesInFlow,
  type SymbolAt,
  type SymbolPlace,
  symbolAt,
  symbolInFile,
} from './editor/symbols/index.ts';
export { displayNameOf, type FoundSymbol, symbolsMatching } from './editor/workspaceSymbols/index.ts';
export { checklistHead } from './editor/views/index.ts';
export { rowOf, rowsBelow, safeBelow, usesOf } from './editor/views/index.ts';
export { projectSource } from './editor/views/projectSource.ts';
export type { RowPlace } from './editor/views/types.ts';
export { WorkspaceState } from './editor/views/workspaceState.ts';

// A flow as a picture.
export { type ConnectionMap, connectionMap, mapSvg } from './graph/index.ts';
export { type FlowGraph, flowGraphs, flowMermaid, flowSvg, type SvgOptions } from './graph/index.ts';

// What changed between two versions of flows.
export {
  LOSSES,
  type ChangesReport,
  risksOf,
  toChanges,
  USUAL_SIZE,
} from './report/changes/index.ts';

// What a flow is, for its new owner.
export {
  describeFile,
  toDescription,
} from './describe/index.ts';

// A flow as the page of a run would show it.
export {
  ALWAYS_SHOWN,
  EVERY_PAGE,
  HEAD,
  NOT_SHOWN,
  PROPERTIES,
  previewChanges,
  previewFile,
  type RunPreview,
  WHO_SEES,
} from './preview/index.ts';
export { previewToHtml } from './report/preview/toHtml.ts';
export { previewToText } from './report/preview/toText.ts';

// What reports say.
export { overviewOf, type WorkspaceOverview } from './report/overview/index.ts';
export { checklistReport } from './report/checklist/build.ts';
export { checklistToHtml } from './report/checklist/toHtml.ts';
export { checklistToMarkdown } from './report/checklist/toMarkdown.ts';
export type { ChecklistReport } from './report/checklist/types.ts';
export { printable, shownName, wrap } from './report/display.ts';
export { callRows } from './report/inventory/callRows.ts';
export { connectionRows } from './report/inventory/connectionRows.ts';
export { flowRows } from './report/inventory/flowRows.ts';
export { gatherProject } from './report/inventory/gatherProject.ts';
export { toInventory } from './report/inventory/inventory.ts';
export { secretTexts } from './report/inventory/maskTexts.ts';
export type { GatheredSolution } from './report/inventory/types.ts';
export { Rotation, toRotation } from './report/rotation/index.ts';
export { reportedIn } from './report/comparison.ts';
export { type ReportContext, reportFormat } from './report/formats.ts';
export type { LinkTarget } from './report/text.ts';
export { fromRoot, nameFromRoot } from './report/fromRoot.ts';
export { MOST_BYTES, toMarkdown } from './report/markdown/toMarkdown.ts';
export { withoutLogCommands } from './report/pipeline/logCommands.ts';
export {
  NO_SECRETS,
  type Secrets,
  maskedPointer,
  secretsInSolutionFile,
  secretsOf,
  starred,
} from './report/mask.ts';
export { PLAIN, type Palette } from './report/palette.ts';
export { readPolicy } from './report/readPolicy.ts';
export type {
  IgnoredFinding,
  ReportedFile,
  ReportFinding,
  ReportInput,
  ReportProblem,
} from './report/reportInput.ts';
export { toNoticeFinding } from './report/toNoticeFinding.ts';
export { toReportFinding } from './report/toReportFinding.ts';
export { type DiffSide, unifiedDiff } from './report/unifiedDiff.ts';

// The tools for assistants.
export { appliedAnswer } from './assistants/applied.ts';
export { type AppliedFixes, applyFixes } from './assistants/applyFixes.ts';
export { checkedArguments, type ToolArguments } from './assistants/arguments.ts';
export { besideIn } from './assistants/beside.ts';
export { checkedOf, checkFlow, listFixes } from './assistants/checkFlow.ts';
export { describeFlow } from './assistants/describe.ts';
export { type ComparedFlows, compareTexts, diffAnswer } from './assistants/diff.ts';
export { offerWith } from './assistants/offers.ts';
export { explainRule, rulePageAt, rulePages } from './assistants/rulePages.ts';
export { redactPlain } from './assistants/answerText.ts';
export { checkSolution, type FolderCheck, type FolderFinding } from './assistants/solution.ts';
export { subjectIn, subjectOfText, versionOf } from './assistants/subject.ts';
export { inputSchema, TOOLS, type ToolSpec, toolNamed } from './assistants/tools.ts';
export { type FileSubject, type Subject, type ToolAnswer, ToolError } from './assistants/types.ts';

// Texts, and how names in them are shown.
export { decodeEscapes } from './json/escapes.ts';
export { withoutSecrets } from './secrets/detect/withoutSecrets.ts';
export { pathInArchive, shownInArchive } from './text/archivePath.ts';
export { count } from './text/count.ts';
export { LineIndex } from './text/lineIndex.ts';
export { noticeText, visible } from './text/shown.ts';
export type { Span } from './text/span.ts';
export type { MarkedEdit } from './text/composeEdits.ts';
export type { TextEdit } from './text/textEdit.ts';
