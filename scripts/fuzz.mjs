// `npm run fuzz [-- --seconds N] [--seed N] [--cases N] [--only NAME,NAME]`: bundles test/fuzz/ and runs it.
import { runBundled } from './runBundled.mjs';

process.exitCode = await runBundled('fuzz');
