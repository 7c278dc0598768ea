// npm as a user or a tool calls it, without network.
import { execFile } from 'node:child_process';

export interface Ended {
  readonly code: number | null;
  /** Standard output and standard error. */
  readonly said: string;
}

/** Runs a program of npm's in a folder; `env` goes over that of this process. */
export function offline(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  const quiet = {
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
  };
  return new Promise((resolve) => {
    const child = execFile(
      program,
      args,
      { cwd, env: { ...process.env, ...quiet, ...env }, shell: process.platform === 'win32' },
      (_, stdout, stderr) => resolve({ code: child.exitCode, said: stdout + stderr }),
    );
    child.stdin?.end();
  });
}
