/** The flows and connections of a call as lists: rows, and the rows as text, JSON, CSV and Markdown. */

export type { Column } from './columns.ts';
export { type ConnectionRow, connectionRows } from './connectionRows.ts';
export { type FlowRow, flowRows } from './flowRows.ts';
export { type InventoryOptions, toInventory } from './inventory.ts';
export { markdownText, toMarkdownTable } from './markdownTable.ts';
export type * from './types.ts';
export type { Inventory } from './types.ts';
