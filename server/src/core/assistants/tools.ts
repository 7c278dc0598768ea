/** The tools for assistants: what they are called, what they take and what they do. One table for the protocol and the editor. */
import { PROFILES } from '../ruleMeta.ts';
import type { ToolName } from './types.ts';

/** What an argument may be. */
export type ArgumentSpec = {
  /** For the assistant. */
  readonly description: string;
} & (
  | { readonly type: 'string'; readonly enum?: readonly string[]; readonly maxLength?: number }
  | { readonly type: 'boolean' }
  | { readonly type: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'array'; readonly maxItems: number }
);

export interface ToolSpec {
  readonly name: ToolName;
  readonly title: string;
  /** For the assistant: when to call it, and what it gives. */
  readonly description: string;
  /** The same where an editor shows repairs to its user. */
  readonly inEditor?: string;
  readonly arguments: ReadonlyMap<string, ArgumentSpec>;
  readonly required: readonly string[];
  /** Exactly one of these is to be given. */
  readonly oneOf: readonly (readonly string[])[];
  /** It may change files, when it is told to. */
  readonly writes: boolean;
}

/** Largest text of a flow that a call may hold, in UTF-16 code units: as large as a file may be. */
const MAX_TEXT = 20_000_000;
const MAX_SHORT = 4_000;
/** Most rows of one answer. */
const MAX_ROWS = 200;

const TEXT: ArgumentSpec = {
  type: 'string',
  maxLength: MAX_TEXT,
  description: 'The whole text of the flow definition, as JSON. Give this or path.',
};
const PATH: ArgumentSpec = {
  type: 'string',
  maxLength: MAX_SHORT,
  description:
    'Path of the flow file, absolute or relative to the first root. Prefer it to text: its solution and configuration count.',
};
const PROFILE: ArgumentSpec = {
  type: 'string',
  enum: PROFILES,
  description:
    'How much to tell: default (leaks or breaks for certain), team (also what reviewers look for), pedantic (all). Left out: what the configuration says.',
};
const VERSION: ArgumentSpec = {
  type: 'string',
  maxLength: MAX_SHORT,
  description: 'The version that an answer about this text gave: a text that has changed since is refused.',
};
const OFFSET: ArgumentSpec = {
  type: 'integer',
  minimum: 0,
  maximum: 1_000_000,
  description: 'How many findings to pass over: "next" of the answer before.',
};
const limit = (usual: number): ArgumentSpec => ({
  type: 'integer',
  minimum: 1,
  maximum: MAX_ROWS,
  description: `How many findings to give at most (${usual} when left out).`,
});

/** How many findings an answer has when nobody says. */
export const USUAL_ROWS = 50;

const FLOW_ARGUMENTS = { path: PATH, text: TEXT, profile: PROFILE };
const named = (all: Readonly<Record<string, ArgumentSpec>>): ToolSpec['arguments'] =>
  new Map(Object.entries(all));
const ONE_FLOW = [['text', 'path']];

