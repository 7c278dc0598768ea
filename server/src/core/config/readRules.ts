import type { Node } from 'jsonc-parser';
import type { Severity } from '../finding.ts';
import type { RuleMeta, RuleOption } from '../ruleMeta.ts';
import { compileNamePattern } from '../text/naming/namePattern.ts';
import { nearest } from './nearest.ts';
import type { RuleSetting } from './types.ts';
import { describe, shown, suggest } from './words.ts';

/** What the reader of the whole configuration does for its part. */
export interface RulesReading {
  /** Key, value and the node of the key; a repeated key is told. */
  readonly properties: (object: Node) => readonly (readonly [string, Node, Node])[];
  /** What to say about an id that is none. */
  readonly unknownRule: (id: string) => string | undefined;
  readonly ruleOf: (id: string) => RuleMeta;
  readonly problem: (at: Node, message: string) => void;
}

const SEVERITIES: readonly string[] = ['error', 'warning', 'info', 'hint'] satisfies Severity[];

/** Reads `rules`: severities by id, with options where the rule has some. What is wrong is told and left out. */
export function readRules(node: Node, reading: RulesReading): Readonly<Record<string, RuleSetting>> {
  const rules = new Map<string, RuleSetting>();
  if (node.type !== 'object') {
    reading.problem(
      node,
      `"rules" must be an object such as {"insecure-url": "off"}, not ${describe(node)}.`,
    );
    return {};
  }
  for (const [id, value, keyNode] of reading.properties(node)) {
    const unknown = reading.unknownRule(id);
    if (unknown !== undefined) {
      reading.problem(keyNode, unknown);
      continue;
    }
    const setting = settingOf(id, value, reading);
    if (setting !== undefined) rules.set(id, setting);
  }
  return Object.fromEntries(rules);
}

function settingOf(id: string, node: Node, reading: RulesReading): RuleSetting | undefined {
  if (node.type !== 'array') return severityOf(id, node, reading);
  const [first, second, third] = node.children ?? [];
  if (first === undefined) {
    reading.problem(
      node,
      `The setting of "${id}" is an empty list: write ["warning", {}] or just "warning".`,
    );
    return undefined;
  }
  const severity = severityOf(id, first, reading);
  if (third !== undefined)
    reading.problem(third, `The setting of "${id}" holds more than a severity and its options.`);
  if (second !== undefined && second.type !== 'object') {
    reading.problem(second, `The options of "${id}" must be an object, not ${describe(second)}.`);
    return severity;
  }
  if (severity === undefined || second === undefined) return severity;
  return [severity, optionsOf(id, second, reading)];
}

function severityOf(id: string, node: Node, { problem }: RulesReading): Severity | 'off' | undefined {
  if (node.value === 'off' || SEVERITIES.includes(node.value as string)) return node.value;
  const allowed = '"off", "error", "warning", "info" or "hint"';
  const near = node.type === 'string' ? nearest(String(node.value), ['off', ...SEVERITIES]) : undefined;
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`;
  problem(node, `The severity of "${id}" must be ${allowed}, not ${describe(node)}.${advice}`);
  return undefined;
}

/** The options that the rule has, of their types. */
function optionsOf(id: string, node: Node, reading: RulesReading): Readonly<Record<string, unknown>> {
  const known = reading.ruleOf(id).options ?? [];
  const options = new Map<string, unknown>();
  for (const [name, value, keyNode] of reading.properties(node)) {
    const option = known.find((one) => one.name === name);
    if (option === undefined) {
      const names = known.map((one) => one.name);
      const advice = names.length === 0 ? 'It has no options.' : suggest(name, names);
      reading.problem(keyNode, `"${shown(name)}" is not an option of "${id}". ${advice}`);
      continue;
    }
    const read = optionValue(option, value);
    const wrong = option.type === 'pattern' && read !== undefined ? wrongPattern(read) : undefined;
    if (read === undefined)
      reading.problem(value, `"${name}" of "${id}" must be ${wanted(option)}, not ${describe(value)}.`);
    else if (wrong !== undefined)
      reading.problem(value, `The pattern "${shown(String(read))}" of "${id}" ${wrong}.`);
    else options.set(name, read);
  }
  return Object.fromEntries(options);
}

/** What is wrong with a pattern for names; undefined where nothing is. */
function wrongPattern(value: unknown): string | undefined {
  const compiled = compileNamePattern(String(value));
  return typeof compiled === 'string' ? compiled : undefined;
}

/** Undefined for a value of another type. */
function optionValue({ type, choices = [] }: RuleOption, node: Node): unknown {
  switch (type) {
    case 'integer':
      return Number.isInteger(node.value) && Number(node.value) >= 0 ? node.value : undefined;
    case 'text':
    case 'pattern':
      return node.type === 'string' ? node.value : undefined;
    case 'choice':
      return choices.includes(node.value as string) ? node.value : undefined;
    case 'texts': {
      const items = node.type === 'array' ? (node.children ?? []) : undefined;
      return items?.every((one) => one.type === 'string') ? items.map((one) => one.value) : undefined;
    }
  }
}

function wanted({ type, choices = [] }: RuleOption): string {
  switch (type) {
    case 'integer':
      return 'a whole number';
    case 'text':
      return 'a text';
    case 'choice':
      return choices.map((one) => `"${one}"`).join(' or ');
    case 'pattern':
      return 'a text';
    case 'texts':
      return 'a list of texts';
  }
}
