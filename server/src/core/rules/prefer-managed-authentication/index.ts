import type { NodePlace } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { isPowerAutomate } from '../../flow/wrapper.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import { splitUrl } from '../../secrets/detect/url.ts';
import { defineRule, type PlaceReport, type SharedReport } from '../rule.ts';
import { stepName } from '../texts.ts';
import { type Service, serviceOf } from './services.ts';

export const rule = defineRule({
  meta: {
    id: 'prefer-managed-authentication',
    category: 'access',
    severity: 'info',
    profile: 'pedantic',
    title: 'An HTTP step signs in to a Microsoft service with a secret of its own',
    fix: null,
    cwe: [522],
    checklist: {
      point: 'calls',
      one: 'signs in with a secret of its own',
      many: 'sign in with secrets of their own',
    },
  },
  visit: {
    flow({ flow, reportTogether }) {
      const found = flow.actions.flatMap((step) => foundAt(flow, step) ?? []);
      reportTogether(found, (some) => describe(flow, some));
    },
  },
});

interface Found extends PlaceReport<NodePlace> {
  readonly step: Step;
  readonly service: Service;
  /** What it signs in with. */
  readonly way: string;
}

function foundAt(flow: FlowModel, step: Step): Found | undefined {
  if (step.lowerType !== 'http') return undefined;
  const { tree } = flow;
  const authentication = tree.child(step.inputs, 'authentication');
  const way = wayOf(flow, authentication);
  if (way === undefined) return undefined;
  const service = [
    tree.child(step.inputs, 'uri'),
    tree.child(authentication, 'audience'),
    tree.child(authentication, 'scope'),
  ].reduce<Service | undefined>((known, node) => known ?? serviceAt(flow, node), undefined);
  if (service === undefined) return undefined;
  return {
    place: { node: tree.child(authentication, 'type'), part: 'value' },
    label: `${stepName(step)} signs in to ${service.name} with ${way}.`,
    ...{ step, service, way },
  };
}

function describe(flow: FlowModel, found: readonly Found[]): SharedReport {
  const [{ step }] = found as [Found, ...Found[]];
  const more = found.length - 1;
  const who = more === 0 ? 'signs' : `and ${more} more ${more === 1 ? 'step' : 'steps'} sign`;
  const services = [...new Set(found.map(({ service }) => service))];
  const ways = new Set(found.map(({ way }) => way));
  const service = services.length === 1 ? services[0]!.name : `${services.length} Microsoft services`;
  const way = ways.size === 1 ? found[0]!.way : 'secrets of their own';
  const connector = services.length === 1 ? services[0]!.connector : "each service's own connector";
  return {
    message: `${stepName(step)} ${who} in to ${service} with ${way}.`,
    hint: isPowerAutomate(flow)
      ? `Use ${connector}: it signs in with a connection, without a secret in the flow.`
      : 'Use a managed identity: the platform keeps and renews it.',
    why: 'Somebody has to keep the secret, renew it before it expires, and hide it wherever it goes.',
  };
}

function wayOf(flow: FlowModel, authentication: NodeId): string | undefined {
  const { tree } = flow;
  switch (tree.stringAt(authentication, 'type')?.toLowerCase()) {
    case 'activedirectoryoauth':
      return tree.child(authentication, 'secret') === NONE ? undefined : 'a client secret';
    case 'basic':
      return 'a user name and a password';
    default:
      return undefined;
  }
}

/** The service that an address belongs to; for `@parameters('x')`, the one its default names. */
function serviceAt(flow: FlowModel, node: NodeId): Service | undefined {
  const { tree } = flow;
  if (!tree.isString(node)) return undefined;
  const text = tree.string(node);
  const named = /^@\{?parameters\('([^']{1,200})'\)/.exec(text)?.[1];
  if (named !== undefined) {
    const parameter = flow.parameters.find((one) => one.name.toLowerCase() === named.toLowerCase());
    const value = parameter === undefined ? '' : tree.string(parameter.defaultValue);
    return hostService(value);
  }
  return hostService(text);
}

function hostService(text: string): Service | undefined {
  const url = splitUrl(text);
  return url === undefined ? undefined : serviceOf(text.slice(url.host.start, url.host.end));
}
