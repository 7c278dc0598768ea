import { expect, it } from 'vitest';
import { ownFiles, read, withoutComments } from './sources.ts';

/** Runs anew for each file. */
const SETUP = 'test/harness/setup.ts';

// Files share the modules of their worker: such a hook would count for the first file that imports the helper, and for no other.
it('no helper of tests sets up a hook as it is loaded', () => {
  const helpers = ownFiles().filter(
    (file) => /\.ts$/.test(file) && !/\.test\.ts$|^test\/vscode\//.test(file) && file !== SETUP,
  );
  expect(helpers.length).toBeGreaterThan(500);
  const hooks = helpers.filter((file) =>
    /^(?:before|after)(?:All|Each)\(/m.test(withoutComments(read(file))),
  );
  expect(hooks).toEqual([]);
});
