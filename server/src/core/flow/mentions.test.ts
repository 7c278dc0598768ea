import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowText } from '../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../test/harness/growth.ts';
import { childFlowId } from '../exposure/childFlow.ts';
import { flowIdOf } from './identity.ts';
import { openDocument } from './index.ts';
import { calledFlowIds, mayMention, possibleFlowIds } from './mentions.ts';

const ID = '0a1b2c3d-1111-2222-3333-444455556666';
const OTHER = '1A1B2C3D-1111-2222-3333-444455556666';

const calling = (...ids: string[]): string =>
  flowText({
    actions: Object.fromEntries(
      ids.map((id, at) => [
        `Call_${at}`,
        { type: 'Workflow', inputs: { host: { workflowReferenceName: id } }, runAfter: {} },
      ]),
    ),
  });

/** The same JSON with characters of a word escaped. */
const escaped = (text: string, word: string, wanted: (at: number) => boolean): string =>
  text.replaceAll(word, (whole) =>
    [...whole].map((one, at) => (wanted(at) ? `\\u00${one.charCodeAt(0).toString(16)}` : one)).join(''),
  );

describe('what a text says of flows without being parsed', () => {
  it('are the flows that it calls', () => {
    expect([...calledFlowIds(calling(ID, OTHER))]).toEqual([ID, OTHER.toLowerCase()]);
    expect([...calledFlowIds(calling())]).toEqual([]);
    expect([...calledFlowIds(`{"workflowReferenceName"\n :\r\n\t"${ID}"}`)]).toEqual([ID]);
  });

  it('is never less than the parsed flow tells, however it is written', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 36, maxLength: 36 }), fc.nat(8), (marks, spaces) => {
        const text = JSON.stringify(JSON.parse(calling(ID, OTHER)), null, spaces);
        const hidden = [ID, OTHER, 'workflowReferenceName'].reduce(
          (one, word) => escaped(one, word, (at) => marks[at] === true),
          text,
        );
        const [flow] = openDocument({ uri: 'file:///a.json', text: hidden }).flows;
        const parsed = flow!.actions.flatMap((action) => childFlowId(flow!, action) ?? []);
        expect(parsed).toHaveLength(2);
        expect([...calledFlowIds(hidden)]).toEqual(parsed);
      }),
    );
  });

  it('is the id of the flow, from the name of its file, else from the definition', () => {
    expect([...possibleFlowIds(`file:///Orders-${OTHER}.json`, '')]).toEqual([OTHER.toLowerCase()]);
    const inner = JSON.parse(calling()) as { properties: unknown };
    const text = escaped(
      JSON.stringify({ name: ID, type: 'Microsoft.Flow/flows', ...inner }),
      ID,
      (at) => at % 3 === 0,
    );
    const id = flowIdOf(openDocument({ uri: 'file:///definition.json', text }));
    expect(id).toBe(ID);
    expect([...possibleFlowIds('file:///definition.json', text)]).toContain(id);
  });

  it('is whether it may name something', () => {
    expect(mayMention('{"a":"ABC_vault"}', 'abc_vault')).toBe(true);
    expect(mayMention('{"a":"ABC\\u005fvault"}', 'abc_vault')).toBe(true);
    expect(mayMention('{"a":"abc-vault"}', 'abc_vault')).toBe(false);
  });

  it('takes no longer than a hostile text is long', () => {
    expectLinear((size) => void calledFlowIds('"workflowReferenceName"   '.repeat(size)), 4000);
    expectLinear((size) => void possibleFlowIds('file:///a.json', '"name"  '.repeat(size)), 4000);
  });
});
