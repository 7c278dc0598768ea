import type { Part } from '../../finding.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import type { JsonTree, NodeId } from '../../json/tree.ts';
import { effectOf } from '../../platform/effects.ts';
import { type AddressList, addressList } from '../../secrets/detect/mailAddress.ts';
import { type Constant, Constants } from '../constants.ts';
import { byRepair, portableData, portableFixes, portableFixOf, withoutReaders } from '../portableFixes.ts';
import {
  eachConnectorField,
  inputField,
  mayUseEnvironmentVariables,
  type RequestField,
} from '../requestFields.ts';
import { defineRule } from '../rule.ts';
import { capitalise, listNames, stepName } from '../texts.ts';

export const rule = defineRule({
  meta: {
    id: 'hardcoded-email',
    category: 'portability',
    severity: 'warning',
    profile: 'default',
    title: 'A mail address is written into the flow as recipient, mailbox or user',
    fix: 'review',
    kinds: ['existing-variable', 'environment-variable'],
    checklist: null,
  },
  visit: {
    flow(context) {
      const { flow, report } = context;
      if (!mayUseEnvironmentVariables(flow)) return;
      for (const uses of byRepair(flow, findAddresses(flow), ({ node }) => node)) {
        const [first, ...others] = uses;
        if (first === undefined) continue;
        const data = portableData(context, withoutReaders(uses), `${first.step.name} recipient`);
        report({
          place: { node: first.node, part: first.part },
          message: messageOf(first),
          hint: 'Put the address into an environment variable, so that test runs reach test mailboxes. A shared mailbox outlives the person who has the role today.',
          why: whyOf(first, uses),
          related: others.map(({ node, part, step, constant }) => ({
            node,
            part,
            message: `${stepName(step)} ${constant ? 'uses it' : 'has the same address'}`,
          })),
          fix: portableFixOf(context, data),
          data,
        });
      }
    },
  },
  fixes: portableFixes,
});

interface Use {
  readonly list: AddressList;
  readonly step: Step;
  readonly field: RequestField | undefined;
  readonly node: NodeId;
  readonly part: Part;
  /** The address stands in a variable, a Compose step or a parameter. */
  readonly constant: Constant<unknown> | undefined;
}

/** The uses of each list of addresses, in the order of the file. */
function findAddresses(flow: FlowModel): Use[][] {
  const { tree } = flow;
  const known = new Map<string, Use[]>();
  const add = (use: Use): void => {
    const key = use.list.addresses.join(';');
    const uses = known.get(key);
    if (uses === undefined) known.set(key, [use]);
    else if (!uses.some((one) => one.node === use.node)) uses.push(use);
  };
  const constants = new Constants(flow, (node) => tree.valueHasAt(node), addressList);
  const look = (field: RequestField): void => {
    const { step, node } = field;
    for (const { list, part } of literalLists(flow, field))
      add({ list, step, field, node, part, constant: undefined });
    const constant = constants.of(field);
    if (constant === undefined) return;
    const list = constant.value;
    add({
      list,
      step: constant.step ?? step,
      field: undefined,
      node: constant.node,
      part: 'value',
      constant,
    });
    add({ list, step, field, node, part: 'value', constant });
  };
  for (const step of flow.steps) {
    const allowed = step.role === 'trigger' ? inputField(flow, step, 'triggerAllowedUsers') : undefined;
    if (allowed) look(allowed);
    eachConnectorField(
      flow,
      step,
      (node) => tree.valueHasAt(node) && tree.keyLength(node) <= MAX_KEY,
      (field) => {
        if (namesPerson(tree, step, field)) look(field);
      },
    );
  }
  for (const uses of known.values()) uses.sort((a, b) => a.node - b.node);
  return [...known.values()];
}

/** The whole value, or the texts between the expressions of one. */
function literalLists(flow: FlowModel, { node, site }: RequestField): { list: AddressList; part: Part }[] {
  const text = flow.tree.string(node);
  if (site === undefined) {
    const list = addressList(text);
    return list === undefined ? [] : [{ list, part: 'value' }];
  }
  if (site.template.kind !== 'interpolation' || site.template.problems.length > 0) return [];
  const { parts } = site.template;
  return parts.flatMap(({ kind, span }, index) => {
    if (kind !== 'text') return [];
    const piece = text.slice(span.start, span.end);
    // Only between separators: `info@@{…}` or `@{…}.name@contoso.com` is an address that an expression completes.
    const apart =
      (index === 0 || /^[;,\s]/.test(piece)) && (index === parts.length - 1 || /[;,\s]$/.test(piece));
    const list = apart ? addressList(piece) : undefined;
    if (list === undefined) return [];
    const start = span.start + piece.search(/[^;,\s]/);
    return [
      {
        list,
        part: { inString: { start, end: start + piece.trim().replace(/^[;,\s]+|[;,\s]+$/g, '').length } },
      },
    ];
  });
}

/** Parameters that name who gets, sends, owns or approves something; the last part of the key, in lower case. */
const RECIPIENT =
  /^(?:to|cc|bcc|from|replyto|sender|recipients?|e?mail|emailaddress|emails|useremails|mailbox|mailboxaddress|originalmailboxaddress|assignedto|approvers?|requestor|requester|attendees|requiredattendees|optionalattendees|resourceattendees|userid|userids|user|users|upn|userupn|userprincipalname|principalname|loginname|claims|members?|owners?|ownerupn|coowners?|invitee|invitees|sharewith|assignments|notify|id)$/;
const PERSON_COLUMN = /^(?:claims|assignedto|approvers?|owners?)$/;
/** In a trigger these filter what comes in; the mailbox it watches is the flow's own. */
const TRIGGER_RECIPIENT =
  /^(?:mailbox|mailboxaddress|originalmailboxaddress|userid|user|upn|userprincipalname)$/;

/** Fields of mails. An operation that reads filters by them: nobody gets anything through it. */
const MAIL_FIELDS: ReadonlySet<string> = new Set(
  'from sender to cc bcc toorcc replyto recipient recipients'.split(' '),
);

const MAX_KEY = 80;

function namesPerson(tree: JsonTree, step: Step, { key, node }: RequestField): boolean {
  const name = key.toLowerCase();
  if (step.role === 'trigger') return TRIGGER_RECIPIENT.test(name);
  if (MAIL_FIELDS.has(name) && step.operation !== undefined && effectOf(step.operation) === 'reads')
    return false;
  // The columns of a row are data, save those that hold a person.
  const column = tree.key(node).startsWith('item/') || tree.keyIs(tree.parent(node), 'item');
  return column ? PERSON_COLUMN.test(name) : RECIPIENT.test(name);
}

function messageOf(first: Use): string {
  const { list, constant, step, field } = first;
  const count = list.addresses.length;
  const what = `${count === 1 ? 'a fixed mail address' : `${count} fixed mail addresses`} at ${listText(list.domains)}`;
  if (constant !== undefined) return `${capitalise(constant.label)} holds ${what}.`;
  return `${stepName(step)} has ${what} in "${field?.key ?? ''}".`;
}

function whyOf({ constant }: Use, uses: readonly Use[]): string {
  const steps = uses.filter((use) => use.node !== constant?.node).map((use) => use.step.name);
  const used =
    constant === undefined && new Set(steps).size < 2 ? '' : ` The address is used by ${listNames(steps)}.`;
  return `Tests and production mean the same people.${used}`;
}

function listText(domains: readonly string[]): string {
  if (domains.length > 2) return `${domains[0]} and ${domains.length - 1} other domains`;
  return domains.join(' and ');
}
