// Language server for node. The command line tool loads this bundle too and takes the core from it, so that a package
// holds the core once for both.
import { startOnNode } from './start.ts';

export * from '../core/index.ts';
export { startOnNode };

if (require.main === module) startOnNode();
