import { computeExposure } from '../../server/src/core/exposure/compute.ts';
import type { Exposure, ExposureProblem } from '../../server/src/core/exposure/exposure.ts';
import type { Surroundings } from '../../server/src/core/exposure/surroundings.ts';
import { isAssumed, type Origin } from '../../server/src/core/exposure/taint.ts';
import { openDocument } from '../../server/src/core/flow/index.ts';
import type { FlowModel, Side, Step } from '../../server/src/core/flow/model.ts';
import { findHits } from '../../server/src/core/secrets/find.ts';
import type { SolutionView } from '../../server/src/core/solution/flowSummary.ts';

/** Builders of flows for tests: plain objects, in the form that the designer writes. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type StepJson = { readonly [key: string]: Json };
export type Steps = Readonly<Record<string, StepJson>>;

export interface FlowSpec {
  readonly actions: Steps;
  /** Default: a daily Recurrence. */
  readonly triggers?: Steps;
  readonly parameters?: Steps;
  /** False: only connections that a step uses. By default there are some more, for steps that repairs add. */
  readonly spareConnections?: false;
}

const RECURRENCE: Steps = {
  Recurrence: { type: 'Recurrence', recurrence: { frequency: 'Day', interval: 1 } },
};
const CONNECTORS = [
  'keyvault',
  'commondataserviceforapps',
  'office365',
  'teams',
  'sharepointonline',
  'webcontents',
  'approvals',
];

/** The text of a solution's flow file. */
export function flowText(spec: FlowSpec, indent: number | undefined = 2): string {
  const steps = JSON.stringify([spec.triggers, spec.actions]);
  const isWanted = (name: string): boolean =>
    spec.spareConnections !== false || steps.includes(`"connectionName":"shared_${name}"`);
  const connectionReferences = Object.fromEntries(
    CONNECTORS.filter(isWanted).map((name) => [
      `shared_${name}`,
      {
        runtimeSource: 'embedded',
        connection: { connectionReferenceLogicalName: `abc_${name}` },
        api: { name: `shared_${name}` },
      },
    ]),
  );
  const definition = {
    $schema:
      'https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#',
    contentVersion: '1.0.0.0',
    parameters: {
      $connections: { defaultValue: {}, type: 'Object' },
      $authentication: { defaultValue: {}, type: 'SecureObject' },
      ...spec.parameters,
    },
    triggers: spec.triggers ?? RECURRENCE,
    actions: spec.actions,
  };
  return JSON.stringify(
    { properties: { connectionReferences, definition }, schemaVersion: '1.0.0.0' },
    undefined,
    indent,
  );
}

export function flowModel(spec: FlowSpec): FlowModel {
  const document = openDocument({ uri: 'file:///Workflows/Sample.json', text: flowText(spec) });
  const flow = document.flows[0];
  if (flow === undefined) throw new Error('the builder made no flow');
  return flow;
}

/** A step that runs after others have succeeded. */
export function runsAfter(step: StepJson, ...names: readonly string[]): StepJson {
  return { ...step, runAfter: Object.fromEntries(names.map((name) => [name, ['Succeeded']])) };
}

/** The steps of an object, each after the one before it. */
export function inOrder(steps: Steps): Steps {
  let last: string | undefined;
  const result: Record<string, StepJson> = {};
  for (const [name, step] of Object.entries(steps)) {
    result[name] = last === undefined ? step : runsAfter(step, last);
    last = name;
  }
  return result;
}

export function secured(step: StepJson, ...sides: readonly Side[]): StepJson {
  const runtimeConfiguration = (step.runtimeConfiguration ?? {}) as StepJson;
  return {
    ...step,
    runtimeConfiguration: { ...runtimeConfiguration, secureData: { properties: [...sides] } },
  };
}

export function connector(name: string, operationId: string, parameters: StepJson): StepJson {
  return {
    type: 'OpenApiConnection',
    inputs: {
      host: {
        connectionName: `shared_${name}`,
        operationId,
        apiId: `/providers/Microsoft.PowerApps/apis/shared_${name}`,
      },
      parameters,
      authentication: "@parameters('$authentication')",
    },
  };
}

/** Azure Key Vault: the secret stands at `body/value`. */
export const getSecret = (): StepJson =>
  connector('keyvault', 'GetSecret', { secretName: 'contoso-api-key' });

/** A client-credentials token request without a secret in the file: it stands at `body/access_token`. */
export const getToken = (body: Json = 'grant_type=client_credentials'): StepJson =>
  http({ method: 'POST', uri: 'https://login.contoso.example/oauth2/v2.0/token', body });

