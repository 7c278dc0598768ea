// What a repair changes in a folder, byte by byte, as a patch beside the test (`UPDATE=1` writes it).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import { expect } from 'vitest';
import { FAKES } from './fakes.ts';
import type { Workspace } from './repairs.ts';

/** `path`: of the patch. Addresses in the workspaces begin with `root`. */
export function expectGoldenPatch(path: string, before: Workspace, after: Workspace, root: string): void {
  const patches = [...after].flatMap(([uri, text]) => {
    const old = before.get(uri);
    if (old === text) return [];
    const file = uri.slice(root.length);
    const from = old === undefined ? '/dev/null' : file;
    const patch = createTwoFilesPatch(from, file, lines(old ?? ''), lines(text));
    return [patch.slice(patch.indexOf('---'))];
  });
  const text = collapse(patches.join(''));
  if (process.env.UPDATE === '1') writeFileSync(path, text);
  expect(existsSync(path), `${path} is there (UPDATE=1 writes it)`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

/** A file on one line is cut at its commas, so that a patch can be read; what ends a line shows. */
function lines(text: string): string {
  return text.includes('\n') ? text : text.replace(/([,{])(?=")/g, '$1\n');
}

/** Goldens keep planted secrets by name. */
function collapse(text: string): string {
  let result = text;
  for (const [name, value] of Object.entries(FAKES)) result = result.replaceAll(value, `{{${name}}}`);
  return result;
}
