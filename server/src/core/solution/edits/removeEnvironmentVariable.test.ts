import { describe, expect, it } from 'vitest';
import { applied, only, UNPACKED } from '../testing.ts';
import { addEnvironmentVariable, isRefused, removeEnvironmentVariable, type SolutionEdit } from './index.ts';

const FOLDER = 'src/environmentvariabledefinitions/abc_ApiUrl';
const reason = (edit: SolutionEdit): string => (isRefused(edit) ? edit.refused : 'not refused');

describe('removing an environment variable', () => {
  it('takes its definition, its values, and its entries in manifest and settings', () => {
    const after = applied(UNPACKED, removeEnvironmentVariable(only(UNPACKED), 'ABC_APIURL'));
    expect(Object.keys(after).filter((path) => path.startsWith(FOLDER))).toEqual([]);
    const model = only(after);
    expect(model.environmentVariable('abc_ApiUrl')).toBeUndefined();
    expect(model.rootComponents.some((one) => one.schemaName?.value.toLowerCase() === 'abc_apiurl')).toBe(
      false,
    );
    const settings = after['config/deploymentSettings.json']!;
    expect(settings).not.toContain('abc_ApiUrl');
    JSON.parse(settings);
    // All else is as it was.
    expect(model.flows.length).toBe(only(UNPACKED).flows.length);
    expect(Object.keys(after).length).toBe(
      Object.keys(UNPACKED).filter((path) => !path.startsWith(FOLDER)).length,
    );
  });

  it('takes back what was added, byte for byte', () => {
    const variable = { schemaName: 'abc_New', displayName: 'New', type: 'String' as const };
    const added = applied(UNPACKED, addEnvironmentVariable(only(UNPACKED), variable));
    expect(applied(added, removeEnvironmentVariable(only(added), 'abc_New'))).toEqual(UNPACKED);
  });

  it('leaves other files of the folder alone', () => {
    const beside = { ...UNPACKED, [`${FOLDER}/flow-owners.json`]: '{"flows":[]}' };
    const after = applied(beside, removeEnvironmentVariable(only(beside), 'abc_ApiUrl'));
    expect(Object.keys(after).filter((path) => path.startsWith(FOLDER))).toEqual([
      `${FOLDER}/flow-owners.json`,
    ]);
  });

  it('is refused for what is not defined, and where a file is damaged', () => {
    expect(reason(removeEnvironmentVariable(only(UNPACKED), 'abc_None'))).toContain('does not define');
    for (const path of ['src/Other/Solution.xml', 'config/deploymentSettings.json']) {
      const damaged = { ...UNPACKED, [path]: UNPACKED[path]!.slice(0, -30) };
      expect(reason(removeEnvironmentVariable(only(damaged), 'abc_ApiUrl')), path).not.toBe('not refused');
    }
  });
});
