import { jsonText } from '../jsonText.ts';
import { type CallRow, callRows } from './callRows.ts';
import { type ConnectionRow, connectionRows } from './connectionRows.ts';
import { type FlowRow, flowRows, type OwnerOfFlow } from './flowRows.ts';
import type { GatheredSolution, Inventory } from './types.ts';

/**
 * The inventory for machines, version 1. Keys and their order are part of the format; what the files do not tell is `null`,
 * lists are never left out.
 */
export function toInventoryJson({ tool, of, solutions }: Inventory): string {
  const rows =
    of === 'flows'
      ? { flows: flowRows(solutions).map(flow) }
      : of === 'connections'
        ? { connections: connectionRows(solutions).map(connection) }
        : { calls: callRows(solutions).map(call) };
  const report = {
    version: 1,
    tool: { name: tool.name, version: tool.version },
    solutions: solutions.flatMap((one) => solution(one) ?? []),
    ...rows,
  };
  return jsonText(report);
}

function solution({ model, name, folder, mask }: GatheredSolution) {
  if (model === undefined) return undefined;
  return {
    name: mask(name),
    folder,
    version: model.version === undefined ? null : mask(model.version),
    managed: model.managed ?? null,
    layout: model.layout,
  };
}

function flow(row: FlowRow) {
  return {
    solution: row.solution === '' ? null : row.solution,
    folder: row.solution === '' ? null : row.folder,
    name: row.name,
    id: row.id ?? null,
    state: row.state ?? null,
    trigger: row.trigger ?? null,
    startedBy: row.startedBy === '' ? null : row.startedBy,
    caller: row.caller ?? null,
    owners: row.owners.map(owner),
    connectors: row.connectors.map(({ name, apiName, tier }) => ({ name, apiName, tier: tier ?? null })),
    connections: row.connections.map((one) => ({
      key: one.key,
      apiName: one.apiName ?? null,
      binding: one.binding,
      logicalName: one.logicalName ?? null,
      connectionName: one.connectionName ?? null,
      runtimeSource: one.source ?? null,
    })),
    securedSteps: row.securedSteps,
    steps: row.steps,
    errors: row.errors,
    warnings: row.warnings,
    infos: row.infos,
    known: row.known,
    file: row.file,
  };
}

function connection(row: ConnectionRow) {
  return {
    solution: row.solution === '' ? null : row.solution,
    folder: row.solution === '' ? null : row.folder,
    kind: row.kind,
    name: row.name,
    logicalName: row.logicalName ?? null,
    connector: row.connector,
    apiName: row.apiName,
    tier: row.tier ?? null,
    policyGroup: row.policyGroup === '' ? null : row.policyGroup,
    usedBy: row.usedBy.map((one) => ({
      flow: one.flow,
      file: one.file,
      runtimeSources: one.sources,
      steps: one.steps,
    })),
    badges: row.badges,
    settings: row.settings.map(({ fileName, file, state }) => ({ name: fileName, file, state })),
    owners: row.owners.map(owner),
  };
}

function call(row: CallRow) {
  return {
    solution: row.solution === '' ? null : row.solution,
    folder: row.solution === '' ? null : row.folder,
    caller: { kind: row.kind, name: row.caller, id: row.callerId ?? null },
    steps: row.steps,
    called: { name: row.called, id: row.calledId ?? null, inFolder: row.isThere },
    file: row.file,
  };
}

function owner(one: OwnerOfFlow) {
  return {
    name: one.name,
    kind: one.kind,
    form: one.form,
    role: one.role,
    environment: one.environment ?? null,
    source: one.source,
    file: one.file,
  };
}
