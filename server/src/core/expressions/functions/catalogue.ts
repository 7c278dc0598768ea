import { FUNCTION_TABLE, type FunctionCategory } from './table.ts';

/** What a value is; `any` where it depends. */
export type ValueType =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'array'
  | 'object'
  | 'binary'
  | 'xml'
  | 'any';

export interface FunctionParameter {
  readonly name: string;
  readonly optional: boolean;
  /** What it takes; empty where anything goes. */
  readonly types: readonly ValueType[];
}

export interface FunctionInfo {
  /** As Microsoft writes it; names are compared without case. */
  readonly name: string;
  readonly category: FunctionCategory;
  /** `substring(text, startIndex, length?)`: `?` marks what may be left out, `...` that more may follow. */
  readonly signature: string;
  /** The same with types: `substring(text: string, startIndex: integer, length?: integer)`. */
  readonly typedSignature: string;
  /** Those with a name. Where any number may follow, further ones are like the last. */
  readonly parameters: readonly FunctionParameter[];
  readonly minArgs: number;
  /** `Infinity` when any number may follow. */
  readonly maxArgs: number;
  /** What it gives. */
  readonly result: readonly ValueType[];
  /** One English sentence. */
  readonly summary: string;
  /** False: known from Microsoft's designer or older pages only, so less sure. */
  readonly documented: boolean;
  /** Does the value of an argument come through in the result? `passesArgument` tells it per argument. */
  readonly passes: 'value' | 'nothing';
}

/** Functions, besides all of dates and all of the workflow, whose result does not show the value of any argument. */
const PASS_NOTHING = new Set(
  (
    'length empty equals greater greaterOrEquals less lessOrEquals not and or contains startsWith endsWith ' +
    'indexOf lastIndexOf nthIndexOf isInt isFloat bool rand range guid uriPort uriScheme utf8Length utf16Length'
  ).split(' '),
);

/** Where only some arguments come through: their positions. A condition, a position or a search text does not. */
const PASS_SOME = new Map<string, readonly number[]>([
  ['if', [1, 2]],
  ['replace', [0, 2]],
  ...'formatNumber slice split substring chunk skip take sort float xpath removeProperty'
    .split(' ')
    .map((name): [string, readonly number[]] => [name.toLowerCase(), [0]]),
]);

const LINE = /^(~?)(\w+)\(([^)]*)\) -> (\S+): (.+)$/;
const PARAMETER = /^(\w+)(\??)(?:: (.+))?$/;

function readTable(): FunctionInfo[] {
  const functions: FunctionInfo[] = [];
  for (const category of Object.keys(FUNCTION_TABLE) as FunctionCategory[]) {
    for (const line of FUNCTION_TABLE[category].split('\n')) {
      const [, mark, name, list, result, summary] = LINE.exec(line) ?? [];
      if (name === undefined || list === undefined || result === undefined || summary === undefined) continue;
      const parts = list === '' ? [] : list.split(', ');
      const parameters = parts.flatMap(readParameter);
      const nothing = category === 'dateTime' || category === 'workflow' || PASS_NOTHING.has(name);
      functions.push({
        name,
        category,
        signature: `${name}(${parts.map((part) => part.replace(/:.*/, '')).join(', ')})`,
        typedSignature: `${name}(${list})`,
        parameters,
        minArgs: parameters.filter((parameter) => !parameter.optional).length,
        maxArgs: parameters.length < parts.length ? Number.POSITIVE_INFINITY : parameters.length,
        result: result.split('|') as ValueType[],
        summary,
        documented: mark === '',
        passes: nothing ? 'nothing' : 'value',
      });
    }
  }
  return functions;
}

/** Nothing for `...`. */
function readParameter(text: string): FunctionParameter[] {
  const [, name, mark, types] = PARAMETER.exec(text) ?? [];
  if (name === undefined) return [];
  return [{ name, optional: mark === '?', types: (types?.split('|') ?? []) as ValueType[] }];
}

/** All functions, in the order of Microsoft's reference. */
export const functionList: readonly FunctionInfo[] = readTable();

const BY_NAME = new Map(functionList.map((info) => [info.name.toLowerCase(), info]));

/** @param lowerName the name in lower case, as in `CallExpr.lowerName` */
export function findFunction(lowerName: string): FunctionInfo | undefined {
  return BY_NAME.get(lowerName);
}

/**
 * Does the value of the argument at `index` (0-based) come through, whole or in part, in the result of the function?
 * An unknown function is assumed to pass everything.
 */
export function passesArgument(lowerName: string, index: number): boolean {
  const info = BY_NAME.get(lowerName);
  if (info === undefined) return true;
  if (info.passes === 'nothing') return false;
  return PASS_SOME.get(lowerName)?.includes(index) ?? true;
}
