// The script of the web worker. Its name is the address of `dist/`, from which it loads the core (`scripts/bundles.mjs`).
import { startInWorker } from './start.ts';

startInWorker();
