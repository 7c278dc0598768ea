import { describe, expect, it } from 'vitest';
import { flowText, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { DEFAULT_CONFIG } from '../../config/index.ts';
import type { FlowOwners, OwnerFact } from '../../solution/owners/index.ts';
import { createAnalyzer } from '../analyzer.ts';
import {
  type ChecklistFinding,
  type ChecklistInput,
  checklistFindings,
  checklistOf,
  compareWorst,
  type FlowChecklist,
  failedPoints,
  POINTS,
  type PointId,
  recordsOwners,
  summariseChecklists,
} from './index.ts';

const URI = 'file:///s/Workflows/Notify-0A1B2C3D-1111-2222-3333-444455556666.json';
const analyzer = createAnalyzer();

type More = Partial<ChecklistInput<ChecklistFinding>>;

function checked(actions: object, triggers?: object, more: More = {}): FlowChecklist {
  const text = flowText({ actions: actions as Steps, ...(triggers && { triggers: triggers as Steps }) });
  return checkedText(text, more);
}

function checkedText(text: string, more: More = {}): FlowChecklist {
  const analysis = analyzer.check({ uri: URI, text, declaredAsFlow: true }, { config: DEFAULT_CONFIG });
  const [flow] = analysis.summary.flows;
  const [findings = []] = checklistFindings(analysis);
  return checklistOf({ flow: flow!, findings, ...more });
}

const point = (checklist: FlowChecklist, id: PointId) => {
  const { state, reason } = checklist.points.find((one) => one.id === id)!;
  return `${state}: ${reason}`;
};

const call = (connectionName: string, operationId: string, more = {}) => ({
  type: 'OpenApiConnection',
  runAfter: {},
  inputs: {
    host: {
      connectionName,
      operationId,
      apiId: `/providers/Microsoft.PowerApps/apis/${connectionName}`,
    },
    parameters: {},
    authentication: "@parameters('$authentication')",
  },
  ...more,
});
const COMPOSE = { type: 'Compose', runAfter: {}, inputs: 'x' };
const READ = call('shared_keyvault', 'GetSecret', {
  inputs: { ...call('shared_keyvault', 'GetSecret').inputs, parameters: { secretName: 'x' } },
});
const SECURED = { ...READ, runtimeConfiguration: { secureData: { properties: ['outputs'] } } };
const SEND = call('shared_office365', 'SendEmailV2');
const http = (triggerAuthenticationType: string) => ({
  manual: { type: 'Request', kind: 'Http', inputs: { schema: {}, triggerAuthenticationType } },
});

describe('secured inputs and outputs, and secrets in a vault', () => {
  it('do not apply where no step handles a secret', () => {
    const checklist = checked({ Note: COMPOSE });
    expect(point(checklist, 'secured')).toBe('not applicable: No step handles a secret.');
    expect(point(checklist, 'vault')).toBe('not applicable: No step handles a secret.');
  });

  it('pass with a secured read', () => {
    const checklist = checked({ Get_secret: SECURED });
    expect(point(checklist, 'secured')).toBe(
      'passed: No step shows a secret in the run history. 1 step has secured inputs or outputs.',
    );
    expect(point(checklist, 'vault')).toBe(
      'passed: The flow holds no secret in plain text. Secrets are read while it runs: Get secret.',
    );
  });

  it('name the steps that fail, and what to do next', () => {
    const checklist = checked({
      Get_secret: READ,
      Get_other: READ,
      Set: { ...COMPOSE, inputs: { Authorization: 'x' } },
    });
    expect(point(checklist, 'secured')).toBe(
      'failed: 2 steps show a secret in the run history: Get secret, Get other.',
    );
    expect(checklist.points[0]!.next).toContain('Secure the outputs of "Get_secret"');
    expect(checklist.points[0]!.findings.map((one) => one.step)).toEqual(['Get_secret', 'Get_other']);
    const one = checked({ Get_secret: READ });
    expect(point(one, 'secured')).toBe('failed: Get secret shows a secret in the run history.');
  });
});

describe('who may run it, and who owns it', () => {
  const fact = (name: string, role: OwnerFact['role'] = 'owner', environment?: string): OwnerFact => ({
    principal: { kind: 'service', stated: true, name, id: name, form: 'mail' },
    role,
    source: { uri: 'file:///s/flow-owners.json', span: { start: 0, end: 1 } },
    sourceKind: 'flow-owners',
    sourceName: 'flow-owners.json',
    environment,
  });
  const owners = (facts: OwnerFact[], more: Partial<FlowOwners> = {}): FlowOwners => ({
    flow: {} as FlowOwners['flow'],
    facts,
    conflicts: [],
    review: undefined,
    places: [
      { kind: 'flow-owners', uri: 'file:///s/flow-owners.json', exists: true, name: 'flow-owners.json' },
    ],
    ...more,
  });

  it('fails where anyone can start it', () => {
    expect(point(checked({ Note: COMPOSE }, http('All')), 'access')).toBe(
      'failed: Anyone who has the URL of its trigger can start it. No file tells who owns it.',
    );
    expect(point(checked({ Note: COMPOSE }, http('Tenant')), 'access')).toMatch(
      /^passed: Any user of the tenant starts it\./,
    );
    expect(point(checked({ Note: COMPOSE }), 'access')).toBe(
      'passed: It starts on a schedule. No file tells who owns it.',
    );
  });

  it('tells the owner, misses one only where files tell others, and invents none', () => {
    const tell = (more: More) => point(checked({ Note: COMPOSE }, undefined, more), 'access');
    expect(tell({ owners: owners([fact('robot@contoso.example')]) })).toBe(
      'passed: It starts on a schedule. Its owner is robot@contoso.example.',
    );
    expect(tell({ owners: owners([fact('a@contoso.example', 'owner', 'Test')]) })).toContain(
      'a@contoso.example (Test)',
    );
    expect(tell({ owners: owners([]), ownersRecorded: false })).toMatch(/^passed/);
    const missing = (findings: ChecklistFinding[]) =>
      checked({ Note: COMPOSE }, undefined, {
        owners: owners([fact('maker@contoso.example', 'creator')]),
        ownersRecorded: true,
        findings,
      });
    const rule = {
      ruleId: 'flow-without-owner',
      severity: 'info',
      message: 'm',
      hint: 'Record it.',
      step: undefined,
    } as const;
    expect(point(missing([rule]), 'access')).toBe(
      'failed: It starts on a schedule. No file names its owner, although files name the owners of other flows. It was created by maker@contoso.example.',
    );
    expect(missing([rule]).points[2]!.next).toBe('Record it.');
    // Switched off by the config.
    expect(point(missing([]), 'access')).toMatch(/^passed/);
  });

  it('fails on owners that contradict each other', () => {
    const facts = [fact('a@contoso.example'), fact('b@contoso.example')];
    const checklist = checked({ Note: COMPOSE }, undefined, {
      owners: owners(facts, { conflicts: [{ environment: undefined, facts }] }),
    });
    expect(point(checklist, 'access')).toContain(
      'Its files name different owners: a@contoso.example, b@contoso.example.',
    );
    expect(recordsOwners({ flows: [owners(facts)], connections: [], anySource: true })).toBe(true);
    expect(recordsOwners({ flows: [owners([])], connections: [], anySource: true })).toBe(false);
  });
});

describe('failures are reported', () => {
  const Catch = { ...SEND, runAfter: { Write: ['Failed', 'TimedOut'] } };
  const Write = call('shared_commondataserviceforapps', 'CreateRecord');
  const Read = call('shared_sharepointonline', 'GetItems');

  it('passes with a handler that tells somebody, fails without one', () => {
    expect(point(checked({ Write, Catch }), 'failures')).toBe('passed: When a step fails, Catch runs.');
    expect(point(checked({ Write }), 'failures')).toMatch(/^failed: Nothing runs after a failure/);
    const Quiet = { ...COMPOSE, runAfter: { Write: ['Failed'] } };
    expect(point(checked({ Write, Quiet }), 'failures')).toBe(
      'failed: Quiet runs after a failure and tells nobody.',
    );
  });

  it('does not apply to flows that only read, and to those whose caller sees the failure', () => {
    expect(point(checked({ Read }), 'failures')).toMatch(/^not applicable: It changes nothing/);
    const button = { manual: { type: 'Request', kind: 'Button', inputs: { schema: {} } } };
    const Answer = { type: 'Response', kind: 'PowerApp', inputs: { statusCode: 200 }, runAfter: {} };
    expect(point(checked({ Write, Answer }, button), 'failures')).toMatch(
      /^not applicable: The flow that calls/,
    );
    expect(point(checked({ Write }, button), 'failures')).toMatch(/^failed/);
  });
});

describe('calls and connections', () => {
  it('fail with their findings and pass without', () => {
    const Call = {
      type: 'Http',
      runAfter: {},
      inputs: { method: 'POST', uri: 'http://api.contoso.example/x' },
    };
    const checklist = checked({ Call });
    expect(point(checklist, 'calls')).toBe('failed: Call calls an address without encryption.');
    expect(point(checked({ Note: COMPOSE }), 'calls')).toMatch(/^not applicable/);
    expect(point(checked({ SEND }), 'calls')).toBe('passed: Nothing was found in its 1 call.');
    expect(point(checked({ SEND }), 'connections')).toMatch(/^(?:passed|failed): /);
  });
});

describe('a checklist', () => {
  it('judges nothing that damage may hide', () => {
    const text = flowText({ actions: { Note: COMPOSE } as unknown as Steps });
    const damaged = checkedText(text.replace(/\}\s*$/, ',}'));
    expect(damaged.flow.whole).toBe(false);
    expect(damaged.points.filter((one) => one.state === 'passed')).toEqual([]);
    expect(damaged.points[0]!.reason).toContain('cannot be read');
    expect(damaged.errors).toBeGreaterThan(0);
  });

  it('does not fail a point for a hint', () => {
    const finding = (severity: 'hint' | 'info'): ChecklistFinding => ({
      ruleId: 'high-risk-operation',
      severity,
      message: 'm',
      hint: 'h',
      step: 'A',
    });
    const state = (severity: 'hint' | 'info') =>
      checked({ SEND }, undefined, { findings: [finding(severity)] }).points[5]!.state;
    expect(state('hint')).toBe('passed');
    expect(state('info')).toBe('failed');
  });

  it('has a total order, the worst first, and a summary', () => {
    const bad = checked({ Get_secret: READ }, http('All'), { name: 'B' });
    const good = checked({ Note: COMPOSE }, undefined, { name: 'A' });
    const same = checked({ Note: COMPOSE }, undefined, { name: 'a' });
    const order = [same, good, bad].sort(compareWorst).map((one) => one.name);
    expect(order).toEqual(['B', 'A', 'a']);
    expect(compareWorst(good, good)).toBe(0);
    expect(Math.sign(compareWorst(good, same))).toBe(-Math.sign(compareWorst(same, good)));
    const summary = summariseChecklists([bad, good, same]);
    expect(summary.flows).toBe(3);
    expect(summary.failed + summary.passed + summary.notApplicable).toBe(3 * POINTS.length);
    expect(summary.byPoint.map((one) => one.id)).toEqual(POINTS);
    expect(summary.byPoint[0]).toMatchObject({ failed: 1, passed: 0, notApplicable: 2 });
    expect(
      failedPoints(bad)
        .map((one) => one.id)
        .slice(0, 2),
    ).toEqual(['secured', 'access']);
    expect(summariseChecklists([])).toMatchObject({ flows: 0, failed: 0, passed: 0 });
  });
});
