// Pictures need fonts that have the signs they show: VS Code's own texts, locks in the text of a flow, marks of steps.
import { spawnSync } from 'node:child_process';
import { installPackages } from '../debianPackages.mjs';
import { PlainError } from '../ensureInstalled.mjs';

/** A sign that stands for its kind, and the Debian package of a font that has it. */
const NEEDED = [
  { what: 'text', sign: 'A', package: 'fonts-dejavu-core' },
  { what: 'marks of steps', sign: '✓', package: 'fonts-dejavu-core' },
  { what: 'locks', sign: '🔒', package: 'fonts-noto-color-emoji' },
];

/** Those of the signs that no font of this machine has. */
function missing() {
  return NEEDED.filter(({ sign }) => {
    const code = sign.codePointAt(0)?.toString(16);
    const run = spawnSync('fc-list', [`:charset=${code}`, 'family'], { encoding: 'utf8' });
    // Without fontconfig nobody can tell: macOS and Windows bring all of them.
    return run.status === 0 && run.stdout.trim() === '';
  });
}

/**
 * Sees to it that the fonts are there; as root on Debian they are installed.
 * @param {(line: string) => void} log
 * @throws {PlainError} when one is missing; the message names it
 */
export function ensureFonts(log) {
  let lacking = missing();
  if (lacking.length === 0) return;
  const packages = [...new Set(lacking.map((one) => one.package))];
  const reason = installPackages(packages, {
    onStart: () => log(`Installing fonts from the Debian packages: ${packages.join(', ')}.`),
  });
  lacking = missing();
  if (lacking.length === 0) return;
  const what = lacking
    .map(({ what: kind, sign, package: name }) => `${kind} (${sign}, Debian: ${name})`)
    .join(', ');
  throw new PlainError(
    `No font of this machine has ${what}: install one, or the pictures show empty boxes (${reason ?? 'installed, and not found'}).`,
  );
}
