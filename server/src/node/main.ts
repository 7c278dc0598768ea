// Language server for node. The command line tool loads this bundle too, to start it.
import { startOnNode } from './start.ts';

export { startOnNode };

if (require.main === module) startOnNode();
