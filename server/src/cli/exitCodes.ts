/** Exit codes, as `lockkeeper --help` tells them. */
export const Exit = {
  Clean: 0,
  Findings: 1,
  /** Wrong call or config. */
  Usage: 2,
  NoFlow: 3,
  Internal: 4,
  /** As shells report SIGINT. */
  Interrupted: 130,
} as const;
export type Exit = (typeof Exit)[keyof typeof Exit];

/** The call or the config is wrong; the message is for the user, one or several lines. */
export class UsageError extends Error {
  /** Command whose usage is shown below the message; undefined for none. */
  readonly command: string | undefined;

  constructor(message: string, command?: string) {
    super(message);
    this.command = command;
  }
}

/** The user pressed Ctrl-C. */
export class Interrupted extends Error {}
