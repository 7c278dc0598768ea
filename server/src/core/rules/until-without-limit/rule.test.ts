import { expect, it } from 'vitest';
import { flowText } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';
import { openDocument } from '../../flow/index.ts';
import type { FlowRuleContext } from '../rule.ts';
import { rule } from './index.ts';

ruleSuite(import.meta.dirname);

const flowOf = (text: string) => openDocument({ uri: 'file:///Workflows/A.json', text }).flows[0]!;

it('takes time in proportion to loops and variables', () => {
  const loop = (at: number) => ({
    type: 'Until',
    expression: "@equals(variables('x'), 9)",
    limit: { count: 60, timeout: 'PT1H' },
    actions: {
      [`Ask_${at}`]: { type: 'Http', inputs: { method: 'GET', uri: 'https://api.contoso.example/jobs' } },
      [`Set_${at}`]: { type: 'SetVariable', inputs: { name: 'x', value: at } },
    },
  });
  const textOf = (size: number): string =>
    flowText({
      actions: Object.fromEntries(Array.from({ length: size }, (_, at) => [`Until_${at}`, loop(at)])),
    });
  const texts = new Map([2000, 8000].map((size) => [size, textOf(size)]));
  const flows = new Map([...texts].map(([size, text]) => [size, flowOf(text)]));
  expectLinear((size) => {
    let found = 0;
    rule.visit.flow!({ flow: flows.get(size)!, report: () => found++ } as unknown as FlowRuleContext);
    expect(found).toBe(500);
  }, 2000);
});
