import type { FileIgnores } from '../config/ignores/fileIgnores.ts';
import type { Config } from '../config/types.ts';
import type { FlowDocument } from '../flow/document.ts';
import type { SolutionView } from '../solution/flowSummary.ts';
import type { SolutionModel } from '../solution/index.ts';

/** A file of flows as it was in the version that a check compares with. */
export interface BaseFile {
  /** Where it was. */
  readonly uri: string;
  readonly text: string;
  /** The solution around it then; undefined outside of all, and where nobody knows. */
  readonly solution?: SolutionModel | undefined;
}

/** What a check of a flow is told besides its text. */
export interface CheckOptions {
  readonly config: Config;
  readonly solution?: SolutionView;
  /** The solution that the file belongs to; repairs over several files need it. */
  readonly solutionModel?: SolutionModel | undefined;
  /** What the config leaves out in this file (see `ignoresFor`). */
  readonly ignores?: FileIgnores | undefined;
  /**
   * The file is open in an editor: what it shares with other flows is marked in it as well. Without, only the first of the flows
   * by address tells of a shared cause.
   */
  readonly isOpen?: boolean;
  /**
   * Finds the older version of the file, for rules that compare; undefined for a new file, and where nobody knows. Asked only
   * when such a rule runs, once a check.
   */
  readonly base?: ((document: FlowDocument) => BaseFile | undefined) | undefined;
  /** Asked between rules; true stops the check with what was found so far. */
  readonly cancelled?: () => boolean;
}

/** A rule that threw: a defect of ours, told once, never fatal. */
export interface RuleFailure {
  readonly ruleId: string;
  readonly message: string;
}
