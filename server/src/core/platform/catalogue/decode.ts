/** What a connector's operation takes, as its publisher describes it, or as flows use it. */
export interface CatalogueOperation {
  /** As its publisher writes it; flows may write it in another case. */
  readonly id: string;
  /** What the designer calls it; undefined where flows alone tell of the operation. */
  readonly title: string | undefined;
  readonly isDeprecated: boolean;
  /** Where the designer shows it; '' is among the others. */
  readonly visibility: 'important' | 'advanced' | '';
  /** Only flows tell of it: its parameters are some of those it has, and nothing is known to be required. */
  readonly isFromFlows: boolean;
  /** In the order of the description. */
  readonly parameters: readonly CatalogueParameter[];
  /** Properties of the body that it gives back, as the description names them; empty where that is a table's, or not known. */
  readonly outputs: readonly string[];
}

export interface CatalogueParameter {
  /** Key below `inputs.parameters`: `emailMessage/To`. Of a dynamic one what comes before the part that varies: `item/`. */
  readonly path: string;
  /** What the designer calls it. */
  readonly title: string;
  /** The description requires a value, shows the parameter to makers and has no default for it. */
  readonly isRequired: boolean;
  /** What it may be, numbers and booleans as texts; empty where anything will do. */
  readonly values: readonly string[];
  /** Below its path is what a table, a document or a script of the maker decides. */
  readonly isDynamic: boolean;
}

/** Operations by lower-cased id. */
export type CatalogueConnector = ReadonlyMap<string, CatalogueOperation>;

/**
 * Where the lines of each connector stand in the text of the catalogue, as `scripts/packOperations.mjs` writes it: offsets of their
 * first and behind their last one.
 */
export function sectionsOf(text: string): Map<string, readonly [start: number, end: number]> {
  const sections = new Map<string, readonly [number, number]>();
  for (let at = text.indexOf('>'); at >= 0; ) {
    const start = text.indexOf('\n', at) + 1;
    if (start === 0) break;
    const next = text.indexOf('\n>', start);
    const end = next < 0 ? text.length : next + 1;
    sections.set(text.slice(at + 1, start - 1), [start, end]);
    at = next < 0 ? -1 : end;
  }
  return sections;
}

/** The lines of one connector. */
export function decodeConnector(lines: string): CatalogueConnector {
  const operations = new Map<string, CatalogueOperation>();
  for (const line of lines.split('\n')) {
    const [id = '', marks = '', title = '', ...parts] = line.split('\t');
    if (id === '') continue;
    const outputs = parts.at(-1)?.startsWith('<') === true ? parts.pop()!.slice(1).split('^') : [];
    operations.set(id.toLowerCase(), {
      id,
      title: title === '' ? undefined : title,
      isDeprecated: marks.includes('d'),
      visibility: marks.includes('i') ? 'important' : marks.includes('a') ? 'advanced' : '',
      isFromFlows: marks.includes('f'),
      parameters: parts.map(decodeParameter),
      outputs,
    });
  }
  return operations;
}

function decodeParameter(text: string): CatalogueParameter {
  const [named = '', ...values] = text.split('^');
  const equals = named.indexOf('=');
  const marked = equals < 0 ? named : named.slice(0, equals);
  const isRequired = marked.endsWith('!');
  const path = isRequired ? marked.slice(0, -1) : marked;
  const isDynamic = path.endsWith('/*');
  const fixed = isDynamic ? path.slice(0, -1) : path;
  return {
    path: fixed,
    title: equals < 0 ? lastPart(fixed) : named.slice(equals + 1),
    isRequired,
    values,
    isDynamic,
  };
}

function lastPart(path: string): string {
  const whole = path.endsWith('/') ? path.slice(0, -1) : path;
  return whole.slice(whole.lastIndexOf('/') + 1);
}
