import { type Candidates, RANK } from '../candidate.ts';
import { matchesOf } from '../matches.ts';
import { isPlaceholder } from '../placeholder.ts';
import { isoFromEpoch } from './jwt.ts';

/** The signature in an address of Amazon S3 or Google Cloud Storage, which opens what it points to. */
const SIGNATURE = /[?&;]X-(Amz|Goog)-Signature=([0-9a-f]{64,1024})(?![0-9A-Za-z])/gi;
/** How far before and behind the signature the rest of the query is looked at. */
const AROUND = 1500;
const STORES: ReadonlyMap<string, string> = new Map([
  ['amz', 'signed URL of Amazon S3'],
  ['goog', 'signed URL of Google Cloud Storage'],
]);

/** `X-Amz-Credential`: the id of the key that signed, no secret. */
export function isPresignedBy(name: string): boolean {
  return /^X-(?:Amz|Goog)-Credential$/i.test(name);
}

/** `X-Amz-Date` and, in seconds from then, `X-Amz-Expires`. */
function expiryIn(query: string): string | undefined {
  const date = /[?&;]X-(?:Amz|Goog)-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/i.exec(query);
  const seconds = /[?&;]X-(?:Amz|Goog)-Expires=(\d{1,7})(?!\d)/i.exec(query)?.[1];
  if (date === null || seconds === undefined) return undefined;
  const [year, month, day, hour, minute, second] = date.slice(1).map(Number);
  const from = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) / 1000;
  return isoFromEpoch(from + Number(seconds));
}

/** Signatures of presigned URLs. */
export function findPresignedUrls(text: string, out: Candidates): void {
  for (const { 0: pair, 1: store, 2: value, index } of matchesOf(text, SIGNATURE)) {
    if (out.full) return;
    if (isPlaceholder(value!)) continue;
    const end = index + pair.length;
    const before = text.slice(Math.max(0, index - AROUND), index);
    // The query of this URL alone.
    const query =
      before.slice(before.lastIndexOf('?')) + /^[^\s"'<>?]*/.exec(text.slice(end, end + AROUND))![0];
    const expires = expiryIn(query);
    out.add({
      kind: 'signed-url',
      label: STORES.get(store!.toLowerCase())!,
      span: { start: end - value!.length, end },
      confidence: 'high',
      rank: RANK.format + 5,
      ...(expires ? { expires } : {}),
    });
  }
}
