import type { Step } from '../../flow/model.ts';
import { catalogueOperation } from '../../platform/catalogue/index.ts';

/**
 * What the designers call a step of a type without an operation, in the letters of `plain`. Sources: real flows, and the titles
 * of the built-in operations in Microsoft's designer (Azure/LogicAppsUX).
 */
const OF_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['condition']],
  ['switch', ['switch']],
  ['foreach', ['applytoeach', 'foreach']],
  ['until', ['dountil', 'until']],
  ['scope', ['scope']],
  ['compose', ['compose']],
  ['http', ['http']],
  ['httpwebhook', ['httpwebhook']],
  ['parsejson', ['parsejson']],
  ['query', ['filterarray']],
  ['select', ['select']],
  ['join', ['join']],
  ['table', ['createcsvtable', 'createhtmltable']],
  ['wait', ['delay', 'delayuntil']],
  ['workflow', ['runachildflow']],
  ['initializevariable', ['initializevariable']],
  ['setvariable', ['setvariable']],
  ['incrementvariable', ['incrementvariable']],
  ['decrementvariable', ['decrementvariable']],
  ['appendtoarrayvariable', ['appendtoarrayvariable']],
  ['appendtostringvariable', ['appendtostringvariable']],
]);

/** Names of steps have 80 characters; what is longer is no default. */
const LONGEST = 80;

/**
 * The name that a designer gave a step, without its number, in letters and digits alone; undefined for a step that somebody
 * named. A name says all of a step that ends the flow or answers.
 */
export function defaultStem({ name, lowerType, operation }: Step): string | undefined {
  if (name.length > LONGEST) return undefined;
  const [, text = '', number] = /^(.*?)(_\d{1,4})?$/su.exec(name) ?? [];
  const whole = plain(name);
  const stem = plain(text);
  const names = operation === undefined ? (OF_TYPES.get(lowerType) ?? []) : titlesOf(operation);
  // The title itself may end with a number.
  if (names.includes(whole)) return whole;
  return number !== undefined && names.includes(stem) ? stem : undefined;
}

function titlesOf({ apiName, operationId }: NonNullable<Step['operation']>): readonly string[] {
  if (apiName === undefined || operationId === undefined) return [];
  const title = catalogueOperation(apiName, operationId)?.title;
  return title === undefined ? [] : [plain(title)];
}

/** The designer writes underscores for blanks, and leaves out some signs. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
