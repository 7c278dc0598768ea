import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../../test/harness/evaluator.ts';
import { functionList, parseTemplate, problemsOfCall, templateExprs, visitExpr } from '../index.ts';
import { examplesOf } from './examples.ts';

const all = functionList.flatMap((info) =>
  examplesOf(info.name.toLowerCase()).map((one) => ({ info, ...one })),
);

/** The functions that real flows use most, the most used first. */
const MOST_USED =
  'outputs parameters items body variables triggerOutputs triggerBody encodeUriComponent equals item first workflow if json ' +
  'decodeBase64 length utcNow concat coalesce replace split formatDateTime contains not empty greater string addDays or substring ' +
  'guid union last and int sub xpath add toLower rand less join xml listCallbackUrl div agentParameters base64ToString mul result ' +
  'indexOf min lessOrEquals setProperty greaterOrEquals base64ToBinary float skip convertToUtc ticks trim appsetting addMinutes ' +
  'base64 createArray actions range dayOfWeek convertFromUtc addHours';

describe('examples', () => {
  it('are there for what people use', () => {
    const without = MOST_USED.split(' ').filter((name) => examplesOf(name.toLowerCase()).length === 0);
    expect(without).toEqual([]);
    expect(MOST_USED.split(' ').length).toBeGreaterThanOrEqual(60);
    expect(examplesOf('constructor')).toEqual([]);
  });

  it.each(all.map((one) => [one.call, one] as const))(
    '%s parses and breaks no rule',
    (call, { info, gives }) => {
      const template = parseTemplate(`@${call}`);
      expect(template.problems).toEqual([]);
      const names: string[] = [];
      for (const expr of templateExprs(template)) {
        visitExpr(expr, (node) => {
          if (node.kind !== 'call') return;
          names.push(node.name);
          expect(problemsOfCall(node)).toEqual([]);
        });
      }
      expect(names[0]).toBe(info.name);
      expect(gives).not.toMatch(/\.$/);
    },
  );

  it('are right where the value is a plain text or number that can be computed here', () => {
    const none = { parameters: new Map(), outputs: new Map() };
    const computed =
      'length replace tolower trim uricomponent encodeuricomponent decodeuricomponent equals'.split(' ');
    for (const name of computed) {
      const [example] = examplesOf(name);
      expect(evaluate(`@${example!.call}`, none), name).toEqual(evaluate(`@${example!.gives}`, none));
    }
  });
});
