import { MAX_NAME_LENGTH } from './limits.ts';

/** True for the name of a file that may be an archive. */
export function isArchiveName(name: string): boolean {
  return /\.zip$/i.test(name);
}

/** Upper half of code page 437, which names without the UTF-8 mark are in (APPNOTE of the format, appendix D). */
const CODE_PAGE_437 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The name of an entry. Many tools write UTF-8 without saying so: what is valid UTF-8 is taken as such. */
export function decodeName(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Array.from(bytes, (byte) =>
      byte < 128 ? String.fromCharCode(byte) : CODE_PAGE_437[byte - 128]!,
    ).join('');
  }
}

/** `path`: with `/`, without `.` and empty parts; '' for the archive itself. `reason`: the rest of a sentence about the name. */
export type EntryPath =
  | { readonly path: string; readonly isFolder: boolean }
  | { readonly path: undefined; readonly reason: string };

/** Where an entry lies in its archive, or why its name is not taken. */
export function pathOfName(name: string): EntryPath {
  const refused = (reason: string): EntryPath => ({ path: undefined, reason });
  if (name.length > MAX_NAME_LENGTH) return refused(`is longer than ${MAX_NAME_LENGTH} characters`);
  if (/[\0-\x1f\x7f]/.test(name)) return refused('holds control characters');
  // Some tools on Windows write their own separator.
  const path = name.replaceAll('\\', '/');
  if (/^[a-z]:/i.test(path)) return refused('begins with a drive letter');
  if (path.startsWith('/')) return refused('is absolute');
  const parts = path.split('/');
  if (parts.includes('..')) return refused('leads out of the archive');
  return {
    path: parts.filter((part) => part !== '' && part !== '.').join('/'),
    isFolder: /(?:^|\/)\.?$/.test(path),
  };
}
