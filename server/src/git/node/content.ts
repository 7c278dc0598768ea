import { createHash } from 'node:crypto';
import { decode, withoutMark } from '../../files/decode.ts';

/**
 * Whether a file of the work tree has the content that git stores under an id, line ends and UTF-16 apart, which git may convert. We
 * ask no git: it would run the filters that a repository names. What such a filter has changed counts as another content.
 */
export function hasContent(bytes: Uint8Array, id: string): boolean {
  if (blobId(bytes, id) === id) return true;
  const decoded = decode(bytes);
  if (decoded.kind !== 'text') return false;
  const stored = decoded.encoding === 'utf-8' ? decoded.text : withoutMark(decoded.text);
  const text = stored.replaceAll('\r\n', '\n');
  return blobId(new TextEncoder().encode(text), id) === id;
}

/** The id of a content, made as `like` was: git has SHA-1 and SHA-256. */
function blobId(bytes: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
