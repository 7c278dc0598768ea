// What helpers of tests have to take away again. Files share the modules of their worker, so that a hook in a helper would count for the
// first file alone: `setup.ts` asks for it at the end of each.

const pending: (() => unknown)[] = [];

/** Does something once the tests of the running file are over. */
export function afterFile(work: () => unknown): void {
  pending.push(work);
}

/** Does all of it, what came last first. */
export async function tidyUp(): Promise<void> {
  for (const work of pending.splice(0).reverse()) await work();
}
