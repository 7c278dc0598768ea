/** The one command that such a link may run. */
import * as l10n from '../l10n/index.ts';
export const COMMAND = 'lockkeeper.editExpression';

/**
 * A Markdown link that edits the expression at a place. The address of the file is data of the command, and can neither end the link
 * nor begin another one: of all that is no letter and no digit the code is written.
 */
export function editLink(uri: string, line: number, character: number): string {
  const data = JSON.stringify([uri, { line, character }]);
  const codes = [...new TextEncoder().encode(data)].map((byte) => {
    const sign = String.fromCharCode(byte);
    return /[A-Za-z0-9]/.test(sign) ? sign : `%${byte.toString(16).padStart(2, '0')}`;
  });
  const [label, title] = [
    l10n.t('Edit Expression'),
    l10n.t('Over several lines, in an editor beside the flow'),
  ];
  return `[${label}](command:${COMMAND}?${codes.join('')} "${title}")`;
}