export const TOOLS: readonly ToolSpec[] = [
  {
    name: 'check_flow',
    title: 'Check a flow',
    description:
      'Checks one Power Automate cloud flow for leaked secrets, open triggers, broken references and the like. Gives findings with rule, severity, message, hint, JSON pointer, range (lines 0-based, characters in UTF-16 code units) and the ids of their fixes. Call it after each change of a flow until "clean" is true.',
    arguments: named({ ...FLOW_ARGUMENTS, offset: OFFSET, limit: limit(USUAL_ROWS) }),
    required: [],
    oneOf: ONE_FLOW,
    writes: false,
  },
  {
    name: 'check_solution',
    title: 'Check a folder of flows',
    description:
      'Checks all flows in a folder, and the files of their solutions beside them. Gives counts by file, and the findings in parts: pass "next" of an answer as offset for the rest.',
    arguments: named({
      path: {
        type: 'string',
        maxLength: MAX_SHORT,
        description: 'Path of the folder, absolute or relative to the first root; "." for the whole root.',
      },
      profile: PROFILE,
      offset: OFFSET,
      limit: limit(USUAL_ROWS),
    }),
    required: ['path'],
    oneOf: [],
    writes: false,
  },
  {
    name: 'explain_rule',
    title: 'Explain a rule',
    description:
      'Gives the page of a rule: what is wrong, why it matters, a bad and a good example, how to repair it.',
    arguments: named({
      id: {
        type: 'string',
        maxLength: MAX_SHORT,
        description: 'Id of the rule, such as "secret-read-unsecured".',
      },
    }),
    required: ['id'],
    oneOf: [],
    writes: false,
  },
  {
    name: 'list_fixes',
    title: 'List the fixes of a file',
    description:
      'Lists the repairs that Lockkeeper can make of a flow, or of a file of its solution beside it: id, title, whether it is safe (removes the finding, adds none, and the flow does what it did), what it does and what is left to do. Says why a finding has none.',
    arguments: named({
      ...FLOW_ARGUMENTS,
      finding: {
        type: 'string',
        maxLength: MAX_SHORT,
        description: 'Only those of the finding with this id.',
      },
      pointer: {
        type: 'string',
        maxLength: MAX_SHORT,
        description: 'Only those of findings at or below this JSON pointer.',
      },
      offset: OFFSET,
      limit: limit(USUAL_ROWS),
    }),
    required: [],
    oneOf: ONE_FLOW,
    writes: false,
  },
  {
    name: 'apply_fix',
    title: 'Apply fixes to a file',
    description:
      'Makes repairs of a flow, or of a file of its solution beside it, by their ids, or all safe ones, and checks the result. Shows the change with secrets masked. Writes files only with write: true and path; without it nothing is changed. Gives the new text only of a text that the call gave and that holds no secret.',
    inEditor:
      'Proposes repairs of a flow, or of a file of its solution beside it, by their ids, or all safe ones: the user sees each in a preview and applies it or not. Nothing is saved. Of a text that the call gives, it answers the change; the new text only where it holds no secret.',
    arguments: named({
      ...FLOW_ARGUMENTS,
      fixes: {
        type: 'array',
        maxItems: 100,
        description: 'Ids of fixes, from check_flow or list_fixes; made in this order.',
      },
      all_safe: { type: 'boolean', description: 'True: all safe fixes, in place of ids.' },
      version: VERSION,
      write: { type: 'boolean', description: 'True: write the files. Ask the user first. Only with path.' },
    }),
    required: [],
    oneOf: [...ONE_FLOW, ['fixes', 'all_safe']],
    writes: true,
  },
  {
    name: 'describe_flow',
    title: 'Describe a flow',
    description:
      'Tells what a flow does: what starts it and who may, its steps as they run, connections, owners, and where secrets enter and which steps they reach, with whether the run history shows them there. No values.',
    arguments: named(FLOW_ARGUMENTS),
    required: [],
    oneOf: ONE_FLOW,
    writes: false,
  },
  {
    name: 'diff',
    title: 'Compare two versions of flows',
    description:
      'Tells what changed from an older version to a newer one as a reviewer reads it: new risks first, then step by step, without ids, order of keys and layout. The newer one is path (a flow or a folder, as the files are now) or text; the older one is a git revision, another path or a text. No secret of either is shown.',
    inEditor:
      'Tells what changed in a flow as a reviewer reads it: new risks first, then step by step, without ids, order of keys and layout. The newer version is path (the text in the editor) or text; the older one is the commit HEAD, another path or a text. No secret of either is shown.',
    arguments: named({
      path: { ...PATH, description: 'Path of the newer version, absolute or relative to the first root.' },
      text: { ...TEXT, description: 'The whole text of the newer version, as JSON. Give this or path.' },
      base: {
        type: 'string',
        maxLength: MAX_SHORT,
        description: 'What to compare with: a git revision, such as "HEAD" or "origin/main". Only with path.',
      },
      base_path: { ...PATH, description: 'What to compare with: path of the older version.' },
      base_text: { ...TEXT, description: 'What to compare with: the whole older text, as JSON.' },
      profile: PROFILE,
      offset: { ...OFFSET, description: 'How many risks to pass over: "next" of the answer before.' },
      limit: {
        ...limit(USUAL_ROWS),
        description: `How many risks to give at most (${USUAL_ROWS} when left out).`,
      },
    }),
    required: [],
    oneOf: [...ONE_FLOW, ['base', 'base_path', 'base_text']],
    writes: false,
  },
];

export function toolNamed(name: string): ToolSpec | undefined {
  return TOOLS.find((one) => one.name === name);
}

/** A JSON schema of the arguments of a tool; `without` these, which some reader does not take. */
export function inputSchema(tool: ToolSpec, without: readonly string[] = []): Record<string, unknown> {
  const properties = [...tool.arguments].filter(([name]) => !without.includes(name));
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, spec]) => [name, schemaOf(spec)])),
    ...(tool.required.length === 0 ? {} : { required: [...tool.required] }),
    additionalProperties: false,
  };
}

function schemaOf(spec: ArgumentSpec): Record<string, unknown> {
  if (spec.type !== 'array') return { ...spec };
  const { type, maxItems, description } = spec;
  return { type, description, maxItems, items: { type: 'string', maxLength: MAX_SHORT } };
}

/** Longest text among the items of a list. */
export const MAX_ITEM = MAX_SHORT;
