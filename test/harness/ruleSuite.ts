import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruleById } from '../../server/src/core/rules/index.ts';
import { expectMasked } from './check.ts';
import { configFor } from './exampleConfig.ts';
import { flowCases } from './flowCases.ts';
import { fixtureConfig } from './ruleConfig.ts';
import { flowFixture, type RuleFixture, solutionFixture } from './ruleFixtures.ts';

/**
 * Runs the fixtures of one rule, all rules of the default profile on but the hints about what nobody reads; a rule of another profile as
 * if the config named it:
 * - `accept-*`: no finding at all, and nothing to repair;
 * - `reject-*`: exactly the marked findings, and every repair of them holds what it promises.
 * `cases.jsonc` holds flows (see `flowCases.ts`), `*.solution` is the files of a workspace with the flows in it. Each also in the other
 * shapes that such files have. A `lockkeeper.config.json` beside them gives the policy they are checked with.
 */
export function ruleSuite(folder: string): void {
  const ruleId = basename(folder);
  const fixtures = join(folder, 'fixtures');
  const meta = ruleById(ruleId)?.meta;
  if (meta === undefined) {
    it(`${ruleId} is registered`, () => {
      expect.fail(`rule ${ruleId} is not registered: add its line to server/src/core/rules/registry.ts`);
    });
    return;
  }
  const config = fixtureConfig(fixtures, configFor(meta));
  const names = readdirSync(fixtures).sort();
  const flows = flowCases(fixtures);
  const solutions = names.filter((name) => name.endsWith('.solution'));
  if (flows.length > 0 || solutions.length === 0)
    describe(ruleId, () =>
      run(
        ruleId,
        flows.map((one) => flowFixture(one, config)),
      ),
    );
  if (solutions.length > 0)
    describe(`${ruleId} in solutions`, () =>
      run(
        ruleId,
        solutions.map((name) => solutionFixture(join(fixtures, name), config)),
      ));
}

function run(ruleId: string, fixtures: readonly RuleFixture[]): void {
  it('has accept and reject fixtures', () => {
    expect(fixtures.some(({ name }) => name.startsWith('accept-'))).toBe(true);
    expect(fixtures.some(({ name }) => name.startsWith('reject-'))).toBe(true);
  });
  for (const { name, expected, variants, check } of fixtures) {
    /** Of the fixture as it is. */
    let own: readonly string[] | undefined;
    it(name, () => {
      const { failures, findings, places, identities, hold } = check();
      own = identities;
      expect(failures).toEqual([]);
      if (places !== undefined) expect(places).toEqual(expected);
      if (name.startsWith('accept-')) expect(expected).toEqual([]);
      else expect(findings.map((one) => one.ruleId)).toContain(ruleId);
      for (const { message, hint } of findings) expectMasked(`${message} ${hint}`);
      hold();
    });
    for (const variant of variants) {
      it(`${name}, ${variant}`, () => {
        const { identities, hold } = check(variant);
        own ??= check().identities;
        expect(identities).toEqual(own);
        hold();
      });
    }
  }
}
