import type { Part } from '../../finding.ts';
import { describeInput } from '../../flow/describe.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { headOf, lengthOf } from '../../json/cheap.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { requestKeys, sinkOf } from '../../platform/operations.ts';
import { type EnvironmentAddress, environmentAddress } from '../../secrets/detect/environmentUrl.ts';
import type { SecretHit } from '../../secrets/hits.ts';
import { cutText } from '../../text/cut.ts';
import { type Constant, Constants } from '../constants.ts';
import { byRepair, portableData, portableFixes, portableFixOf, withoutReaders } from '../portableFixes.ts';
import {
  eachConnectorField,
  fixedTexts,
  inputField,
  mayUseEnvironmentVariables,
  type RequestField,
} from '../requestFields.ts';
import { defineRule } from '../rule.ts';
import { capitalise, listNames, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'hardcoded-environment-url',
    category: 'portability',
    severity: 'warning',
    profile: 'default',
    title: 'A step calls a site, environment or resource by an address written into the flow',
    fix: 'review',
    kinds: ['existing-variable', 'environment-variable'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow, secrets, report } = context;
      if (!mayUseEnvironmentVariables(flow)) return;
      for (const uses of byRepair(
        flow,
        findAddresses(flow, () => secrets),
        ({ node }) => node,
      )) {
        const [first, ...others] = uses;
        if (first === undefined) continue;
        const data = portableData(context, withoutReaders(uses), NAMES[first.address.kind]);
        report({
          place: { node: first.node, part: first.part },
          message: messageOf(flow, first),
          hint: HINTS[first.address.kind],
          why: whyOf(first, uses),
          related: others.map((use) => ({
            node: use.node,
            part: use.part,
            message: use.constant
              ? `${stepName(use.step)} uses it`
              : `${stepName(use.step)} has the same address`,
          })),
          key: first.address.kind,
          fix: portableFixOf(context, data),
          data,
        });
      }
    },
  },
  fixes: portableFixes,
});

/** One place where an address stands, or where a constant with it is used. */
interface Use {
  readonly address: EnvironmentAddress;
  readonly step: Step;
  readonly node: NodeId;
  readonly part: Part;
  /** The address stands in a variable, a Compose step or a parameter. */
  readonly constant: Constant<unknown> | undefined;
}

/** The uses of each address, in the order of the file. */
function findAddresses(flow: FlowModel, secrets: () => readonly SecretHit[]): Use[][] {
  const { tree } = flow;
  const known = new Map<string, Use[]>();
  let reported: ReadonlySet<NodeId | Step | undefined> | undefined;
  const add = (use: Use): void => {
    reported ??= new Set(
      secrets().flatMap((hit) => (hit.owner === 'signed-url' ? [hit.node, hit.step] : [hit.node])),
    );
    // An address with a key in it, or beside it, has its finding already, and the same repair.
    if (reported.has(use.constant?.node ?? use.node) || reported.has(use.step)) return;
    const list = known.get(use.address.key);
    if (list === undefined) known.set(use.address.key, [use]);
    else if (!list.some((one) => one.node === use.node)) list.push(use);
  };
  const constants = new Constants(
    flow,
    (node) => startsAsUrl(tree, node),
    (text) => environmentAddress(text),
  );
  const look = (field: RequestField): void => {
    const { step, node } = field;
    for (const text of fixedTexts(tree, field)) {
      const address = environmentAddress(text.text, text.open);
      if (address) add({ address, step, node, part: text.part(address.span), constant: undefined });
    }
    const constant = constants.of(field);
    if (constant === undefined) return;
    const address = constant.value;
    const part = { inString: address.span };
    add({ address, step: constant.step ?? step, node: constant.node, part, constant });
    add({ address, step, node, part: 'value', constant });
  };
  const mayHold = (node: NodeId): boolean => mayHoldAddress(tree, node, constants.size > 0);
  for (const step of flow.steps) {
    if (step.lowerType === 'http') {
      lookAt(flow, step, look, ['uri'], ['authentication', 'audience']);
    } else if (step.lowerType === 'httpwebhook') {
      lookAt(flow, step, look, ['subscribe', 'uri'], ['unsubscribe', 'uri']);
    } else if (step.operation !== undefined) {
      let writes: boolean | undefined;
      eachConnectorField(flow, step, mayHold, (field) => {
        const target = TARGET_KEYS.has(field.key.toLowerCase());
        // What an operation writes is data; where it writes it to is not.
        writes ??= sinkOf(step.operation!) !== undefined || requestKeys(step.operation!) !== undefined;
        if (target || !writes) look(field);
      });
    }
  }
  for (const uses of known.values()) uses.sort((a, b) => a.node - b.node);
  return [...known.values()];
}

