import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Fact } from '../fact.ts';
import type { FileReading, RootComponent, SolutionProblem } from '../facts.ts';
import { idFact, NOTHING, numberFact, type Reader } from './fact.ts';

/** Longest YAML text read. */
const MAX_YAML_LENGTH = 4_000_000;

export interface YamlFile {
  readonly uri: string;
  readonly text: string;
  readonly base: number;
  readonly root: Node | null;
  readonly problems: readonly SolutionProblem[];
}

/** Never throws; anchors, aliases and tags are not followed. */
export function parseYaml(uri: string, text: string): YamlFile {
  const base = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const failed = (message: string, at = 0): YamlFile => {
    const span = { start: at, end: Math.min(at + 1, text.length) };
    return { uri, text, base, root: null, problems: [{ uri, message, span }] };
  };
  if (text.length > MAX_YAML_LENGTH) return failed('This file is too large to be read.');
  try {
    const found = parseDocument(text.slice(base), {
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
    });
    const [error] = found.errors;
    if (error !== undefined) {
      const at = Math.min(base + error.pos[0], text.length);
      return { ...failed('This YAML is not well-formed.', at), root: found.contents };
    }
    return { uri, text, base, root: found.contents, problems: [] };
  } catch {
    return failed('This YAML is nested too deeply to be read.');
  }
}

/** Value of a key, without case; `undefined` when it is absent. */
export function valueAt(map: unknown, name: string): unknown {
  if (!isMap(map)) return undefined;
  const wanted = name.toLowerCase();
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value).toLowerCase() === wanted)
    ?.value;
}

/** A scalar as it is written: `1.10` stays `1.10`. */
export function scalarFact(file: YamlFile, node: unknown): Fact<string> | undefined {
  if (!isScalar(node) || node.range == null || node.value === null) return undefined;
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  const value = node.source ?? String(node.value);
  if (value === '') return undefined;
  const span = { start: file.base + node.range[0] + quoted, end: file.base + node.range[1] - quoted };
  return { uri: file.uri, value, span };
}

/** Follows names without case. The XML's root element may be there as a key or not. */
function find(file: YamlFile, ...names: readonly string[]): Fact<string> | undefined {
  const starts: unknown[] = [file.root];
  for (const wrapper of ['ImportExportXml', 'SolutionManifest', 'Solution', 'Publisher']) {
    for (const start of [...starts]) {
      const inner = valueAt(start, wrapper);
      if (isMap(inner)) starts.push(inner);
    }
  }
  for (const start of starts) {
    const fact = scalarFact(file, names.reduce(valueAt, start));
    if (fact !== undefined) return fact;
  }
  return undefined;
}

/** `solutions/<name>/solution.yml`. The folder is named after the solution (documented); the keys inside are not documented. */
export const readYamlManifest: Reader = (uri, text): FileReading => {
  const file = parseYaml(uri, text);
  return {
    facts: {
      kind: 'manifest',
      name: find(file, 'UniqueName'),
      version: find(file, 'Version'),
      managed: numberFact(find(file, 'Managed')),
      publisher: find(file, 'Publisher', 'UniqueName'),
      prefix: find(file, 'Publisher', 'CustomizationPrefix'),
      languageCode: find(file, '@languagecode')?.value,
      rootComponents: undefined,
      required: undefined,
    },
    problems: file.problems,
  };
};

/** Entries of a list that are maps; the list may stand under one root key. */
function entries(root: unknown): YAMLMap[] | undefined {
  const list = isSeq(root) ? root : isMap(root) && root.items.length === 1 ? root.items[0]!.value : undefined;
  return isSeq(list) ? list.items.filter((one): one is YAMLMap => isMap(one)) : undefined;
}

/** `rootcomponents.yml` */
export const readYamlRootComponents: Reader = (uri, text): FileReading => {
  const file = parseYaml(uri, text);
  const list = entries(file.root);
  if (list === undefined) return { ...NOTHING, problems: file.problems };
  const rootComponents = list.flatMap((entry): RootComponent[] => {
    const type = numberFact(scalarFact(file, valueAt(entry, '@type')));
    if (type === undefined) return [];
    const [start = 0, end = start] = entry.range ?? [];
    return [
      {
        type: type.value,
        id: idFact(scalarFact(file, valueAt(entry, '@id'))),
        schemaName: scalarFact(file, valueAt(entry, '@schemaName')),
        source: { uri, span: { start: file.base + start, end: file.base + end } },
      },
    ];
  });
  return { facts: { kind: 'yamlRootComponents', rootComponents }, problems: file.problems };
};

/** `solutioncomponents.yml` */
export const readYamlComponents: Reader = (uri, text): FileReading => {
  const file = parseYaml(uri, text);
  const list = entries(file.root);
  if (list === undefined) return { ...NOTHING, problems: file.problems };
  const paths = list.flatMap((entry) => scalarFact(file, valueAt(entry, '@path')) ?? []);
  return { facts: { kind: 'yamlComponents', paths }, problems: file.problems };
};

/** `publishers/<name>/publisher.yml` */
export const readYamlPublisher: Reader = (uri, text): FileReading => {
  const file = parseYaml(uri, text);
  return {
    facts: {
      kind: 'yamlPublisher',
      name: find(file, 'UniqueName'),
      prefix: find(file, 'CustomizationPrefix'),
    },
    problems: file.problems,
  };
};
