import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Severity } from '../finding.ts';
import type { Profile, RuleMeta } from '../ruleMeta.ts';
import type { Span } from '../text/span.ts';
import { globProblem } from './files.ts';
import type { IgnoreEntry } from './ignore.ts';
import { nearest } from './nearest.ts';
import { hostPatternProblem, type Policy } from './policy/index.ts';
import { readIgnore } from './readIgnore.ts';
import { type Config, DEFAULT_CONFIG, type RuleSetting } from './types.ts';
import { describe, shown, suggest, syntaxMessage } from './words.ts';

export const CONFIG_FILE_NAME = 'lockkeeper.config.json';

/** Something in the config that does not count. */
export interface ConfigProblem {
  /** One plain sentence. */
  readonly message: string;
  /** Offsets in the text as given. */
  readonly span: Span;
}

export interface ParsedConfig {
  /** All that could be understood; defaults for the rest. */
  readonly config: Config;
  /** In the order of the text. */
  readonly problems: readonly ConfigProblem[];
}

const KEYS = ['$schema', 'profile', 'rules', 'include', 'exclude', 'policy', 'ignore'];
const POLICY_KEYS = ['dlp', 'allowedHosts', 'blockedHosts'];
const PROFILES: readonly string[] = ['default', 'pedantic'] satisfies Profile[];
const SEVERITIES: readonly string[] = ['error', 'warning', 'info', 'hint'] satisfies Severity[];
const MAX_LENGTH = 1_000_000;

/**
 * Reads the text of a lockkeeper.config.json: JSON, comments and trailing commas allowed. Never throws: whatever is wrong
 * becomes a problem with its exact span, and the rest still counts.
 */
export function parseConfig(text: string, knownRules: readonly RuleMeta[]): ParsedConfig {
  const reader = new ConfigReader(text, knownRules);
  let config = DEFAULT_CONFIG;
  try {
    config = reader.read();
  } catch {
    // jsonc-parser walks recursively: only the stack can have run out.
    reader.problems.push({
      message: 'The config is nested too deeply to be read.',
      span: { start: 0, end: 0 },
    });
  }
  return { config, problems: reader.problems.sort((a, b) => a.span.start - b.span.start) };
}

/** The plain value of a node. A key is a property of its own whatever its name; of a repeated one the last counts. */
function plainValue({ type, value, children = [] }: Node): unknown {
  if (type === 'array') return children.map(plainValue);
  if (type !== 'object') return value;
  return Object.fromEntries(
    children.flatMap(({ children: [key, one] = [] }) =>
      key === undefined || one === undefined ? [] : [[String(key.value), plainValue(one)]],
    ),
  );
}

