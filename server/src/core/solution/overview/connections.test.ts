import { describe, expect, it } from 'vitest';
import {
  compose,
  connector,
  flowModel,
  flowText,
  type StepJson,
} from '../../../../../test/harness/flowBuilder.ts';
import { expectLinear } from '../../../../../test/harness/growth.ts';
import { openDocument } from '../../flow/index.ts';
import type { FlowModel } from '../../flow/model.ts';
import { ownConnector, sameConnector, unusedConnections, usesByKey } from './connections.ts';

const APIS = '/providers/Microsoft.PowerApps/apis/';

describe('sameConnector', () => {
  it('compares ids and names without case, path and counter', () => {
    expect(sameConnector('shared_office365', `${APIS}Shared_Office365`)).toBe(true);
    expect(sameConnector('shared_office365_2', 'shared_office365')).toBe(true);
    expect(sameConnector('shared_office365', 'shared_office365users')).toBe(false);
  });

  it('does not know whether two custom connectors differ, only that none is a standard one', () => {
    const own = 'shared_abc-5fmyapi-5f00aa11bb22cc33dd';
    expect(sameConnector(own, own)).toBe(true);
    expect(sameConnector(own, 'shared_abc-5fmyapi-5fff99ee88dd77cc66')).toBeUndefined();
    expect(sameConnector(own, 'shared_office365')).toBe(false);
    expect(sameConnector('', 'shared_office365')).toBeUndefined();
  });
});

describe('ownConnector', () => {
  const own = (apiId: string): string | undefined => {
    const step = connector('office365', 'SendEmailV2', {}) as { inputs: { host: object } };
    const host = { ...step.inputs.host, apiId };
    const flow = flowModel({ actions: { A: { ...step, inputs: { ...step.inputs, host } } as StepJson } });
    return ownConnector(flow.tree, flow.actions[0]!);
  };

  it('is what the step says itself', () => {
    expect(own(`${APIS}shared_office365`)).toBe('shared_office365');
    for (const silent of ['', 'shared_office365', `@{variables('x')}/apis/shared_office365`])
      expect(own(silent)).toBeUndefined();
    expect(own('providers/Microsoft.ProcessSimple/operationGroups/schedule')).toBeUndefined();
  });
});

/** A flow whose first step is ours, with the builder's connections. */
const unusedBeside = (value: string): string[] =>
  keys(flowModel({ actions: { A: connector('office365', 'SendEmailV2', {}), B: compose(value) } }));
const keys = (flow: FlowModel): string[] => [...unusedConnections(flow)].map((one) => one.key);

describe('unusedConnections', () => {
  it('are those that no step and no text names', () => {
    expect(unusedBeside('nothing')).not.toContain('shared_office365');
    expect(unusedBeside('nothing')).toContain('shared_teams');
    expect(unusedBeside('the key shared_teams_1')).toContain('shared_teams');
    expect(unusedBeside('the key SHARED_TEAMS.')).not.toContain('shared_teams');
    expect(unusedBeside("@parameters('$connections')['shared_teams']['connectionId']")).not.toContain(
      'shared_teams',
    );
  });

  it('cannot be told where an expression works the key out, or the JSON is damaged', () => {
    expect(unusedBeside("@parameters('$connections')[variables('x')]")).toEqual([]);
    expect(unusedBeside("@string(parameters('$connections'))")).toEqual([]);
    const text = flowText({ actions: {} });
    const open = (damaged: string) =>
      openDocument({ uri: 'file:///Workflows/A.json', text: damaged }).flows[0]!;
    expect(keys(open(text)).length).toBeGreaterThan(0);
    expect(keys(open(text.replace('"runtimeSource":', '"runtimeSource"')))).toEqual([]);
  });

  it('take time in proportion to the flow', () => {
    const flowOf = (size: number): string => {
      const raw = JSON.parse(flowText({ actions: { A: compose('shared_x '.repeat(size)) } }));
      for (let at = 0; at < size; at++)
        raw.properties.connectionReferences[`shared_x-${at}`] = { api: { name: 'shared_x' } };
      return JSON.stringify(raw);
    };
    const texts = new Map([500, 2000].map((size) => [size, flowOf(size)]));
    expectLinear((size) => {
      const flow = openDocument({ uri: 'file:///Workflows/A.json', text: texts.get(size)! }).flows[0]!;
      expect(unusedConnections(flow).size).toBeGreaterThanOrEqual(size);
      expect(usesByKey(flow).size).toBe(0);
    }, 500);
  });
});