export const sendMail = (body: Json): StepJson =>
  connector('office365', 'SendEmailV2', {
    'emailMessage/To': 'team@contoso.example',
    'emailMessage/Subject': 'Nightly run',
    'emailMessage/Body': body,
  });

export const http = (inputs: StepJson): StepJson => ({
  type: 'Http',
  inputs: { method: 'GET', uri: 'https://api.contoso.example/orders', ...inputs },
});
/** An Http step that sends a value in the header `x-api-key`. */
export const callWith = (value: string): StepJson => http({ headers: { 'x-api-key': value } });
export const compose = (inputs: Json): StepJson => ({ type: 'Compose', inputs });
export const parseJson = (content: Json, schema: Json = {}): StepJson => ({
  type: 'ParseJson',
  inputs: { content, schema },
});
export const initialize = (name: string, value?: Json, type = 'string'): StepJson => ({
  type: 'InitializeVariable',
  inputs: { variables: [{ name, type, ...(value === undefined ? {} : { value }) }] },
});
export const setVariable = (name: string, value: Json): StepJson => ({
  type: 'SetVariable',
  inputs: { name, value },
});
export const foreach = (list: string, actions: Steps, more: StepJson = {}): StepJson => ({
  type: 'Foreach',
  foreach: list,
  actions,
  ...more,
});
export const scope = (actions: Steps): StepJson => ({ type: 'Scope', actions });
export const ifElse = (yes: Steps, no: Steps = {}, expression: Json = '@equals(1, 2)'): StepJson => ({
  type: 'If',
  expression,
  actions: yes,
  else: { actions: no },
});
export const response = (body: Json): StepJson => ({
  type: 'Response',
  kind: 'Http',
  inputs: { statusCode: 200, body },
});

/** A trigger that an app starts with text inputs, by key and title. */
export const powerApp = (inputs: Readonly<Record<string, string>>): Steps => ({
  manual: {
    type: 'Request',
    kind: 'PowerAppV2',
    inputs: {
      schema: {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(inputs).map(([key, title]) => [
            key,
            { title, type: 'string', 'x-ms-dynamically-added': true, 'x-ms-content-hint': 'TEXT' },
          ]),
        ),
        required: Object.keys(inputs),
      },
    },
  },
});

export interface Exposed {
  readonly flow: FlowModel;
  readonly exposure: Exposure;
  step(name: string): Step;
  /** One line for each problem, sorted: `read Get_secret`, `data Compose: Compose.inputs, Call.inputs`. */
  readonly problems: readonly string[];
  /** Exposed slots as the file stands: `Call.inputs`. */
  readonly shown: readonly string[];
  /** Slots that carry a secret, hidden or not. */
  readonly carrying: readonly string[];
}

export function expose(spec: FlowSpec, solution?: SolutionView, around: Surroundings = {}): Exposed {
  const flow = flowModel(spec);
  const exposure = computeExposure(flow, findHits(flow), { solution, ...around });
  const slots = [...flow.triggers, ...flow.actions].flatMap((step) =>
    (['inputs', 'outputs'] as const).map((side) => exposure.slot(step, side)),
  );
  const name = (slot: { step: Step; side: Side }): string => `${slot.step.name}.${slot.side}`;
  return {
    flow,
    exposure,
    step(wanted) {
      const found = [...flow.triggers, ...flow.actions].find((one) => one.name === wanted);
      if (found === undefined) throw new Error(`no step "${wanted}"`);
      return found;
    },
    problems: exposure.problems.map(describeProblem).sort(),
    shown: slots.filter((slot) => slot.exposed).map(name),
    carrying: slots.filter((slot) => slot.origins.length > 0).map(name),
  };
}

function describeProblem(problem: ExposureProblem): string {
  const mark = (origins: readonly Origin[], assumed = isAssumed): string =>
    origins.every(assumed) ? ' (assumed)' : '';
  const slots = (list: readonly { step: Step; side: Side }[]): string =>
    list.map((slot) => `${slot.step.name}.${slot.side}`).join(', ');
  switch (problem.kind) {
    case 'read':
    case 'trigger': {
      const users = problem.consumers.map((one) => one.name).join(', ');
      return `${problem.kind} ${problem.step.name}${users === '' ? '' : ` -> ${users}`}`;
    }
    case 'data':
      return `data ${problem.step.name}: ${slots(problem.exposed)}${mark(problem.origins)}`;
    case 'variable':
      return `variable ${problem.variable} in ${problem.step.name}: ${slots(problem.exposed)}${mark(problem.origins, (origin) => origin.assumed)}`;
    default:
      return `${problem.kind} ${problem.step.name}${mark(problem.origins)}`;
  }
}
