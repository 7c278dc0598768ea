// `npm run bench`: what a check costs beside parsing the same text, and how fast the server answers an edit.
// Compare the ratios, not the milliseconds: only the ratios mean the same on every machine. Nothing here can fail a build.
import { corpusFiles, hasCorpus, loadFolder, samplesFolder } from '../corpus/load.ts';
import { benchChanged } from './changed.ts';
import { benchCheck } from './checks.ts';
import { benchFolder } from './folder.ts';
import { benchRules } from './rules.ts';
import { benchServer } from './server.ts';
import { benchTrees } from './trees.ts';

const only = process.argv[2];
const files = hasCorpus ? corpusFiles() : loadFolder(samplesFolder);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`${files.length} JSON files from ${hasCorpus ? 'the corpus' : 'samples/ (there is no corpus)'}`);
if (only === undefined || only === 'check') benchCheck(files, say);
if (only === undefined || only === 'rules') benchRules(files, say);
if (only === undefined || only === 'lsp') await benchServer(files, say);
if (only === undefined || only === 'trees') await benchTrees(files, say);
if (only === undefined || only === 'folder') await benchFolder(files, say);
if (only === undefined || only === 'changed') await benchChanged(files, say);
