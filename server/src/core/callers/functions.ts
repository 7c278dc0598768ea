import { type ResultShape, resultShape } from '../expressions/index.ts';

/**
 * Functions through which a caller's characters come out as they went in: lower-cased name, and the arguments that come
 * through (all when none are given). Everything else encodes, measures, compares or parses, and counts as harmless; that
 * errs on the side of silence.
 */
const TEXT: ReadonlyMap<string, readonly number[] | undefined> = new Map([
  ['concat', undefined],
  ['tolower', [0]],
  ['toupper', [0]],
  ['trim', [0]],
  ['substring', [0]],
  ['slice', [0]],
  ['replace', [0, 2]],
  ['split', [0]],
  ['join', [0]],
  ['trimbyteordermark', [0]],
  // Decoders give back what the caller encoded.
  ['decodeuricomponent', [0]],
  ['uricomponenttostring', [0]],
  ['base64tostring', [0]],
  ['decodebase64', [0]],
  ['datauritostring', [0]],
]);

/** Functions that keep the structure of a value. */
const STRUCTURE: ReadonlyMap<string, readonly number[] | undefined> = new Map([
  ['json', [0]],
  ['string', [0]],
  ['coalesce', undefined],
  ['if', [1, 2]],
  ['union', undefined],
  ['intersection', undefined],
  ['take', [0]],
  ['skip', [0]],
  ['sort', [0]],
  ['reverse', [0]],
  ['setproperty', [0, 2]],
  ['addproperty', [0, 2]],
  ['removeproperty', [0]],
]);

/** How a call hands on its arguments; undefined when a caller's text does not come through. */
export type Passing = {
  readonly args: readonly number[] | undefined;
  readonly shape: ResultShape;
};

export function passingOf(lowerName: string): Passing | undefined {
  if (TEXT.has(lowerName)) return { args: TEXT.get(lowerName), shape: 'text' };
  const shape = resultShape(lowerName);
  if (STRUCTURE.has(lowerName)) return { args: STRUCTURE.get(lowerName), shape };
  if (shape === 'element') return { args: [0], shape };
  return shape === 'list' ? { args: undefined, shape } : undefined;
}
