import { templateExprs, visitExpr } from '../../expressions/index.ts';
import type { RuleFix } from '../../finding.ts';
import { derived } from '../../flow/derived.ts';
import type { FlowModel, Parameter, Step } from '../../flow/model.ts';
import { headOf } from '../../json/cheap.ts';
import { NONE, type NodeId } from '../../json/tree.ts';
import type { Fact } from '../../solution/fact.ts';
import type { FileChange, SolutionModel } from '../../solution/index.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { Constants, leadingCall } from '../constants.ts';
import { siteOf } from '../requestFields.ts';
import { findInsecureScheme } from './scheme.ts';

/** Where the insecure start of an address is kept, when the step that calls it only reads it. */
export interface Followed {
  /** For the message: `the variable "Site"`, `the environment variable "abc_Api"`. */
  readonly label: string;
  /** Nodes of the flow that hold it. */
  readonly nodes: readonly NodeId[];
  /** Values of an environment variable that hold it. */
  readonly facts: readonly Fact<string>[];
}

/** Addresses that variables, Compose steps and parameters without environment variable hold. */
function constantsOf(flow: FlowModel): Constants<true> {
  return new Constants(
    flow,
    (node) => headOf(flow.tree, node, 40).includes(':'),
    (text) => (isInsecure(text) ? true : undefined),
  );
}

/** A literal address without encryption, that of this machine left out. */
export function isInsecure(text: string): boolean {
  return findInsecureScheme({ kind: 'literal', value: text, problems: [] }) !== undefined;
}

/** What a called address begins with, when that is read from elsewhere and begins with `http://`. */
export function followed(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  step: Step,
  node: NodeId,
): Followed | undefined {
  const site = siteOf(step, node);
  if (site === undefined || site.template.problems.length > 0) return undefined;
  const call = leadingCall(site.template);
  const name = call?.args[0]?.kind === 'string' ? call.args[0].value : undefined;
  // `replace` may be what makes it https.
  if (call === undefined || name === undefined || replacesText(site.template)) return undefined;
  if (call.lowerName === 'parameters') {
    const parameter = flow.parameters.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (parameter?.schemaName !== undefined) return bound(flow, solution, parameter);
  }
  const constant = derived(flow, constantsOf).of({ step, node, key: '', site });
  return constant && { label: constant.label, nodes: [constant.node], facts: [] };
}

function replacesText(template: Parameters<typeof leadingCall>[0]): boolean {
  let found = false;
  for (const root of templateExprs(template)) {
    visitExpr(root, (expr) => {
      if (expr.kind === 'call' && expr.lowerName === 'replace') found = true;
    });
  }
  return found;
}

/** What the solution says of the variable counts; the flow's own default stands in where it says nothing. */
function bound(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  { schemaName, defaultValue }: Parameter,
): Followed | undefined {
  const { tree } = flow;
  const variable = solution?.environmentVariable(schemaName!);
  const values = (variable?.values ?? []).flatMap(({ value }) => value ?? []);
  const fallback = variable?.definition?.defaultValue;
  const candidates = values.length > 0 ? values : fallback === undefined ? [] : [fallback];
  const own =
    defaultValue !== NONE && tree.isString(defaultValue) && isInsecure(tree.string(defaultValue))
      ? [defaultValue]
      : [];
  const counts = candidates.length > 0 ? candidates.some((one) => isInsecure(one.value)) : own.length > 0;
  if (!counts) return undefined;
  // The default of the definition is what other environments start from.
  const all =
    fallback === undefined || candidates.includes(fallback) ? candidates : [...candidates, fallback];
  return {
    label: `the environment variable "${variable?.schemaName ?? schemaName}"`,
    nodes: own,
    facts: all.filter((one) => isInsecure(one.value)),
  };
}

/** Writes https where the address is kept. Empty where a place is written in another way. */
export function followedFixes(
  flow: FlowModel,
  solution: SolutionModel | undefined,
  { label, nodes, facts }: Followed,
): RuleFix[] {
  const { tree } = flow;
  const edits: TextEdit[] = [];
  for (const node of nodes) {
    const text = tree.string(node);
    const at = findInsecureScheme({ kind: 'literal', value: text, problems: [] })!.start + 'http'.length;
    edits.push({
      span: tree.spanInString(node, { start: at, end: at }),
      newText: letterBehind(text[at - 1]),
    });
  }
  const others = new Map<string, TextEdit[]>();
  for (const { uri, span } of facts) {
    const written = solution?.textOf(uri)?.slice(span.start, span.end) ?? '';
    const start = /^\s{0,20}http(?=:)/i.exec(written)?.[0];
    if (start === undefined) return [];
    const at = span.start + start.length;
    const edit = { span: { start: at, end: at }, newText: letterBehind(start.at(-1)) };
    others.set(uri, [...(others.get(uri) ?? []), edit]);
  }
  if (edits.length === 0 && others.size === 0) return [];
  const changes = [...others].map(([uri, own]): FileChange => ({ uri, edits: own }));
  const who =
    facts.length > 0
      ? ' Every flow that reads it then calls https, and so do its values elsewhere have to.'
      : '';
  return [
    {
      kind: 'use-https',
      title: `Use https in ${label}`,
      disposition: 'review',
      edits,
      ...(changes.length > 0 ? { others: changes } : {}),
      note: `The service has to answer on https at the same address: run the flow once.${who} If a key went over http before, replace it.`,
    },
  ];
}

const letterBehind = (last: string | undefined): string => (last === 'P' ? 'S' : 's');
