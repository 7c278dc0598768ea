import { withoutSecrets } from '../secrets/detect/withoutSecrets.ts';
import { visible } from '../text/shown.ts';

/** Of a longer text, nothing behind this is looked at any more once its secrets are masked. */
const MOST = 300;
const SHOWN = 160;

/** One line of plain text for a list of an editor: secrets are masked, nothing in it is hidden, and it is not too long. */
export function plainLine(text: string): string {
  const shown = visible(withoutSecrets(text).slice(0, MOST));
  return shown.length > SHOWN ? `${shown.slice(0, SHOWN - 1)}…` : shown;
}
