/** A folder of flows: texts, configurations and baselines in; findings, what is stale, lists and repairs out. */
export { Project } from './project.ts';
export type { ProjectScope } from './scope.ts';
export { baselineOf } from './settings.ts';
export type { SinceBaseline } from './sinceBaseline.ts';
export type { CheckedFile, FileContent, FileSettings, FolderBaseline } from './types.ts';
