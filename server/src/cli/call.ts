/** What a call of the command line asks for. */
import type { Severity } from '../core/index.ts';
import type { DescribeFormat, InventoryFormat, RotationFormat } from '../core/report/options.ts';
import type { Profile } from '../core/ruleMeta.ts';
import type { SHELLS } from './commandTable.ts';
import type { DiffOptions } from './diffArgs.ts';
import type { ReportRequest } from './reportArgs.ts';

export interface SelectionArgs {
  /** As given; `.` when none were. */
  readonly paths: readonly string[];
  /** Rule ids as given. */
  readonly rules: readonly string[];
  readonly config: string | undefined;
  /** `--allow-outside`: paths in configurations may lead out of the repository. */
  readonly allowOutside: boolean;
  /** `--no-zip`: archives in folders are left out. */
  readonly noZip?: boolean;
  readonly verbose: boolean;
  /** `--quiet`: nothing but the report or the findings. */
  readonly quiet: boolean;
}

/** Which baseline a call compares with. */
export interface BaselineChoice {
  /** `--baseline`; undefined for the one beside the config. */
  readonly baseline: string | undefined;
}

export interface InitArgs {
  readonly command: 'init';
  /** Folder that gets the configuration, as given. */
  readonly path: string;
  /** `--yes`: ask nothing. */
  readonly yes: boolean;
  readonly quiet: boolean;
}

export interface CheckArgs extends SelectionArgs, BaselineChoice {
  readonly command: 'check';
  /** `--no-baseline`. */
  readonly noBaseline: boolean;
  /** `baseline check`: a baseline must be there. */
  readonly needsBaseline?: boolean;
  /** `--changed`: only what was touched since the base. */
  readonly changed?: boolean;
  /** `--base`: the revision that `--changed` compares with; undefined for the target of the pull request. */
  readonly base?: string | undefined;
  readonly reports: ReportRequest;
  readonly profile: Profile | undefined;
  readonly failOn: FailOn;
  /** `--compare-base`: a revision of git; undefined for none, or with `newOnly` for the base of the pull request. */
  readonly compareBase?: string | undefined;
  /** `--new-only`: tell and count what is new against it. */
  readonly newOnly?: boolean;
}

export interface FixArgs extends SelectionArgs {
  readonly command: 'fix';
  readonly dryRun: boolean;
  /** `--review`: the repairs of one rule that need a look, instead of the safe ones of all. */
  readonly review: boolean;
  /** `--fix`: the kind of those repairs, as given. */
  readonly kind: string | undefined;
}

export interface BaselineArgs extends SelectionArgs, BaselineChoice {
  readonly command: 'baseline';
  readonly action: 'write' | 'check' | 'prune';
  /** Of `check`. */
  readonly reports: ReportRequest;
  readonly profile: Profile | undefined;
  readonly failOn: FailOn;
}

export interface InventoryArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'inventory';
  readonly format: InventoryFormat;
  /** What a row is. */
  readonly of: 'flows' | 'connections' | 'calls';
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export interface ReportArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'report';
  readonly format: 'markdown' | 'html';
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export interface PreviewArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'preview';
  readonly format: 'text' | 'html';
  readonly profile: undefined;
  readonly output: string | undefined;
}

export interface DescribeArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'describe';
  readonly format: DescribeFormat;
  readonly profile: Profile | undefined;
  readonly output: string | undefined;
}

export interface RotateArgs extends Omit<SelectionArgs, 'rules'> {
  readonly command: 'rotate';
  readonly format: RotationFormat;
  /** A folder with an older copy of the files, or a revision; undefined for none. */
  readonly base: string | undefined;
  readonly output: string | undefined;
}

export interface DiffArgs extends Omit<SelectionArgs, 'paths'>, DiffOptions {
  readonly command: 'diff';
  readonly profile: Profile | undefined;
  /** Looks at risks. */
  readonly failOn: FailOn;
}

export type Shell = (typeof SHELLS)[number];

/** `new`: what is new against a base or baseline, from warnings on. */
export type FailOn = Extract<Severity, 'error' | 'warning' | 'info'> | 'new' | 'never';

export type Call =
  | InitArgs
  | CheckArgs
  | FixArgs
  | BaselineArgs
  | InventoryArgs
  | ReportArgs
  | DescribeArgs
  | PreviewArgs
  | RotateArgs
  | DiffArgs
  | { readonly command: 'explain'; readonly ruleId: string }
  | { readonly command: 'rules'; readonly format: 'text' | 'json' }
  | { readonly command: 'completion'; readonly shell: Shell }
  | { readonly command: 'lsp' }
  | { readonly command: 'mcp'; readonly roots: readonly string[] }
  | { readonly command: 'version' }
  | { readonly command: 'help'; readonly about: string | undefined };
