// Checks the form of the sources (Biome), and that nothing is exported, kept or installed that nobody uses (knip).
import { spawnSync } from 'node:child_process';
import { root } from './ensureInstalled.mjs';

const PROGRAMS = [
  ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  ['node_modules/knip/bin/knip.js', '--no-progress'],
];

const codes = PROGRAMS.map(
  (args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status,
);
process.exitCode = codes.every((code) => code === 0) ? 0 : 1;
