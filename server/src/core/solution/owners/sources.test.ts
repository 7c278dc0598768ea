// One folder of files for each source of owners: what is read from it, with the place of every fact.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Folder, line, owned, ROOT, SOLUTION } from './testing.ts';
import type { OwnerConflict } from './types.ts';

const root = path.join(import.meta.dirname, 'fixtures');
const cases = readdirSync(root).filter((name) => !name.endsWith('.golden.txt'));

function filesOf(name: string): Record<string, string> {
  const folder: Record<string, string> = {};
  for (const entry of readdirSync(path.join(root, name), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = path.join(entry.parentPath, entry.name);
    folder[path.relative(path.join(root, name), full).replaceAll(path.sep, '/')] = readFileSync(full, 'utf8');
  }
  return folder;
}

function shown(folder: Folder): string {
  const { model, owners } = owned(folder);
  const conflict = ({ environment, facts }: OwnerConflict): string =>
    `  ! ${environment === undefined ? '' : `in ${environment}: `}${facts.map((one) => one.principal.name).join(' or ')}`;
  const lines = owners.flows.flatMap(({ flow, facts, conflicts, review, places }) => [
    flow.displayName?.value ?? flow.id ?? '',
    ...facts.map((fact) => `  ${line(fact, folder)}`),
    ...conflicts.map(conflict),
    ...(review === undefined ? [] : [`  review by ${review.date}`]),
    ...places.map(
      (one) =>
        `  could be recorded in ${one.uri.slice(ROOT.length + 1)}${one.exists ? '' : ' (new)'}: ${one.name}`,
    ),
  ]);
  for (const { connection, facts, conflicts } of owners.connections)
    lines.push(
      `connection ${connection}`,
      ...facts.map((fact) => `  ${line(fact, folder)}`),
      ...conflicts.map(conflict),
    );
  for (const { uri, message, span } of model.problems) {
    const file = uri.slice(ROOT.length + 1);
    const text = folder[file]!;
    const at = text.slice(0, span.start).split('\n').length;
    lines.push(
      `problem ${file}:${at} ${JSON.stringify(text.slice(span.start, span.end).slice(0, 40))} ${message}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

describe('sources of owners', () => {
  it.each(cases)('%s', (name) => {
    const own = filesOf(name);
    const folder = name === 'package' ? own : { ...SOLUTION, ...own };
    const file = path.join(root, `${name}.golden.txt`);
    const text = shown(folder);
    if (process.env.UPDATE === '1') writeFileSync(file, text);
    expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '');
  });
});
