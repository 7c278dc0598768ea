/** What a call gives to a tool, checked by ourselves: the low-level server of the protocol passes anything on. */
import { nearest } from '../config/nearest.ts';
import { cutText } from '../text/cut.ts';
import { visible } from '../text/shown.ts';
import { type ArgumentSpec, MAX_ITEM, type ToolSpec } from './tools.ts';
import { ToolError } from './types.ts';

/** Arguments of one call, each of its declared type. */
export interface ToolArguments {
  text(name: string): string | undefined;
  flag(name: string): boolean;
  integer(name: string): number | undefined;
  list(name: string): readonly string[] | undefined;
}

/**
 * The arguments of a call. `null` counts as left out: assistants write it so.
 * @throws ToolError for what the tool does not take, says what to pass
 */
export function checkedArguments(tool: ToolSpec, given: unknown): ToolArguments {
  if (given !== undefined && given !== null && (typeof given !== 'object' || Array.isArray(given)))
    throw new ToolError(`${tool.name} takes an object of arguments, not ${typeName(given)}.`);
  const values = new Map<string, unknown>();
  for (const [name, value] of Object.entries(given ?? {})) {
    const spec = tool.arguments.get(name);
    if (spec === undefined) throw unknown(tool, name);
    if (value === null || value === undefined) continue;
    const wrong = whatIsWrong(spec, value);
    if (wrong !== undefined) throw new ToolError(`"${name}" of ${tool.name} ${wrong}.`);
    values.set(name, value);
  }
  for (const name of tool.required)
    if (!values.has(name))
      throw new ToolError(
        `${tool.name} needs "${name}": ${firstLower(tool.arguments.get(name)!.description)}`,
      );
  for (const names of tool.oneOf) {
    // A switch that is off says nothing.
    const set = names.filter((name) => values.has(name) && values.get(name) !== false);
    if (set.length === 1) continue;
    const listed = names.map((name) => `"${name}"`);
    throw new ToolError(
      set.length === 0
        ? `${tool.name} needs ${listed.join(' or ')}.`
        : `${tool.name} takes ${listed.join(' or ')}, not ${names.length === 2 ? 'both' : 'several'}.`,
    );
  }
  return {
    text: (name) => values.get(name) as string | undefined,
    flag: (name) => values.get(name) === true,
    integer: (name) => values.get(name) as number | undefined,
    list: (name) => values.get(name) as readonly string[] | undefined,
  };
}

/** The end of a sentence; undefined for a value that is right. */
function whatIsWrong(spec: ArgumentSpec, value: unknown): string | undefined {
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `must be true or false, not ${typeName(value)}`;
    case 'integer': {
      const { minimum, maximum } = spec;
      if (typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum)
        return undefined;
      return `must be a whole number from ${minimum} to ${maximum}, not ${typeof value === 'number' ? value : typeName(value)}`;
    }
    case 'array':
      if (!Array.isArray(value)) return `must be a list of texts, not ${typeName(value)}`;
      if (value.length === 0 || value.length > spec.maxItems)
        return `must have from 1 to ${spec.maxItems} entries, not ${value.length}`;
      if (value.every((one) => typeof one === 'string' && one.length <= MAX_ITEM)) return undefined;
      return `must be a list of texts of at most ${MAX_ITEM} characters each`;
    case 'string': {
      if (typeof value !== 'string') return `must be a text, not ${typeName(value)}`;
      if (value.trim() === '') return 'must not be empty';
      if (spec.maxLength !== undefined && value.length > spec.maxLength)
        return `must have at most ${spec.maxLength} characters, not ${value.length}`;
      if (spec.enum === undefined || spec.enum.includes(value)) return undefined;
      return `must be one of ${spec.enum.join(', ')}`;
    }
  }
}

function unknown(tool: ToolSpec, name: string): ToolError {
  const names = [...tool.arguments.keys()];
  const near = nearest(name, names);
  const advice = near === undefined ? `It takes ${names.join(', ')}.` : `Did you mean "${near}"?`;
  return new ToolError(`${tool.name} has no argument "${visible(cutText(name, 60))}". ${advice}`);
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`.replace('a undefined', 'nothing');
}

function firstLower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
