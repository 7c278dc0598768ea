import { FIX_KINDS } from '../../core/index.ts';
import type { Shell } from '../call.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { type Completed, completed } from '../completion/model.ts';
import { powershellCompletion } from '../completion/powershell.ts';
import { zshCompletion } from '../completion/zsh.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';

const WRITERS: Readonly<Record<Shell, (what: Completed) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** `lockkeeper completion`: writes a script for a shell, which then needs no call of the program. */
export function completion(environment: Environment, shell: Shell): Exit {
  const rules = environment.createAnalyzer().rules.map(({ id }) => id);
  environment.stdout.write(WRITERS[shell](completed({ rules, kinds: [...FIX_KINDS.keys()] })));
  return Exit.Clean;
}
