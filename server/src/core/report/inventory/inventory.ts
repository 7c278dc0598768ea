import { count } from '../../text/count.ts';
import { pushTo } from '../../text/groupedBy.ts';
import { printable } from '../display.ts';
import type { InventoryFormat } from '../options.ts';
import { type Palette, PLAIN } from '../palette.ts';
import { shortened } from '../shorten.ts';
import { type CallRow, callRows } from './callRows.ts';
import {
  CALL_COLUMNS,
  CONNECTION_COLUMNS,
  type Column,
  connectorText,
  FLOW_COLUMNS,
  namesOf,
  stepsOf,
} from './columns.ts';
import { type ConnectionRow, connectionRows } from './connectionRows.ts';
import { toCsv } from './csv.ts';
import { type FlowRow, flowRows } from './flowRows.ts';
import { toInventoryJson } from './inventoryJson.ts';
import { toMarkdownTable } from './markdownTable.ts';
import { fittingColumns, toTextTable } from './textTable.ts';
import type { Inventory } from './types.ts';

export interface InventoryOptions {
  readonly palette?: Palette;
  /** Of the text; undefined for as wide as it gets. */
  readonly width?: number | undefined;
}

/** Writes the inventory. The rows and their order are the same in every format; the text leaves out columns. */
export function toInventory(
  format: InventoryFormat,
  inventory: Inventory,
  options: InventoryOptions = {},
): string {
  if (format === 'json') return toInventoryJson(inventory);
  const { of, solutions } = inventory;
  if (of === 'connections') {
    const rows = connectionRows(solutions);
    if (format === 'csv') return toCsv(CONNECTION_COLUMNS, rows);
    if (format === 'markdown') return toMarkdownTable(filledColumns(CONNECTION_COLUMNS, rows), rows);
    return asText(rows, CONNECTION_TEXT, options, connectionSummary(rows));
  }
  if (of === 'calls') {
    const rows = callRows(solutions);
    if (format === 'csv') return toCsv(CALL_COLUMNS, rows);
    if (format === 'markdown') return toMarkdownTable(filledColumns(CALL_COLUMNS, rows), rows);
    return asText(rows, CALL_TEXT, options, `${count(rows.length, 'call')}${solutionCount(rows)}`);
  }
  const rows = flowRows(solutions);
  if (format === 'csv') return toCsv(FLOW_COLUMNS, rows);
  if (format === 'markdown') return toMarkdownTable(filledColumns(FLOW_COLUMNS, rows), rows);
  return asText(rows, FLOW_TEXT, options, flowSummary(rows));
}

const FLOW_TEXT: readonly Column<FlowRow>[] = [
  { title: 'Flow', isKey: true, value: (row) => row.name },
  { title: 'State', value: (row) => row.state ?? '' },
  { title: 'Started by', value: (row) => row.startedBy },
  { title: 'Owner', leaves: 2, value: (row) => namesOf(row.owners, 'owner') },
  { title: 'Connectors', leaves: 1, value: (row) => row.connectors.map(connectorText).join(', ') },
  { title: 'Secured', value: (row) => `${row.securedSteps} of ${row.steps}` },
  { title: 'Errors', value: (row) => row.errors },
  { title: 'Warnings', value: (row) => row.warnings },
];

const CONNECTION_TEXT: readonly Column<ConnectionRow>[] = [
  { title: 'Connection', isKey: true, value: (row) => row.name },
  { title: 'Connector', value: (row) => (row.tier ? `${row.connector} (${row.tier})` : row.connector) },
  { title: 'Policy group', leaves: 2, value: (row) => row.policyGroup },
  { title: 'Flows', value: (row) => row.usedBy.length },
  { title: 'Steps', value: stepsOf },
  { title: 'Used by', leaves: 1, value: (row) => row.usedBy.map((one) => one.flow).join(', ') },
  { title: 'Notes', value: (row) => row.badges.map((one) => one.label).join(', ') },
  { title: 'Owner', leaves: 2, value: (row) => namesOf(row.owners, 'runs connection') },
];

const CALL_TEXT: readonly Column<CallRow>[] = [
  { title: 'Caller', isKey: true, value: (row) => row.caller },
  {
    title: 'Calls',
    isKey: true,
    value: (row) => (row.isThere ? row.called : `${row.called} (not in the folder)`),
  },
  { title: 'In steps', leaves: 1, value: (row) => row.steps.join(', ') },
];

/** For people, columns without anything in them are left out; where others read along, they stay. */
function filledColumns<R>(columns: readonly Column<R>[], rows: readonly R[]): readonly Column<R>[] {
  return columns.filter((column) => rows.length === 0 || rows.some((row) => column.value(row) !== ''));
}

const INDENT = '  ';

/** One table a solution, all with the same columns. */
function asText<R extends { readonly solution: string; readonly folder: string }>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  { palette = PLAIN, width }: InventoryOptions,
  summary: string,
): string {
  const lines: string[] = [];
  const { shown, left } = fittingColumns(filledColumns(columns, rows), rows, width && width - INDENT.length);
  for (const [heading, group] of bySolution(rows)) {
    const title = width === undefined ? heading : shortened([heading], width)[0]!;
    lines.push(palette.strong(title));
    lines.push(...toTextTable(shown, group, { palette, width, indent: INDENT }), '');
  }
  lines.push(summary);
  if (left.length > 0) lines.push(palette.faint(`Left out for want of room: ${left.join(', ')}.`));
  return `${lines.join('\n')}\n`;
}

function bySolution<R extends { readonly solution: string; readonly folder: string }>(
  rows: readonly R[],
): ReadonlyMap<string, readonly R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const name = row.solution === '' ? 'Outside of any solution' : `${row.solution} (${row.folder})`;
    const heading = printable(name);
    pushTo(groups, heading, row);
  }
  return groups;
}

function solutionCount(rows: readonly { readonly solution: string; readonly folder: string }[]): string {
  const folders = new Set(rows.flatMap((row) => (row.solution === '' ? [] : [row.folder])));
  return folders.size === 0 ? '' : ` in ${count(folders.size, 'solution')}`;
}

function flowSummary(rows: readonly FlowRow[]): string {
  const sum = (of: (row: FlowRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const found = `${count(
    sum((row) => row.errors),
    'error',
  )}, ${count(
    sum((row) => row.warnings),
    'warning',
  )}`;
  return `${count(rows.length, 'flow')}${solutionCount(rows)}: ${found}`;
}

function connectionSummary(rows: readonly ConnectionRow[]): string {
  return `${count(rows.length, 'connection')}${solutionCount(rows)}`;
}
