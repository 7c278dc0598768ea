// Every name of a flow, however the file is written: from each place that means a thing, all of them are found at their exact spans.
import { describe, expect, it } from 'vitest';
import { check } from '../../../../../test/harness/check.ts';
import { compose, flowText, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import type { FlowModel } from '../../flow/model.ts';
import { placesInFlow, placesInText, symbolAt } from './index.ts';

const CHILD = '0a1b2c3d-1111-2222-3333-444455557777';

/** `‹tag:text›` is a place that means the thing called `tag`; `‹=tag:text›` defines it, `‹!tag:text›` sets it, `‹~tag:text›` labels it. */
const FLOW = {
  properties: {
    connectionReferences: {
      '‹=key:shared_sql›': {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: '‹ref:abc_sql›' },
        api: { name: 'shared_sql' },
      },
    },
    definition: {
      parameters: {
        $connections: { defaultValue: {}, type: 'Object' },
        '‹=site:It\'s "Site" (abc_Site)›': {
          defaultValue: 'x',
          type: 'String',
          metadata: { schemaName: '‹env:abc_Site›' },
        },
      },
      triggers: {
        '‹=manual:manual›': {
          type: 'Request',
          kind: 'Button',
          inputs: {
            schema: {
              type: 'object',
              properties: { '‹=input:text_1›': { type: 'string', title: '‹~input:Case number›' } },
              required: ['‹input:text_1›'],
            },
          },
        },
      },
      actions: {
        '‹=init:Start›': {
          type: 'InitializeVariable',
          inputs: { variables: [{ name: '‹=total:total›', type: 'integer', value: 1 }] },
          runAfter: {},
        },
        '‹=rows:Get_rows›': {
          type: 'OpenApiConnection',
          inputs: {
            host: {
              connectionName: '‹key:shared_sql›',
              operationId: 'GetItems_V2',
              apiId: '/providers/Microsoft.PowerApps/apis/shared_sql',
            },
            parameters: { table: "@{parameters('‹site:It''s \"Site\" (abc_Site)›')}" },
          },
          runAfter: { '‹init:START›': ['Succeeded'] },
        },
        '‹=loop:Each row›': {
          type: 'Foreach',
          foreach: "@outputs('‹rows:get_rows›')?['body/value']",
          actions: {
            Add: {
              type: 'IncrementVariable',
              inputs: { name: '‹!total:Total›', value: "@length(items('‹loop:Each row›')['total'])" },
            },
            '‹=call:Call›': {
              type: 'Workflow',
              inputs: {
                host: { workflowReferenceName: `‹child:${CHILD}›` },
                body: { '‹!given:text›': "@triggerBody()?['‹input:text_1›']", number: 1 },
              },
              runAfter: {},
            },
          },
          runAfter: { '‹rows:Get_rows›': ['Succeeded'] },
        },
        Last: {
          type: 'Compose',
          inputs: {
            "@{variables('‹total:TOTAL›')}":
              "a @{variables('‹total:total›')} b @{body('‹rows:Get_rows›')?['Get_rows']}",
            c: "@triggerOutputs()?['body/‹input:text_1›']",
            d: "@concat(outputs('‹manual:manual›'), parameters('$connections')['‹key:shared_sql›']['connectionId'])",
            e: "total @{concat('total', 'Get_rows')}",
          },
          runAfter: { '‹loop:Each row›': ['Succeeded'] },
        },
      },
    },
  },
};

interface Marked {
  readonly tag: string;
  readonly sort: string;
  readonly start: number;
  readonly end: number;
}

const SORTS: Record<string, string> = { '': 'read', '=': 'definition', '!': 'write', '~': 'label' };

function unmark(text: string): { readonly text: string; readonly marks: readonly Marked[] } {
  const marks: Marked[] = [];
  let plain = '';
  let at = 0;
  for (const match of text.matchAll(/‹([=!~]?)(\w+):([^›]*)›/g)) {
    plain += text.slice(at, match.index);
    const start = plain.length;
    plain += match[3]!;
    marks.push({ tag: match[2]!, sort: SORTS[match[1]!]!, start, end: plain.length });
    at = match.index + match[0].length;
  }
  return { text: plain + text.slice(at), marks };
}

const hex = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const escaped = (text: string): string =>
  text.replace(
    /‹([=!~]?\w+:)([^›]*)›/g,
    (_, head: string, name: string) =>
      `‹${head}${name.replace(/\\"|[A-Za-z']/g, (one) => hex(one.at(-1)!))}›`,
  );

const FORMS: Record<string, string> = {
  indented: JSON.stringify(FLOW, null, 2),
  'on one line': JSON.stringify(FLOW),
  'with a byte order mark and CRLF': `\ufeff${JSON.stringify(FLOW, null, '\t').replaceAll('\n', '\r\n')}`,
  escaped: escaped(JSON.stringify(FLOW, null, 2)),
};