function lookAt(
  flow: FlowModel,
  step: Step,
  look: (field: RequestField) => void,
  ...paths: readonly (readonly string[])[]
): void {
  for (const path of paths) {
    const field = inputField(flow, step, ...path);
    if (field) look(field);
  }
}

/** A cheap look: an address at the start of the text, or quoted in an expression; or the name of a server. */
function mayHoldAddress(tree: JsonTree, node: NodeId, constants: boolean): boolean {
  if (startsAsUrl(tree, node)) return true;
  if (tree.valueHasAt(node)) {
    const text = tree.string(node);
    // The cheap test says "perhaps" of a text with escapes.
    if (text.includes('@')) return constants || text.includes("'http");
  }
  return lengthOf(tree, node) < 260 && tree.keyLength(node) < 40 && isTarget(tree, node);
}

function startsAsUrl(tree: JsonTree, node: NodeId): boolean {
  if (tree.valueIsEscaped(node)) return /^[Hh]ttp/.test(headOf(tree, node, 4));
  const { text } = tree;
  const at = tree.start(node) + 1;
  return (
    (text.charCodeAt(at) | 32) === 104 && text.charCodeAt(at + 1) === 116 && text.startsWith('ttp', at + 1)
  );
}

function isTarget(tree: JsonTree, node: NodeId): boolean {
  const key = tree.key(node);
  return TARGET_KEYS.has(key.slice(key.lastIndexOf('/') + 1).toLowerCase());
}

/** Parameters that say where. */
const TARGET_KEYS = new Set(
  (
    'dataset destinationdataset sourcedataset site siteurl siteaddress organization environment source drive server host ' +
    'url uri path servername'
  ).split(' '),
);

function messageOf(flow: FlowModel, first: Use): string {
  const { address, constant, step, node } = first;
  const what = `${address.label} ${cutText(address.shown, MAX_SHOWN)}`;
  if (constant !== undefined) return `${capitalise(constant.label)} holds ${what} as fixed text.`;
  return `${stepName(step)} names ${what} in ${describeInput(flow, step, node)}.`;
}

/** The address in full, and who else has it: the message has room for neither. */
function whyOf({ address, constant }: Use, uses: readonly Use[]): string {
  const steps = uses.filter((use) => use.node !== constant?.node).map((use) => use.step.name);
  const full = address.shown.length > MAX_SHOWN ? ` The address is ${address.shown}.` : '';
  const used = constant === undefined && new Set(steps).size < 2 ? '' : ` It is used by ${listNames(steps)}.`;
  return `In every other environment the flow goes to the same place.${used}${full}`;
}

/** Longer addresses end in ids that tell people nothing. */
const MAX_SHOWN = 60;

const VARIABLE = 'Put the address into an environment variable, so that each environment has its own value';
const HINTS: Readonly<Record<EnvironmentAddress['kind'], string>> = {
  sharepoint: `${VARIABLE}. One of type Data source lets the designer offer site and list.`,
  dataverse:
    'Use a Dataverse action with "(Current)" as environment, or put the address into an environment variable.',
  resource: `${VARIABLE}.`,
  environment:
    "Read the id of the environment at run time with workflow()?['tags']?['environmentName'], or put it into an environment variable.",
  app: `${VARIABLE}. An app has another id in each environment.`,
};

/** Names for the variable that takes the address. */
const NAMES: Readonly<Record<EnvironmentAddress['kind'], string>> = {
  sharepoint: 'SharePoint site',
  dataverse: 'Dataverse environment',
  resource: 'Service address',
  environment: 'Environment',
  app: 'App',
};