class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  readonly #text: string;
  readonly #ruleIds: ReadonlySet<string>;

  constructor(text: string, knownRules: readonly RuleMeta[]) {
    this.#text = text;
    this.#ruleIds = new Set(knownRules.map((rule) => rule.id));
  }

  read(): Config {
    const root = this.#parse();
    if (root === undefined) return DEFAULT_CONFIG;
    if (root.type !== 'object') {
      this.#problem(root, `The config must be an object, not ${describe(root)}.`);
      return DEFAULT_CONFIG;
    }
    let { profile, include, exclude } = DEFAULT_CONFIG;
    let rules: Readonly<Record<string, RuleSetting>> = DEFAULT_CONFIG.rules;
    let policy: Policy | undefined;
    let ignore: readonly IgnoreEntry[] = [];
    for (const [key, value, keyNode] of this.#properties(root)) {
      if (key === 'profile') profile = this.#profile(value);
      else if (key === 'rules') rules = this.#rules(value);
      else if (key === 'include') include = this.#globs(key, value);
      else if (key === 'exclude') exclude = this.#globs(key, value);
      else if (key === 'policy') policy = this.#policy(value);
      else if (key === 'ignore') ignore = this.#ignore(value);
      else if (key !== '$schema')
        this.#problem(keyNode, `"${shown(key)}" is not a setting. ${suggest(key, KEYS)}`);
    }
    return {
      profile,
      rules,
      include,
      exclude,
      ...(policy === undefined ? {} : { policy }),
      ...(ignore.length === 0 ? {} : { ignore }),
    };
  }

  #parse(): Node | undefined {
    const { length } = this.#text;
    if (length > MAX_LENGTH) {
      this.#problemAt(0, 0, 'The config is larger than 1 MB and was not read.');
      return undefined;
    }
    // A byte order mark is no JSON for the parser; a space keeps the offsets.
    const text = this.#text.startsWith('\uFEFF') ? ` ${this.#text.slice(1)}` : this.#text;
    if (text.trim() === '') {
      this.#problemAt(0, length, 'The config is empty: write at least {}.');
      return undefined;
    }
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { allowTrailingComma: true });
    const first = errors[0];
    // The errors that follow the first one mostly follow from it.
    if (first !== undefined) {
      const start = Math.min(first.offset, length);
      this.#problemAt(start, start + first.length, `This is not valid JSON: ${syntaxMessage(first.error)}.`);
    }
    return root;
  }

  /** Properties with a value. A repeated key is told; the last one wins, as in JSON. */
  #properties(object: Node): [string, Node, Node][] {
    const found = new Map<string, [string, Node, Node]>();
    for (const property of object.children ?? []) {
      const [keyNode, value] = property.children ?? [];
      if (keyNode === undefined || value === undefined) continue;
      const key = String(keyNode.value);
      if (found.has(key))
        this.#problem(keyNode, `"${shown(key)}" is set twice; the last one counts. Remove one of them.`);
      found.set(key, [key, value, keyNode]);
    }
    return [...found.values()];
  }

  #profile(node: Node): Profile {
    if (PROFILES.includes(node.value as string)) return node.value as Profile;
    this.#problem(node, `"profile" must be "default" or "pedantic", not ${describe(node)}.`);
    return DEFAULT_CONFIG.profile;
  }

  #globs(key: string, node: Node): readonly string[] {
    if (node.type !== 'array') {
      this.#problem(node, `"${key}" must be a list of globs such as ["src/**"], not ${describe(node)}.`);
      return [];
    }
    const globs: string[] = [];
    for (const item of node.children ?? []) {
      if (item.type !== 'string') {
        this.#problem(item, `"${key}" must hold strings only, not ${describe(item)}.`);
        continue;
      }
      const glob = String(item.value);
      const problem = globProblem(glob);
      if (problem === undefined) globs.push(glob);
      else this.#problem(item, `This glob ${problem}.`);
    }
    return globs;
  }

  #policy(node: Node): Policy | undefined {
    if (node.type !== 'object') {
      this.#problem(
        node,
        `"policy" must be an object such as {"allowedHosts": ["*.contoso.com"]}, not ${describe(node)}.`,
      );
      return undefined;
    }
    let dlpFile: string | undefined;
    let allowedHosts: readonly string[] = [];
    let blockedHosts: readonly string[] = [];
    for (const [key, value, keyNode] of this.#properties(node)) {
      if (key === 'dlp') dlpFile = this.#path(value);
      else if (key === 'allowedHosts') allowedHosts = this.#hosts(key, value);
      else if (key === 'blockedHosts') blockedHosts = this.#hosts(key, value);
      else
        this.#problem(keyNode, `"${shown(key)}" is not a setting of "policy". ${suggest(key, POLICY_KEYS)}`);
    }
    return { dlpFile, dlp: [], allowedHosts, blockedHosts };
  }

  /** A file below or beside the config; absolute paths and addresses would not work for others. */
  #path(node: Node): string | undefined {
    const path = node.type === 'string' ? String(node.value).trim().replaceAll('\\', '/') : '';
    if (path !== '' && !path.startsWith('/') && !/^[a-z][a-z0-9+.-]*:/i.test(path)) return path;
    this.#problem(
      node,
      `"dlp" must be the path of an exported policy, relative to this file, not ${describe(node)}.`,
    );
    return undefined;
  }

  #hosts(key: string, node: Node): readonly string[] {
    if (node.type !== 'array') {
      this.#problem(
        node,
        `"${key}" must be a list of hosts such as ["*.contoso.com"], not ${describe(node)}.`,
      );
      return [];
    }
    const hosts: string[] = [];
    for (const item of node.children ?? []) {
      if (item.type !== 'string') {
        this.#problem(item, `"${key}" must hold strings only, not ${describe(item)}.`);
        continue;
      }
      const problem = hostPatternProblem(String(item.value));
      if (problem === undefined) hosts.push(String(item.value).trim().toLowerCase());
      else this.#problem(item, `This host ${problem}.`);
    }
    return hosts;
  }

  #ignore(node: Node): readonly IgnoreEntry[] {
    return readIgnore(node, {
      properties: (object) => this.#properties(object),
      unknownRule: (id) => this.#unknownRule(id),
      problem: (at, message) => this.#problem(at, message),
    });
  }

  /** What to say about an id that is none; undefined when it is one. */
  #unknownRule(id: string): string | undefined {
    if (this.#ruleIds.has(id)) return undefined;
    const near = nearest(id, this.#ruleIds);
    const advice = near === undefined ? 'Run "lockkeeper rules" for the list.' : `Did you mean "${near}"?`;
    return `There is no rule "${shown(id)}". ${advice}`;
  }

  #rules(node: Node): Readonly<Record<string, RuleSetting>> {
    const rules = new Map<string, RuleSetting>();
    if (node.type !== 'object') {
      this.#problem(
        node,
        `"rules" must be an object such as {"insecure-url": "off"}, not ${describe(node)}.`,
      );
      return {};
    }
    for (const [id, value, keyNode] of this.#properties(node)) {
      const unknown = this.#unknownRule(id);
      if (unknown !== undefined) {
        this.#problem(keyNode, unknown);
        continue;
      }
      const setting = this.#setting(id, value);
      if (setting !== undefined) rules.set(id, setting);
    }
    return Object.fromEntries(rules);
  }

  #setting(id: string, node: Node): RuleSetting | undefined {
    if (node.type !== 'array') return this.#severity(id, node);
    const [first, second, third] = node.children ?? [];
    if (first === undefined) {
      this.#problem(
        node,
        `The setting of "${id}" is an empty list: write ["warning", {}] or just "warning".`,
      );
      return undefined;
    }
    const severity = this.#severity(id, first);
    if (third !== undefined)
      this.#problem(third, `The setting of "${id}" holds more than a severity and its options.`);
    if (second !== undefined && second.type !== 'object') {
      this.#problem(second, `The options of "${id}" must be an object, not ${describe(second)}.`);
      return severity;
    }
    if (severity === undefined || second === undefined) return severity;
    return [severity, plainValue(second) as Readonly<Record<string, unknown>>];
  }

  #severity(id: string, node: Node): Severity | 'off' | undefined {
    if (node.value === 'off' || SEVERITIES.includes(node.value as string)) return node.value;
    const allowed = '"off", "error", "warning", "info" or "hint"';
    const near = node.type === 'string' ? nearest(String(node.value), ['off', ...SEVERITIES]) : undefined;
    const advice = near === undefined ? '' : ` Did you mean "${near}"?`;
    this.#problem(node, `The severity of "${id}" must be ${allowed}, not ${describe(node)}.${advice}`);
    return undefined;
  }

  #problem(node: Node, message: string): void {
    this.#problemAt(node.offset, node.offset + node.length, message);
  }

  #problemAt(start: number, end: number, message: string): void {
    this.problems.push({ message, span: { start, end } });
  }
}
