import type { FlowModel, Step } from '../flow/model.ts';
import { STARTER_OF_KIND } from '../flow/requestKinds.ts';
import { isPowerAutomate } from '../flow/wrapper.ts';
import { type JsonTree, Kind, NONE } from '../json/tree.ts';
import type { Confidence } from '../secrets/detect/types.ts';

/**
 * Who puts values into a flow.
 * - `anyone`: HTTP trigger open to whoever has its URL (Microsoft's "Anyone"; missing counts as such, with less certainty)
 * - `tenant`, `users`: HTTP trigger that asks for a token of any user, or of named users
 * - `app`, `button`, `agent`, `page`: an app, a person who presses a button, an agent, a web page
 * - `flow`: a parent flow (a button trigger in a flow that answers is what the designer makes of a child flow)
 * - `sender`: whoever writes to the mailbox; `respondent`: whoever fills in the form
 */
export type CallerKind =
  | 'anyone'
  | 'tenant'
  | 'users'
  | 'app'
  | 'button'
  | 'agent'
  | 'page'
  | 'flow'
  | 'sender'
  | 'respondent';

export interface Caller {
  readonly kind: CallerKind;
  /** For people, within a sentence: `anyone who has the URL of the trigger`. */
  readonly who: string;
  /** How sure the file is that such a caller exists and chooses the value. */
  readonly confidence: Confidence;
}

const WHO: Readonly<Record<CallerKind, string>> = {
  anyone: 'anyone who has the URL of the trigger',
  tenant: 'any user of the tenant',
  users: 'the users whom the trigger names',
  app: 'the person who uses the app',
  button: 'the person who runs the flow',
  agent: 'the person who talks to the agent',
  page: 'the visitor of the page',
  flow: 'the flow that calls this one',
  sender: 'whoever sends the mail',
  respondent: 'whoever fills in the form',
};

export function caller(kind: CallerKind, confidence: Confidence): Caller {
  return { kind, who: WHO[kind], confidence };
}

/** True when the caller need not sign in. */
export function isAnonymous(one: Caller): boolean {
  return one.kind === 'anyone' || one.kind === 'page';
}

/**
 * Who starts the flow with values of their own. Undefined for schedules, and for connector triggers other than new mail: what
 * columns of a list or a table hold, and who may write them, the file does not tell.
 */
export function callerOf(flow: FlowModel): Caller | undefined {
  const trigger = flow.triggers[0];
  if (trigger === undefined) return undefined;
  if (trigger.lowerType === 'request') return requestCaller(flow, trigger);
  return isMailTrigger(trigger) ? caller('sender', 'medium') : undefined;
}

function requestCaller(flow: FlowModel, trigger: Step): Caller | undefined {
  // Logic Apps limit callers outside the definition.
  if (!isPowerAutomate(flow)) return caller('anyone', 'medium');
  if (trigger.kind === 'http') return httpCaller(flow, trigger);
  const starter = STARTER_OF_KIND.get(trigger.kind);
  if (starter === undefined) return undefined;
  if (trigger.kind === 'button' && flow.actions.some((action) => action.lowerType === 'response'))
    return caller('flow', 'medium');
  return caller(starter === 'item' ? 'button' : starter, 'medium');
}

function httpCaller(flow: FlowModel, trigger: Step): Caller {
  const { tree } = flow;
  const setting = tree.child(trigger.inputs, 'triggerAuthenticationType');
  const value = setting === NONE ? '' : tree.string(setting).trim().toLowerCase();
  if (value === 'tenant') return caller('tenant', 'high');
  if (value === 'user') return caller(namesNobody(tree, trigger) ? 'tenant' : 'users', 'high');
  return caller('anyone', value === 'all' ? 'high' : 'medium');
}

/**
 * True when the list of those who may call an HTTP trigger is missing or has nobody in it. With "specific users" the platform
 * then lets in the whole tenant (Microsoft: Add OAuth authentication for HTTP request triggers).
 */
export function namesNobody(tree: JsonTree, trigger: Step): boolean {
  const users = tree.child(trigger.inputs, 'triggerAllowedUsers');
  if (users === NONE || tree.kind(users) === Kind.Null) return true;
  if (tree.isArray(users)) return tree.firstChild(users) === NONE;
  return tree.isString(users) && /^[\s,;]*$/.test(tree.string(users));
}

const MAIL_CONNECTORS = new Set(['shared_office365', 'shared_outlook', 'shared_gmail']);

/** New mail, also in a shared mailbox; operation ids such as `OnNewEmailV3`, `SharedMailboxOnNewEmailV2`. */
function isMailTrigger(trigger: Step): boolean {
  const { apiName, operationId } = trigger.operation ?? {};
  if (apiName === undefined || operationId === undefined) return false;
  return MAIL_CONNECTORS.has(apiName) && /^(?:sharedmailbox)?onnew[a-z]{0,12}email/i.test(operationId);
}

/** `Get response details` of Microsoft Forms: the answers of whoever filled in the form. */
export function isFormResponse(step: Step): boolean {
  const { apiName, operationId } = step.operation ?? {};
  return apiName === 'shared_microsoftforms' && /^getformresponsebyid/i.test(operationId ?? '');
}
