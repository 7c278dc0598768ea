import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { keepCompiled } from './compileCache.ts';

const folders: string[] = [];
const made = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lockkeeper-'));
  folders.push(folder);
  return folder;
};
const kept = (temporary: string): string[] => {
  const asked: string[] = [];
  keepCompiled((folder) => asked.push(folder), temporary);
  return asked;
};

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('keeps compiled scripts in a folder of the temporary one, which it makes for the user alone', () => {
  const temporary = made();
  const [folder, ...more] = kept(temporary);
  expect(more).toEqual([]);
  expect(readdirSync(temporary).map((name) => join(temporary, name))).toEqual([folder]);
  if (process.platform !== 'win32') expect(statSync(folder!).mode & 0o777).toBe(0o700);
  expect(kept(temporary)).toEqual([folder]);
});

it.skipIf(process.platform === 'win32')('keeps and runs nothing where others can write', () => {
  const temporary = made();
  const [folder] = kept(temporary);
  chmodSync(folder!, 0o777);
  expect(kept(temporary)).toEqual([]);
  chmodSync(folder!, 0o700);
  renameSync(folder!, join(temporary, 'elsewhere'));
  symlinkSync(join(temporary, 'elsewhere'), folder!);
  expect(kept(temporary)).toEqual([]);
});

it('goes on where nothing can be written, and where node keeps nothing', () => {
  expect(kept(join(made(), '\0'))).toEqual([]);
  expect(() => keepCompiled(undefined, made())).not.toThrow();
});
