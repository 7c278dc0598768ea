import type { LayoutId, ReadSolution } from '../data.ts';
import type { Files, LoadedFile } from '../files.ts';
import type { SolutionModel } from '../model.ts';

/** A solution before its facts are put together. */
export interface Site {
  /** Unique in the workspace. */
  readonly id: string;
  readonly root: string;
  readonly layout: LayoutId;
  /** Files that make it a solution, the leading one first. */
  readonly manifests: readonly string[];
  readonly customizations: readonly string[];
}

/** What an edit would add. */
export type Addition = 'environment variable' | 'connection reference' | 'root component';

/** One on-disk layout (flow-format 1). */
export interface Layout {
  readonly id: LayoutId;
  /** As in a sentence: "an unpacked solution". */
  readonly label: string;
  /** Paths below a root that tell that it may be one, a name or a pattern a folder; names in lower case. The content has the last word. */
  readonly marks: readonly (readonly (string | RegExp)[])[];
  /** Folders of a root that hold what is read of a solution, beside the files in the root itself; lower case. */
  readonly folders: readonly string[];
  /** The solutions of this layout, by content and path. */
  find(files: Files): readonly Site[];
  /** `own`: the files below the root and below no deeper root. */
  read(site: Site, own: readonly LoadedFile[], files: Files): ReadSolution;
  /** True when a file below the root belongs to this solution; asked when solutions share a root. */
  owns(solution: SolutionModel, uri: string): boolean;
  /** Why additions of this kind are not offered; undefined when they are. */
  refusal(addition: Addition): string | undefined;
}