describe.each(Object.keys(FORMS))('a flow %s', (form) => {
  const { text, marks } = unmark(FORMS[form]!);
  const analysis = check(text);
  const tags = [...new Set(marks.map((one) => one.tag))];

  it.each(tags)('tells every place of %s from each of them', (tag) => {
    const own = marks.filter((one) => one.tag === tag);
    const wanted = own
      .filter((one) => one.sort !== 'label')
      .map(({ sort: role, start, end }) => ({ role, start, end }));
    for (const mark of own) {
      for (const offset of [mark.start, mark.start + 1, mark.end]) {
        const symbol = symbolAt(analysis, offset)!;
        expect(symbol?.span, `at ${offset}`).toEqual({ start: mark.start, end: mark.end });
        const places = placesInFlow(symbol.flow!, symbol);
        expect(places.map(({ role, span }) => ({ role, ...span }))).toEqual(wanted);
      }
    }
  });

  it('finds the same in a text that nobody has checked', () => {
    const places = placesInText('file:///Workflows/Other.json', text, { kind: 'variable', name: 'TOTAL' });
    expect(places.map((one) => one.span.start)).toEqual(
      marks.filter((one) => one.tag === 'total').map((one) => one.start),
    );
  });

  it('holds each definition within all that is defined', () => {
    const [definition] = placesInFlow(analysis.flows[0]!.flow, { kind: 'step', name: 'each row' });
    const whole = text.slice(definition!.whole.start, definition!.whole.end);
    expect(whole.startsWith('"')).toBe(true);
    expect(Object.keys(JSON.parse(`{${whole}}`))).toEqual(['Each row']);
    const [variable] = placesInFlow(analysis.flows[0]!.flow, { kind: 'variable', name: 'total' });
    expect(JSON.parse(text.slice(variable!.whole.start, variable!.whole.end))).toMatchObject({
      name: 'total',
    });
  });

  it('means nothing by plain texts, values, functions and properties that look like names', () => {
    for (const needle of [
      "'total'",
      "'Get_rows')}",
      "['total']",
      "['Get_rows']",
      'length(',
      'Succeeded',
      'GetItems_V2',
    ]) {
      const at = text.indexOf(needle);
      if (form !== 'escaped') expect(at, needle).toBeGreaterThan(0);
      if (at > 0) expect(symbolAt(analysis, at + 2), needle).toBeUndefined();
    }
  });
});

describe('a name', () => {
  const flowOf = (actions: Steps) => check(flowText({ actions })).flows[0]!.flow;

  it('is told in an expression that does not parse, as far as it goes', () => {
    const broken = (inputs: string) => {
      const at = inputs.indexOf('|');
      const text = flowText({ actions: { A: compose(inputs.replace('|', '')) } });
      return symbolAt(check(text), text.indexOf(inputs.slice(0, at)) + at);
    };
    expect(broken("@concat(outputs('Be|en'), ")).toMatchObject({ kind: 'step', name: 'Been' });
    expect(broken("@concat(variables('t|otal'), ")).toMatchObject({ kind: 'variable', name: 'total' });
    expect(broken("@concat(parameters('t|otal'), ")).toMatchObject({ kind: 'parameter', name: 'total' });
    expect(broken("@concat(triggerBody()?['t|ext'], ")).toMatchObject({ kind: 'input', name: 'text' });
    expect(broken("@concat(triggerFormDataValue('te|xt'), ")).toBeUndefined();
  });

  it('has a place for each time that an expression names it, apart from what is written the same', () => {
    const flow = flowOf({ A: compose("@concat(body('B'), body('B'), 'B', body('b')?['B'])"), B: compose(1) });
    const places = placesInFlow(flow, { kind: 'step', name: 'b' });
    expect(places.map((one) => one.role)).toEqual(['read', 'read', 'read', 'definition']);
  });

  it('of a flow without any is nowhere', () => {
    expect(symbolAt(check('{}'), 1)).toBeUndefined();
    expect(symbolAt(check(''), 0)).toBeUndefined();
  });

  it('is found in a time that grows with the flow', () => {
    const flows = new Map<number, FlowModel>();
    expectLinear((size) => {
      const steps = Array.from({ length: size }, (_, index) => [
        `Step_${index}`,
        compose(`@outputs('Step_${Math.max(0, index - 1)}')`),
      ]);
      const flow = flows.get(size) ?? flowOf(Object.fromEntries(steps));
      flows.set(size, flow);
      flow.derived.clear();
      expect(placesInFlow(flow, { kind: 'step', name: 'Step_1' })).toHaveLength(2);
    }, 500);
  });
});
