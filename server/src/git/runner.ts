/** What a call of git answered. */
export interface GitAnswer {
  /** Exit code; 0 when all went well. */
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** A process of git that answers what is written to it. */
export interface GitProcess {
  /** Writes to its standard input. Never throws: a process that is gone ends `output`. */
  write(text: string): void;
  /** Its standard output, in pieces; ends when the process does. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Ends the process. */
  stop(): void;
}

/**
 * Runs git. Whoever implements it sees to it that nothing of the repository is executed: the program is started without a shell,
 * with `safeArguments` and `safeEnvironment` (safety.ts). Tests replace it.
 */
export interface GitRunner {
  /**
   * Runs a call to its end. `folder`: absolute, it must be there.
   * @throws GitProblem when git is not installed or cannot be started
   */
  run(args: readonly string[], folder: string): Promise<GitAnswer>;
  /** Starts a process that goes on until it is stopped. @throws GitProblem as `run` */
  start(args: readonly string[], folder: string): GitProcess;
}

/** Git cannot answer; the message is for the user, one sentence. */
export class GitProblem extends Error {}
