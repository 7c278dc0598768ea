import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsOf, outputsOf } from '../../../test/ci/support/runner.ts';
import { folderWith } from '../../../test/cli/support/folder.ts';
import { annotateError, withoutCommands, writeOutputs } from './workflowCommands.ts';

function collecting(): {
  readonly written: string[];
  isTTY: false;
  columns: undefined;
  write(text: string): void;
} {
  const written: string[] = [];
  return { written, isTTY: false, columns: undefined, write: (text) => void written.push(text) };
}

describe('what a runner reads in the output', () => {
  it('is nothing of a text that quotes files', async () => {
    const stdout = collecting();
    const result = await withoutCommands(stdout, async (inert) => {
      inert.write(
        '::error::planted\n  ::set-output name=new::0\nx ##[add-path]/planted\n::resume::\nno line end',
      );
      return 7;
    });
    expect(result).toBe(7);
    annotateError(stdout, 'all %\nis well');
    expect(commandsOf(stdout.written.join(''))).toEqual([
      { name: 'error', properties: { title: 'Lockkeeper' }, message: 'all %\nis well' },
    ]);
  });

  it('is something again after a failure', async () => {
    const stdout = collecting();
    await expect(withoutCommands(stdout, () => Promise.reject(new Error('planted')))).rejects.toThrow(
      'planted',
    );
    expect(commandsOf(`${stdout.written.join('')}::notice::seen\n`)).toHaveLength(1);
  });
});

describe('outputs', () => {
  it('hold any value, and go behind those that are there', async () => {
    const file = join(await folderWith({ 'output.txt': 'before=1\n' }), 'output.txt');
    const hostile = 'x\nnew=0\nEOF\nsarif-file<<EOF\nelsewhere\nEOF';
    await writeOutputs(
      fs,
      file,
      new Map([
        ['new', '3'],
        ['sarif-file', hostile],
      ]),
    );
    expect([...outputsOf(await fs.readFile(file, 'utf8'))]).toEqual([
      ['before', '1'],
      ['new', '3'],
      ['sarif-file', hostile],
    ]);
  });
});
