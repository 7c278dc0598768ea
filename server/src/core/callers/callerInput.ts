import type { ValuePath } from '../expressions/index.ts';
import type { FlowModel, Step } from '../flow/model.ts';
import { type Caller, caller } from './caller.ts';
import { inputName, isFormAnswer } from './inputs.ts';

/** A value of the caller's choice that an expression carries, character by character. */
export interface CallerInput {
  readonly caller: Caller;
  /** As the caller or the maker sees it; '' for a whole body. */
  readonly name: string;
  /**
   * The designer made the name of a step and its field (Power Apps V1, "Ask in PowerApps"): `HTTP_Uri` for any value that
   * somebody put into the field "URI", whatever stands around it there.
   */
  readonly fromField: boolean;
  /** For people: `the trigger input "Email"`. */
  readonly label: string;
  /** Tells inputs apart. */
  readonly key: string;
}

/** The input that stands at a path of the trigger's outputs. */
export function triggerInput(flow: FlowModel, trigger: Step, who: Caller, path: ValuePath): CallerInput {
  const named = path.filter((key) => key !== '*');
  const name = named.length < 2 ? '' : inputName(flow, trigger, path);
  const fromField = trigger.kind === 'powerapp';
  return {
    caller: who,
    name,
    fromField,
    label: labelOf(who, named, who.kind === 'sender' ? name : pathName(named, name)),
    key: path.join('/').toLowerCase(),
  };
}

/** The answer that stands at a path of the outputs of "Get response details"; empty for what the platform fills in. */
export function formInput(path: ValuePath): CallerInput[] {
  if (!isFormAnswer(path)) return [];
  // The file does not tell a free text from a choice.
  const respondent = caller('respondent', 'low');
  const key = `form/${path.join('/')}`;
  return [{ caller: respondent, name: '', fromField: false, label: 'an answer of the form', key }];
}

/** Fields of one name in several objects are told by their path: `billing/City`. */
function pathName(named: readonly string[], name: string): string {
  return named.length > 2 && named[0] === 'body' ? [...named.slice(1, -1), name].join('/') : name;
}

const MAIL_LABELS: ReadonlyMap<string, string> = new Map([
  ['from', "the address of the mail's sender"],
  ['replyto', 'the answer address of the mail'],
  ['bodypreview', "the mail's body"],
  ['name', 'the name of an attachment'],
]);

function labelOf(who: Caller, path: ValuePath, name: string): string {
  if (name === '') return who.kind === 'sender' ? 'the mail' : 'what the trigger receives';
  if (who.kind === 'sender') return MAIL_LABELS.get(name.toLowerCase()) ?? `the mail's ${name}`;
  switch (path[0]?.toLowerCase()) {
    case 'headers':
      return `the request header "${name}"`;
    case 'queries':
      return `the query parameter "${name}" of the request`;
    default:
      return `the trigger input "${name}"`;
  }
}
