/** Who starts a Request trigger: an app, a person with a button or a selected item, an agent, a page. */
export type Starter = 'app' | 'button' | 'item' | 'agent' | 'page';

/**
 * Lower-cased kinds of Request triggers that others than an HTTP client start (flow-format 2.3, and real flows). Only Power
 * Automate has them, also as kinds of the step that answers.
 */
export const STARTER_OF_KIND: ReadonlyMap<string, Starter> = new Map([
  ['powerapp', 'app'],
  ['powerappv2', 'app'],
  ['button', 'button'],
  ['apiconnection', 'item'],
  ['skills', 'agent'],
  ['virtualagent', 'agent'],
  ['powervirtualagents', 'agent'],
  ['powerpages', 'page'],
]);
