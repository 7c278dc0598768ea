import type { Analyzer } from '../core/index.ts';
import type { FileSystem } from '../files/node/fileSystem.ts';
import type { GitRunner } from '../git/runner.ts';

/** A stream that text goes to. */
export interface Output {
  write(text: string): void;
  /** True on a terminal. */
  readonly isTTY: boolean;
  /** Width of the terminal, when known. */
  readonly columns: number | undefined;
}

/** A folder that assistants may look into: as it was named, absolute, and free of links. */
export interface RootFolder {
  readonly named: string;
  readonly real: string;
}

/** All that a command touches outside itself: commands run in tests with parts of it replaced. */
export interface Environment {
  /** Arguments behind the program's name. */
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--quiet`: the report or the findings, and nothing else. */
  readonly quiet?: boolean;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly fs: FileSystem;
  /** Runs git, for what compares with a revision. Missing where no program can be started. */
  readonly git?: GitRunner | undefined;
  /** Asks the user something and gives the line that is typed; undefined when the input ends. Missing where nobody can answer. */
  readonly ask?: ((question: string) => Promise<string | undefined>) | undefined;
  /** Milliseconds of a clock. */
  now(): number;
  /** The day of the user's calendar, as `YYYY-MM-DD`. */
  today(): string;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  readonly version: string;
  createAnalyzer(): Analyzer;
  /** Starts the language server in this process, on standard input and output. */
  startServer(): void;
  /** Starts the server for assistants in this process, on standard input and output. */
  startAssistants(folders: readonly RootFolder[]): void;
}
