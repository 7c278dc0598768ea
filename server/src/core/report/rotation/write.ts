import { count } from '../../text/count.ts';
import { printable } from '../display.ts';
import { type Column, toMarkdownTable } from '../inventory/index.ts';
import { jsonText } from '../jsonText.ts';
import type { RotationFormat } from '../options.ts';
import type { SecretPlace, SecretToRotate } from './rotation.ts';

/** Places named one by one. */
const MOST_PLACES = 3;

/** Writes the list of secrets to replace. Values are masked in every format. */
export function toRotation(
  format: RotationFormat,
  rows: readonly SecretToRotate[],
  tool: { readonly name: string; readonly version: string },
): string {
  if (format === 'json') return jsonText({ version: 1, tool, secrets: rows.map(jsonRow) });
  if (format === 'markdown')
    return `# Secrets to replace\n\n${introOf(rows)}\n\n${rows.length === 0 ? '' : toMarkdownTable(COLUMNS, rows)}`;
  return `${[...rows.map(textRow), introOf(rows)].join('\n')}\n`;
}

const COLUMNS: readonly Column<SecretToRotate>[] = [
  { title: 'Secret', value: ({ kind, masked }) => `${kind} ${masked}` },
  { title: 'Replace it in', value: ({ where }) => where },
  { title: 'In the files', value: ({ isThere }) => (isThere ? 'yes' : 'no longer; git history keeps it') },
  { title: 'Where', value: ({ places }) => placesOf(places) },
  { title: 'Expires', value: ({ expires }) => expires ?? '' },
];

function introOf(rows: readonly SecretToRotate[]): string {
  if (rows.length === 0) return 'No secret stands in the files.';
  const gone = rows.filter(({ isThere }) => !isThere).length;
  const left =
    gone === 0 ? '' : ` ${gone} of them no longer stand in the files, and are in git history all the same.`;
  return `${count(rows.length, 'secret')} to replace where ${rows.length === 1 ? 'it was' : 'they were'} issued: what was committed once stays known.${left}`;
}

function textRow({ kind, masked, where, isThere, places, expires }: SecretToRotate): string {
  const lines = [
    `${kind} ${masked}${isThere ? '' : ' (no longer in the files)'}`,
    `  replace  ${where}`,
    `  ${isThere ? 'stands' : 'stood '}   ${placesOf(places)}`,
    ...(expires === undefined ? [] : [`  expires  ${expires}`]),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function placesOf(places: readonly SecretPlace[]): string {
  const shown = places
    .slice(0, MOST_PLACES)
    .map(({ file, line, step }) => `${file}:${line}${step === undefined ? '' : ` ("${step}")`}`);
  const more = places.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function jsonRow({ kind, where, masked, isThere, expires, places }: SecretToRotate) {
  return {
    ...{ kind, where, masked, inFiles: isThere, expires: expires ?? null },
    places: places.map(({ file, line, step }) => ({ file, line, step: step ?? null })),
  };
}
