// Entry of the suite: VS Code's extension host calls `run` and takes a rejection as failure.
import './setup.ts';
import 'suite:tests';
import mocha from 'mocha';

/** Runs every test; rejects when one fails. */
export function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures > 0) reject(new Error(`${failures} failed`));
      else resolve();
    });
  });
}
