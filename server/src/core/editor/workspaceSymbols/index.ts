/** Flows and their steps by name, over all files of a project. */
import type { FlowOverview } from '../../solution/overview/index.ts';
import { compareText } from '../../text/compare.ts';
import type { Span } from '../../text/span.ts';
import type { Project } from '../../workspace/project/index.ts';
import { plainLine } from '../plainLine.ts';

export interface FoundSymbol {
  readonly kind: 'flow' | 'trigger' | 'action';
  /** Plain text, never empty. */
  readonly name: string;
  /** Name of the flow around a step. */
  readonly flow: string | undefined;
  /** Address of the file. */
  readonly uri: string;
  /** In the text that was checked last; undefined for the file as a whole. */
  readonly span: Span | undefined;
}

/** More than anybody looks through. */
const MOST = 256;
/** Letters of a query that count. */
const LONGEST = 200;

/**
 * Flows by the name that people see, and steps, whose names hold the letters of `query` in that order; blanks and underscores are one,
 * capitals do not count. The closest first, of equally close ones flows first; 256 at most. Works on what is known of each flow: no file
 * is read.
 */
export function symbolsMatching(project: Project, query: string): readonly FoundSymbol[] {
  const wanted = folded(query.trim().slice(0, LONGEST));
  const found: (FoundSymbol & { readonly distance: number })[] = [];
  const look = (symbol: FoundSymbol): void => {
    const distance = distanceOf(folded(symbol.name), wanted);
    if (distance !== undefined) found.push({ ...symbol, distance });
  };
  const names = displayNames(project);
  for (const uri of project.flows.files()) {
    for (const flow of project.flows.flowsAt(uri)) {
      const own = names.get(uri) ?? flow.name;
      look({ kind: 'flow', name: own, flow: undefined, uri, span: undefined });
      for (const { name, role, span } of flow.names) look({ kind: role, name, flow: own, uri, span });
    }
  }
  return found
    .sort((a, b) => a.distance - b.distance || compareSymbols(a, b))
    .slice(0, MOST)
    .map(({ distance: _, ...one }) => ({ ...one, name: shown(one.name), flow: one.flow && shown(one.flow) }));
}

/** By address, for flows whose solution tells one. */
function displayNames(project: Project): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { flows } of project.models())
    for (const { uri, displayName } of flows)
      if (uri !== undefined && displayName !== undefined) names.set(uri, displayName.value);
  return names;
}

/** The name that people see of a flow. */
export function displayNameOf(project: Project, { uri, name }: FlowOverview): string {
  return shown(project.modelOf(uri)?.flowAt(uri)?.displayName?.value ?? name);
}

function compareSymbols(a: FoundSymbol, b: FoundSymbol): number {
  const rank = ({ kind }: FoundSymbol): number => (kind === 'flow' ? 0 : 1);
  return rank(a) - rank(b) || compareText(a.name, b.name) || compareText(a.uri, b.uri);
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll('_', ' ');
}

/** 0 for the name itself, more the further away; undefined when the letters are not there in that order. */
function distanceOf(name: string, wanted: string): number | undefined {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(` ${wanted}`)) return 2;
  if (name.includes(wanted)) return 3;
  let at = -1;
  for (const letter of wanted) {
    if (letter === ' ') continue;
    at = name.indexOf(letter, at + 1);
    if (at === -1) return undefined;
  }
  return 4;
}

function shown(name: string): string {
  const text = plainLine(name).replaceAll('_', ' ').trim();
  return text === '' ? '(no name)' : text;
}
