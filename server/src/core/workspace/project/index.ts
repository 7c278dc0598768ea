export { holds, pathBelow, pathFrom } from './addresses.ts';
export type { SolutionFailure } from './beside.ts';
export { whyUnread } from './content.ts';
export { Project, type ProjectOptions } from './project.ts';
export type { ProjectScope } from './scope.ts';
export { baselineOf, type ConfigNotices } from './settings.ts';
export type {
  CheckedFile,
  FileContent,
  FileSettings,
  FolderBaseline,
  ListedFile,
  ListedFinding,
  ProjectChanges,
  SolutionChanges,
} from './types.ts';
