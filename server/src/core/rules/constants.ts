import type { Expr, Template } from '../expressions/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import type { NodeId } from '../json/tree.ts';
import { type RequestField, siteOf } from './requestFields.ts';

/** A literal value that a flow keeps in one place and reads in others. */
export interface Constant<T> {
  readonly node: NodeId;
  /** `the variable "Site"`, `the Compose step "Site"`, `the default of the parameter "Site"`. */
  readonly label: string;
  /** The step that holds it; undefined for a parameter. */
  readonly step: Step | undefined;
  /** What was made of the text. */
  readonly value: T;
}

/**
 * The literal strings that variables (assigned once), Compose steps and parameters without environment variable hold, as far
 * as `judge` makes something of them; `wanted` is a cheap look before.
 */
export class Constants<T> {
  /** By kind and lower-cased name: `variables site`. */
  readonly #known = new Map<string, Constant<T>>();

  constructor(flow: FlowModel, wanted: (node: NodeId) => boolean, judge: (text: string) => T | undefined) {
    const { tree } = flow;
    const add = (kind: keyof typeof LABELS, name: string, node: NodeId, step: Step | undefined): void => {
      if (!tree.isString(node) || !wanted(node) || (step && siteOf(step, node) !== undefined)) return;
      const value = judge(tree.string(node));
      const key = `${kind} ${name.toLowerCase()}`;
      if (value === undefined || this.#known.has(key)) return;
      this.#known.set(key, { node, label: `${LABELS[kind]} "${name}"`, step, value });
    };
    for (const { name, schemaName, defaultValue } of flow.parameters)
      if (schemaName === undefined) add('parameters', name, defaultValue, undefined);
    for (const step of flow.actions) {
      if (step.lowerType === 'compose') add('outputs', step.name, step.inputs, step);
      else if (step.lowerType === 'initializevariable') {
        for (const one of tree.children(tree.child(step.inputs, 'variables')))
          add('variables', tree.stringAt(one, 'name') ?? '', tree.child(one, 'value'), step);
      }
    }
    if (this.#known.size > 0) this.#dropAssigned(flow);
  }

  get size(): number {
    return this.#known.size;
  }

  /** The constant that a field's value begins with. */
  of({ site }: RequestField): Constant<T> | undefined {
    if (site === undefined || this.#known.size === 0) return undefined;
    const call = leadingCall(site.template);
    const name = call?.args[0]?.kind === 'string' ? call.args[0].value : undefined;
    return name === undefined ? undefined : this.#known.get(`${call?.lowerName} ${name.toLowerCase()}`);
  }

  /** What is set again later is no constant. */
  #dropAssigned(flow: FlowModel): void {
    for (const step of flow.actions) {
      if (!ASSIGNING.has(step.lowerType)) continue;
      const name = flow.tree.stringAt(step.inputs, 'name');
      if (name !== undefined) this.#known.delete(`variables ${name.toLowerCase()}`);
    }
  }
}

const LABELS = {
  variables: 'the variable',
  outputs: 'the Compose step',
  parameters: 'the default of the parameter',
} as const;

const ASSIGNING = new Set(['setvariable', 'appendtostringvariable', 'appendtoarrayvariable']);

/** Functions that leave the start of their first argument as it is, or only encode it. */
const LEADING = new Set([
  'concat',
  'trim',
  'string',
  'tolower',
  'uricomponent',
  'encodeuricomponent',
  'replace',
]);

/** The call whose result a value begins with: `variables('Site')` in `@{variables('Site')}/_api`. */
export function leadingCall(template: Template): Extract<Expr, { kind: 'call' }> | undefined {
  let at: Expr | undefined;
  if (template.kind === 'expression') at = template.expr;
  else if (template.kind === 'interpolation') {
    const first = template.parts[0];
    at = first?.kind === 'hole' ? first.expr : undefined;
  }
  while (at?.kind === 'call' && LEADING.has(at.lowerName)) at = at.args[0];
  return at?.kind === 'call' ? at : undefined;
}
