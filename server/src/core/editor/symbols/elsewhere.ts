import type { SolutionModel } from '../../solution/index.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import { type Span, touches } from '../../text/span.ts';
import { renamableInFile } from '../rename/places.ts';
import type { Named, SymbolAt } from './types.ts';

/** What is known around a file. */
export interface AroundFile {
  /** The solution of the file. */
  readonly solution: SolutionModel | undefined;
  readonly flows: {
    /** Files that hold flows. */
    files(): Iterable<string>;
    flowsAt(uri: string): readonly FlowOverview[];
    overviewOf(flowId: string, solution: SolutionModel | undefined): FlowOverview | undefined;
  };
}

/**
 * Another file that names a thing: at `span`, in UTF-16 code units of the text that the solution was read from, or wherever the text of
 * a flow names `named` (`placesInText`), which only some of them may define (`mayDefine`).
 */
export type Elsewhere =
  | { readonly uri: string; readonly span: Span; readonly role: 'definition' | 'read' }
  | { readonly uri: string; readonly named: Named; readonly mayDefine: boolean };

/**
 * Where other files than `uri` name a thing, definitions first; the flow itself, if it is one, is asked with `placesInFlow`. `uri` is '' for
 * all files.
 */
export function elsewhere(symbol: Named, uri: string, around: AroundFile): readonly Elsewhere[] {
  const { kind, name } = symbol;
  switch (kind) {
    case 'childFlow':
      return [...fileOf(name, around), ...callers(name, symbol, uri, around)];
    case 'childInput': {
      const flowId = symbol.flowId ?? '';
      const child = around.flows.overviewOf(flowId, around.solution)?.uri;
      return [
        ...(child === undefined
          ? []
          : [{ uri: child, named: { kind: 'input', name } as const, mayDefine: true }]),
        ...callers(flowId, symbol, uri, around),
      ];
    }
    case 'input': {
      const flowId = around.flows.flowsAt(uri)[0]?.flowId;
      // A flow that calls itself gives inputs, too: its own file is asked as well.
      return flowId === undefined ? [] : callers(flowId, { kind: 'childInput', name, flowId }, '', around);
    }
    case 'connectionReference':
    case 'environmentVariable':
      return [...inSolution(symbol, around.solution), ...namingFlows(symbol, uri, around)];
    default:
      return [];
  }
}

function fileOf(flowId: string, { flows, solution }: AroundFile): readonly Elsewhere[] {
  const uri = flows.overviewOf(flowId, solution)?.uri ?? solution?.flow(flowId)?.uri;
  return uri === undefined ? [] : [{ uri, role: 'definition', span: { start: 0, end: 0 } }];
}

/** Files of the flows that call one. */
function callers(flowId: string, named: Named, own: string, { flows }: AroundFile): readonly Elsewhere[] {
  const lower = flowId.toLowerCase();
  const calls = (flow: FlowOverview): boolean => flow.children.some((one) => one.flowId === lower);
  return filesWith(calls, named, own, flows);
}

function namingFlows(symbol: Named, own: string, { flows }: AroundFile): readonly Elsewhere[] {
  const lower = symbol.name.toLowerCase();
  const names = ({ connections, variables, secrets }: FlowOverview): boolean =>
    symbol.kind === 'connectionReference'
      ? connections.some((one) => one.logicalName?.toLowerCase() === lower)
      : // Steps that read a variable which is a secret name it themselves.
        secrets.length > 0 || variables.some((one) => one.schemaName.toLowerCase() === lower);
  return filesWith(names, symbol, own, flows);
}

function filesWith(
  test: (flow: FlowOverview) => boolean,
  named: Named,
  own: string,
  flows: AroundFile['flows'],
): readonly Elsewhere[] {
  const found: Elsewhere[] = [];
  for (const uri of flows.files())
    if (uri !== own && flows.flowsAt(uri).some(test)) found.push({ uri, named, mayDefine: false });
  return found.sort((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** What the files beside the flows say, definitions first. */
function inSolution({ kind, name }: Named, solution: SolutionModel | undefined): readonly Elsewhere[] {
  const lower = name.toLowerCase();
  const found = [...namesBeside(solution)].filter(
    (one) => one.kind === kind && one.name.toLowerCase() === lower,
  );
  return found
    .sort((a, b) => Number(a.role === 'read') - Number(b.role === 'read'))
    .map(({ uri, span, role }) => ({ uri, span, role }));
}

interface NameBeside {
  readonly kind: 'connectionReference' | 'environmentVariable';
  readonly name: string;
  readonly uri: string;
  readonly span: Span;
  readonly role: 'definition' | 'read';
}

/** Component types of a manifest: the definition of an environment variable, its value. */
const OF_VARIABLES: ReadonlySet<number> = new Set([380, 381]);

function* namesBeside(solution: SolutionModel | undefined): Iterable<NameBeside> {
  if (solution === undefined) return;
  for (const { logicalName } of solution.connectionReferences)
    yield { kind: 'connectionReference', role: 'definition', ...named(logicalName) };
  for (const { definition, values } of solution.environmentVariables) {
    const kind = 'environmentVariable';
    if (definition !== undefined) yield { kind, role: 'definition', ...named(definition.schemaName) };
    for (const { schemaName } of values)
      if (schemaName !== undefined) yield { kind, role: 'read', ...named(schemaName) };
  }
  for (const { type, schemaName } of solution.rootComponents)
    if (schemaName !== undefined && OF_VARIABLES.has(type))
      yield { kind: 'environmentVariable', role: 'read', ...named(schemaName) };
  for (const settings of solution.deploymentSettings) {
    for (const { logicalName } of settings.connectionReferences)
      yield { kind: 'connectionReference', role: 'read', ...named(logicalName) };
    for (const { schemaName } of settings.environmentVariables)
      yield { kind: 'environmentVariable', role: 'read', ...named(schemaName) };
  }
}

function named({ value, uri, span }: { value: string; uri: string; span: Span }) {
  return { name: value, uri, span };
}

/** The connection reference or environment variable that a file beside the flows names at an offset. */
export function symbolInFile(solution: SolutionModel, uri: string, offset: number): SymbolAt | undefined {
  for (const { kind, name, span, ...place } of namesBeside(solution))
    if (place.uri === uri && touches(span, offset)) return { kind, name, span, flow: undefined };
  const variable = renamableInFile(solution, uri, offset);
  return (
    variable && {
      kind: 'environmentVariable',
      name: variable.schemaName,
      span: variable.span,
      flow: undefined,
    }
  );
}
