import type { ValueContext } from './types.ts';

/**
 * Signed addresses that the platform itself writes beside what people make: they expire by themselves, nobody can renew them,
 * and there is a picture behind them. The same stores keep other things (`document.msapp` is an app with its formulas), so a
 * host counts only for a picture: by the file's name, or by the key that it stands under.
 */
interface PlatformStore {
  /** Cheap test for the host. */
  readonly mark: string;
  readonly host: RegExp;
  /** File names of pictures there. */
  readonly picture: RegExp;
  /** Keys that hold pictures: in a flow's metadata, in the connection references and the description of a canvas app. */
  readonly keys: ReadonlySet<string>;
}

const STORES: readonly PlatformStore[] = [
  {
    mark: 'pafeblobprod',
    host: /^pafeblobprod[a-z0-9]{0,8}(?:-secondary)?\.blob\.core\.windows\.net$/i,
    picture: /(?:_iconblob\.(?:png|jpe?g|gif|svg)|[/-]logosmallfile|\/icon\.(?:png|jpe?g|svg))$/i,
    keys: new Set(['iconuri', 'iconurl', 'backgroundimageuri', 'teamscoloriconurl', 'teamsoutlineiconurl']),
  },
];

/** No address is looked for further back. */
const REACH = 2048;
/** The address that the end of a text lies in, with the JSON key before it where the text is JSON. */
const ADDRESS =
  /(?:"([A-Za-z]{1,40})\\{0,2}"\s{0,4}:\s{0,40}\\{0,2}")?https:\/\/([a-z0-9.-]{1,253})(?::\d{1,5})?(\/[^\s"'<>?]{0,1024})\?[^\s"'<>]*$/i;

/** Does what stands at `offset` belong to a picture of the platform's own? `text` and `context` as for `findSecrets`. */
export function isPlatformPicture(text: string, offset: number, context: ValueContext): boolean {
  const before = text.slice(Math.max(0, offset - REACH), offset);
  for (const { mark, host, picture, keys } of STORES) {
    // From the host on alone: what stands further out may be another address.
    const at = before.toLowerCase().lastIndexOf(mark);
    if (at === -1) continue;
    const match = ADDRESS.exec(before.slice(Math.max(0, at - 100)));
    if (match === null || !host.test(match[2]!)) continue;
    const key = match[1] ?? context.names.at(-1) ?? '';
    if (picture.test(match[3]!) || keys.has(key.toLowerCase())) return true;
  }
  return false;
}
