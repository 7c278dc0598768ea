import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import { PROFILES, type Profile, type RuleMeta } from '../ruleMeta.ts';
import type { Span } from '../text/span.ts';
import { globProblem } from './files.ts';
import type { IgnoreEntry } from './ignore.ts';
import { nearest } from './nearest.ts';
import { hostPatternProblem, type Policy } from './policy/index.ts';
import { type Extended, readExtends } from './readExtends.ts';
import { readIgnore } from './readIgnore.ts';
import { readRules } from './readRules.ts';
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
  /** What it builds upon, in the order of the text; `base` of a second reading says what that is. */
  readonly extended: readonly Extended[];
  /** In the order of the text. */
  readonly problems: readonly ConfigProblem[];
}

const KEYS = ['$schema', 'extends', 'profile', 'rules', 'include', 'exclude', 'policy', 'ignore'];
const POLICY_KEYS = ['dlp', 'allowedHosts', 'blockedHosts'];
const MAX_LENGTH = 1_000_000;

/**
 * Reads the text of a lockkeeper.config.json: JSON, comments and trailing commas allowed. Never throws: whatever is wrong
 * becomes a problem with its exact span, and the rest still counts. `base`: what counts where the text says nothing; of it
 * nothing but profile, rules and policy.
 */
export function parseConfig(
  text: string,
  knownRules: readonly RuleMeta[],
  base: Config = DEFAULT_CONFIG,
): ParsedConfig {
  const reader = new ConfigReader(text, knownRules, base);
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
  return {
    config,
    extended: reader.extended,
    problems: reader.problems.sort((a, b) => a.span.start - b.span.start),
  };
}

class ConfigReader {
  readonly problems: ConfigProblem[] = [];
  extended: readonly Extended[] = [];
  readonly #text: string;
  readonly #rulesById: ReadonlyMap<string, RuleMeta>;
  readonly #base: Config;

  constructor(text: string, knownRules: readonly RuleMeta[], base: Config) {
    this.#text = text;
    this.#rulesById = new Map(knownRules.map((rule) => [rule.id, rule]));
    this.#base = base;
  }

  read(): Config {
    const root = this.#parse();
    if (root === undefined) return DEFAULT_CONFIG;
    if (root.type !== 'object') {
      this.#problem(root, `The config must be an object, not ${describe(root)}.`);
      return DEFAULT_CONFIG;
    }
    let { include, exclude } = DEFAULT_CONFIG;
    let { profile, rules, policy } = this.#base;
    let ignore: readonly IgnoreEntry[] = [];
    for (const [key, value, keyNode] of this.#properties(root)) {
      if (key === 'profile') profile = this.#profile(value);
      else if (key === 'extends')
        this.extended = readExtends(value, (at, message) => this.#problem(at, message));
      else if (key === 'rules') rules = { ...this.#base.rules, ...this.#rules(value) };
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
    if ((PROFILES as readonly unknown[]).includes(node.value)) return node.value as Profile;
    this.#problem(node, `"profile" must be "default", "team" or "pedantic", not ${describe(node)}.`);
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
    return readIgnore(node, this.#reading());
  }

  #rules(node: Node): Readonly<Record<string, RuleSetting>> {
    return readRules(node, { ...this.#reading(), ruleOf: (id) => this.#rulesById.get(id)! });
  }

  #reading() {
    return {
      properties: (object: Node) => this.#properties(object),
      unknownRule: (id: string) => this.#unknownRule(id),
      problem: (at: Node, message: string) => this.#problem(at, message),
    };
  }

  /** What to say about an id that is none; undefined when it is one. */
  #unknownRule(id: string): string | undefined {
    if (this.#rulesById.has(id)) return undefined;
    const near = nearest(id, this.#rulesById.keys());
    const advice = near === undefined ? 'Run "lockkeeper rules" for the list.' : `Did you mean "${near}"?`;
    return `There is no rule "${shown(id)}". ${advice}`;
  }

  #problem(node: Node, message: string): void {
    this.#problemAt(node.offset, node.offset + node.length, message);
  }

  #problemAt(start: number, end: number, message: string): void {
    this.problems.push({ message, span: { start, end } });
  }
}
