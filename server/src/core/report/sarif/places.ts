import type { ArtifactLocation, Location, PhysicalLocation, Region } from 'sarif';
import { visible } from '../../text/shown.ts';
import type { Range, Span } from '../../text/span.ts';
import type { ReportPlace } from '../reportInput.ts';

/** What relative addresses are relative to: readers put the folder of their copy of the repository in its place. */
export const BASE = '%SRCROOT%';

/**
 * SARIF 3.11.6: viewers make `[x](1)` in the text of a message a link; brackets of that meaning have a backslash in front, and
 * so has a backslash beside them. Texts that hold no link stay as they are, because not every viewer takes backslashes away.
 */
export function messageText(text: string): string {
  const shown = visible(text);
  return shown.includes('](') ? shown.replace(/[\\[\]]/g, '\\$&') : shown;
}

export function location(place: ReportPlace, message?: string): Location {
  return {
    physicalLocation: physical(place),
    ...(place.pointer === ''
      ? {}
      : { logicalLocations: [{ fullyQualifiedName: place.pointer, kind: 'element' }] }),
    ...(message === undefined ? {} : { message: { text: messageText(message) } }),
  };
}

function physical(place: ReportPlace): PhysicalLocation {
  return { artifactLocation: artifact(place.file), region: region(place.range, place.span, place.bom) };
}

/** SARIF wants some lists to hold nothing twice. */
export function distinct<T>(all: readonly T[]): T[] {
  const seen = new Set<string>();
  return all.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}

/** Lines and columns are 1-based; a byte order mark is not part of the content. */
export function region({ start, end }: Range, span: Span, bom: boolean): Region {
  const mark = bom ? 1 : 0;
  const column = (line: number, character: number) => Math.max(1, character + 1 - (line === 0 ? mark : 0));
  return {
    startLine: start.line + 1,
    startColumn: column(start.line, start.character),
    endLine: end.line + 1,
    endColumn: column(end.line, end.character),
    charOffset: Math.max(0, span.start - mark),
    charLength: span.end - span.start,
  };
}

/** A path outside of the root stays relative to it; on another drive it becomes a file address. */
export function artifact(file: string): ArtifactLocation {
  const encoded = file.split('/').map(encodeSegment).join('/');
  if (/^[A-Za-z]:\//.test(file))
    return { uri: `file:///${file.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}` };
  if (file.startsWith('/')) return { uri: `file://${encoded}` };
  return { uri: encoded, uriBaseId: BASE };
}

function encodeSegment(segment: string): string {
  try {
    return encodeURIComponent(segment);
  } catch {
    // A lone surrogate in a file name.
    return encodeURIComponent(segment.replace(/[\ud800-\udfff]/g, '\ufffd'));
  }
}
