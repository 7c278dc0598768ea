// Links that a terminal shows as text: OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { docsUrl, type LinkTarget, shownName } from '../core/index.ts';
import type { Environment, Output } from './environment.ts';
import { isPipeline } from './progress.ts';

/** Printable ASCII without spaces: nothing in it ends the sequence early or begins another. */
const SAFE = /^[!-~]+$/;
const START = '\u001b]8;;';
const END = '\u001b\\';

/**
 * Makes a text a link where the terminal is known to support it, and gives the text as it is elsewhere. The text is printable
 * already; of the address no letter is a control character.
 */
export function linksFor(
  { env, cwd }: Pick<Environment, 'env' | 'cwd'>,
  output: Output,
): (text: string, target: LinkTarget) => string {
  if (!output.isTTY || !showsLinks(env)) return (text) => text;
  return (text, target) => {
    const address = addressOf(target, env, cwd);
    return address !== undefined && SAFE.test(address)
      ? `${START}${address}${END}${text}${START}${END}`
      : text;
  };
}

function addressOf(target: LinkTarget, env: Environment['env'], cwd: string): string | undefined {
  if (target.rule !== undefined) return docsUrl(target.rule);
  const file = resolve(cwd, target.file);
  // A secret in a name is in no address either; a file in an archive, or of the machine at the other end, cannot be opened.
  if (shownName(file) !== file || /\.zip(?:[!/\\]|$)/i.test(target.file)) return undefined;
  if (env.SSH_CONNECTION && env.TERM_PROGRAM !== 'vscode') return undefined;
  return pathToFileURL(file).href;
}

/** Programs that say of themselves in TERM_PROGRAM who they are, and show links. */
const PROGRAMS = ['vscode', 'iTerm.app', 'WezTerm', 'ghostty', 'Hyper', 'rio', 'Tabby'];

function showsLinks(env: Environment['env']): boolean {
  // What runs in a multiplexer sees the variables of the terminal around it.
  if (env.NO_COLOR || isPipeline(env) || env.TERM === 'dumb' || env.TMUX || env.STY) return false;
  return (
    PROGRAMS.includes(env.TERM_PROGRAM ?? '') ||
    Number(env.VTE_VERSION) >= 5000 ||
    /^(?:xterm-kitty|alacritty|foot|wezterm|contour)/.test(env.TERM ?? '') ||
    Boolean(env.WT_SESSION)
  );
}
