// `npm run bench [-- check|rules|lsp|trees|folder]`: bundles test/bench/ and runs it. Measures, prints, and gates nothing.
import { runBundled } from './runBundled.mjs';

if ((await runBundled('bench')) !== 0)
  process.stdout.write('The benchmark broke off; what it said stands above.\n');
