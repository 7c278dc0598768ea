// The script of the web worker. On node the other bundles take the core from it, so that a package holds it once; the
// server for workers is then not even set up.
export * from '../core/index.ts';

// Before any message is taken: a worker handles none while its script and what that has promised run.
if ('importScripts' in globalThis) void import('./start.ts').then(({ startInWorker }) => startInWorker());
