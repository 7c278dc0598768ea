const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** Everything before the last `/`. */
export function parentOf(uri: string): string {
  const slash = uri.lastIndexOf('/');
  return slash === -1 ? '' : uri.slice(0, slash);
}

/** Last segment, decoded. */
export function fileNameOf(uri: string): string {
  return decode(uri.slice(uri.lastIndexOf('/') + 1));
}

/** Both without a trailing `/`; a folder holds itself. */
export function isWithin(folder: string, uri: string): boolean {
  return uri.startsWith(folder) && (uri.length === folder.length || uri[folder.length] === '/');
}

/** Decoded segments below `folder`; empty when the file is not in it. */
export function segmentsBelow(folder: string, uri: string): string[] {
  if (!isWithin(folder, uri) || uri.length === folder.length) return [];
  return uri
    .slice(folder.length + 1)
    .split('/')
    .map(decode);
}

/** `names` must need no encoding, or be encoded already. */
export function join(folder: string, ...names: readonly string[]): string {
  return [folder, ...names].join('/');
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** First GUID in a text, lower-cased. */
export function guidIn(text: string): string | undefined {
  return GUID.exec(text.slice(-300))?.[0].toLowerCase();
}

/** True for a GUID and nothing else. */
export function isGuid(text: string): boolean {
  return text.length === 36 && GUID.test(text);
}
