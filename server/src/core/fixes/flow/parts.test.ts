import { describe, expect, it } from 'vitest';
import {
  compose,
  flowModel,
  flowText,
  getSecret,
  type StepJson,
} from '../../../../../test/harness/flowBuilder.ts';
import { openDocument } from '../../flow/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { applyEdits, type TextEdit } from '../../text/textEdit.ts';
import { addConnection, connectionFor, connectionKey, isWithoutAuthentication } from './connection.ts';
import { addParameter, boundParameter, parameterName } from './parameter.ts';

type Raw = { properties: { connectionReferences?: unknown; definition: { parameters?: unknown } } };

/** A flow changed by hand before it is read. */
function flowWith(change: (raw: Raw) => void, indent: number | undefined = 2): FlowModel {
  const raw = JSON.parse(flowText({ actions: { A: compose(1) } })) as Raw;
  change(raw);
  return openDocument({ uri: 'file:///Workflows/S.json', text: JSON.stringify(raw, undefined, indent) })
    .flows[0]!;
}

const written = (flow: FlowModel, edits: TextEdit[] | undefined): Raw =>
  JSON.parse(applyEdits(flow.tree.text, edits!)) as Raw;

const PARAMETER = {
  name: 'API address (abc_ApiUrl)',
  schemaName: 'abc_ApiUrl',
  type: 'String',
  defaultValue: 'https://x "y"',
  description: '',
} as const;
const WRITTEN = {
  defaultValue: 'https://x "y"',
  type: 'String',
  metadata: { schemaName: 'abc_ApiUrl', description: '' },
};

describe('a flow without authentication', () => {
  it('is one whose connector steps all lack it, and that has some', () => {
    const { authentication, ...inputs } = getSecret().inputs as StepJson;
    expect(authentication).toBeDefined();
    const without: StepJson = { ...getSecret(), inputs };
    expect(isWithoutAuthentication(flowModel({ actions: { A: without, B: compose(1) } }))).toBe(true);
    expect(isWithoutAuthentication(flowModel({ actions: { A: without, B: getSecret() } }))).toBe(false);
    expect(isWithoutAuthentication(flowModel({ actions: { B: compose(1) } }))).toBe(false);
  });
});

describe('a parameter', () => {
  it('is added at the end, or with the list', () => {
    const some = flowWith(() => {});
    const parameters = written(some, addParameter(some, PARAMETER)).properties.definition.parameters;
    expect(Object.keys(parameters as object)).toEqual(['$connections', '$authentication', PARAMETER.name]);
    expect(parameters).toMatchObject({ [PARAMETER.name]: WRITTEN });
    for (const change of [
      (raw: Raw) => {
        raw.properties.definition.parameters = {};
      },
      (raw: Raw) => {
        delete raw.properties.definition.parameters;
      },
    ]) {
      const flow = flowWith(change);
      expect(written(flow, addParameter(flow, PARAMETER)).properties.definition.parameters).toEqual({
        [PARAMETER.name]: WRITTEN,
      });
    }
  });

  it('is not added to what is no object', () => {
    const flow = flowWith((raw) => {
      raw.properties.definition.parameters = [];
    });
    expect(addParameter(flow, PARAMETER)).toBeUndefined();
  });

  it('leaves the default out when there is none', () => {
    const flow = flowWith(() => {});
    const { parameters } = written(flow, addParameter(flow, { ...PARAMETER, defaultValue: undefined }))
      .properties.definition;
    expect((parameters as Record<string, object>)[PARAMETER.name]).not.toHaveProperty('defaultValue');
  });

  it('that is bound to the variable is known without case', () => {
    const flow = flowWith((raw) => {
      raw.properties.definition.parameters = {
        Mine: { type: 'String', metadata: { schemaName: 'ABC_apiurl' } },
      };
    });
    expect(boundParameter(flow, 'abc_ApiUrl')?.name).toBe('Mine');
    expect(boundParameter(flow, 'abc_Other')).toBeUndefined();
  });

  it('gets a name that is free', () => {
    const flow = flowWith((raw) => {
      raw.properties.definition.parameters = { 'api ADDRESS (abc_ApiUrl)': { type: 'String' } };
    });
    expect(parameterName(flow, 'API address', 'abc_ApiUrl')).toBe('API address (abc_ApiUrl) 2');
    expect(parameterName(flow, 'Key', 'abc_Key')).toBe('Key (abc_Key)');
  });
});

const reference = (name: string, more: object = {}): object => ({
  runtimeSource: 'embedded',
  connection: { connectionReferenceLogicalName: name },
  api: { name: 'shared_keyvault' },
  ...more,
});

describe('a connection', () => {
  const withReferences = (connectionReferences: unknown): FlowModel =>
    flowWith((raw) => {
      raw.properties.connectionReferences = connectionReferences;
    });

  it('of the flow is taken when it runs as the maker', () => {
    const flow = withReferences({
      a: reference('abc_a', { runtimeSource: 'invoker' }),
      b: reference('abc_b', { impersonation: { source: 'invoker' } }),
      // Bound to a connection of one environment: nothing to build on.
      c: { runtimeSource: 'embedded', connection: { name: 'x' }, api: { name: 'shared_keyvault' } },
      d: reference('abc_d'),
    });
    expect(connectionFor(flow, 'shared_keyvault')?.key).toBe('d');
    expect(connectionFor(flow, 'shared_teams')).toBeUndefined();
    expect(
      connectionFor(withReferences({ a: reference('a', { runtimeSource: 'invoker' }) }), 'shared_keyvault'),
    ).toBe(undefined);
  });

  it('of a legacy package is taken as it names it', () => {
    const text = JSON.stringify({
      type: 'Microsoft.Flow/flows',
      ...(JSON.parse(flowText({ actions: {} })) as Raw),
    }).replace(
      /"shared_keyvault":\{[^}]*\}[^}]*\}\}/,
      '"shared_keyvault":{"connectionName":"shared-keyvault-1","source":"Embedded","id":"/providers/Microsoft.PowerApps/apis/shared_keyvault"}',
    );
    const flow = openDocument({ uri: 'file:///definition.json', text }).flows[0]!;
    expect(flow.wrapper).toBe('legacy-package');
    expect(connectionFor(flow, 'shared_keyvault')?.key).toBe('shared_keyvault');
  });

  it('gets the key that the designer would take', () => {
    const flow = withReferences({ SHARED_keyvault: {}, shared_keyvault_1: {} });
    expect(connectionKey(flow, 'shared_keyvault')).toBe('shared_keyvault_2');
    expect(connectionKey(flow, 'shared_teams')).toBe('shared_teams');
  });

  it('is added at the end, or with the list', () => {
    const expected = reference('abc_x');
    for (const before of [undefined, {}, { other: { api: {} } }]) {
      for (const indent of [2, undefined]) {
        const flow = flowWith((raw) => {
          if (before === undefined) delete raw.properties.connectionReferences;
          else raw.properties.connectionReferences = before;
        }, indent);
        const edits = addConnection(flow, 'shared_keyvault', 'shared_keyvault', 'abc_x');
        expect(written(flow, edits).properties.connectionReferences).toEqual({
          ...before,
          shared_keyvault: expected,
        });
      }
    }
    expect(addConnection(withReferences([]), 'k', 'a', 'l')).toBeUndefined();
  });
});
