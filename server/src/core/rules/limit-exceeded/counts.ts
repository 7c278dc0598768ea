import { templateExprs } from '../../expressions/index.ts';
import type { NodePlace } from '../../finding.ts';
import type { ExpressionSite, FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { stepName } from '../texts.ts';
import { quotedName, userName } from '../unknownNames.ts';

/** Limits of one definition (https://learn.microsoft.com/power-automate/limits-and-config), counted as exported flows allow. */
const MOST_ACTIONS = 500;
/** Containers around a step. */
const MOST_LEVELS = 8;
const MOST_VARIABLES = 250;
/** Without the default. */
const MOST_CASES = 25;
/** UTF-16 code units, as all lengths here. */
const LONGEST_VARIABLE_NAME = 80;
/** Of each expression, not of the text around several. */
const LONGEST_EXPRESSION = 8192;
const LONGEST_TRACKED = 16_000;
/** Of a limit that a flow grows towards: from here on there is a warning. */
const NEAR = 0.9;

/** Something larger than it may be, or nearly so. */
export interface Excess {
  readonly place: NodePlace;
  readonly message: string;
  readonly hint: string;
  /** Tells it from others at its place. */
  readonly key: string;
  /** Within the limit, but close to it. */
  readonly isNear: boolean;
  /** The number or duration to write in place of the one that stands there; undefined where it is not a matter of one. */
  readonly limit: number | string | undefined;
}

/** `8,192`, the same everywhere. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

const PLAIN = { key: '', isNear: false, limit: undefined };

/** What is counted over the whole flow. */
export function ofFlow(flow: FlowModel): readonly Excess[] {
  const { actions, topLevel } = flow;
  // Without many steps there are not many variables either.
  if (actions.length < MOST_VARIABLES * NEAR) return [];
  const variables = actions.filter((step) => step.lowerType === 'initializevariable').length;
  const counted: [string, number, number, string][] = [
    ['actions', actions.length, MOST_ACTIONS, 'Move a part of the flow into a child flow.'],
    ['variables', variables, MOST_VARIABLES, 'Keep several values in one variable of type object.'],
  ];
  return counted
    .filter(([, count, most]) => count >= most * NEAR)
    .map(([what, count, most, hint]) => ({
      ...{ place: { node: topLevel.node, part: 'key' as const }, hint, limit: undefined },
      message:
        count > most
          ? `The flow has ${number(count)} ${what}, and ${number(most)} is the limit.`
          : `The flow has ${number(count)} of the ${number(most)} ${what} that it may have.`,
      key: what,
      isNear: count <= most,
    }));
}

/** What a step holds too much of. */
export function inSteps(flow: FlowModel): readonly Excess[] {
  const { tree, actions } = flow;
  const found: Excess[] = [];
  const add = (node: number, part: 'key' | 'value', message: string, hint: string): void => {
    found.push({ ...PLAIN, place: { node, part }, message, hint });
  };
  for (const step of tooDeep(actions)) {
    const levels = `${MOST_LEVELS + 1} levels deep, and ${MOST_LEVELS} is the limit`;
    add(
      step.node,
      'key',
      `The steps in ${stepName(step)} are nested ${levels}.`,
      'Move some of the steps into a child flow, or use one condition in place of several.',
    );
  }
  for (const step of actions) {
    const cases = step.lowerType === 'switch' ? tree.child(step.node, 'cases') : -1;
    const count = tree.isObject(cases) ? tree.children(cases).length : 0;
    if (count > MOST_CASES)
      add(
        cases,
        'key',
        `${stepName(step)} has ${number(count)} cases, and ${MOST_CASES} is the limit.`,
        'Move the rarer cases into a second switch in the default.',
      );
    if (step.trackedProperties < 0) continue;
    const { start, end } = tree.valueSpan(step.trackedProperties);
    if (end - start <= LONGEST_TRACKED) continue;
    const length = JSON.stringify(tree.toValue(step.trackedProperties)).length;
    if (length > LONGEST_TRACKED)
      add(
        step.trackedProperties,
        'key',
        `The tracked properties of ${stepName(step)} have ${number(length)} characters, and ${number(LONGEST_TRACKED)} is the limit.`,
        'Track fewer or shorter values.',
      );
  }
  for (const { name, nameNode, step } of namesOf(flow).variables) {
    if (name.length > LONGEST_VARIABLE_NAME && !name.startsWith('@'))
      add(
        nameNode,
        'value',
        `The name of the variable ${quotedName(name)} has ${number(name.length)} characters, and ${LONGEST_VARIABLE_NAME} is the limit.`,
        `Give the variable of ${stepName(step)} a shorter name, here and where it is used.`,
      );
  }
  return found;
}

/** The containers with steps that have as many around them as a step may have: not those within them. */
function tooDeep(actions: readonly Step[]): readonly Step[] {
  const levels = new Map<Step, number>();
  const found: Step[] = [];
  for (const step of actions) {
    if (step.branches.length === 0) continue;
    const owner = step.branch?.owner;
    const around = owner === undefined ? 0 : levels.get(owner)! + 1;
    levels.set(step, around);
    if (around === MOST_LEVELS && step.branches.some(({ steps }) => steps.length > 0)) found.push(step);
  }
  return found;
}

/** One for each text with an expression that is too long. */
export function inExpressions(flow: FlowModel): readonly Excess[] {
  const { tree } = flow;
  const found: Excess[] = [];
  const most = number(LONGEST_EXPRESSION);
  for (const site of flow.expressions) {
    const { node, inKey } = site;
    const inFile = inKey ? tree.keyLength(node) : tree.end(node) - tree.start(node);
    if (inFile < LONGEST_EXPRESSION * NEAR) continue;
    const length = longestIn(site);
    if (length < LONGEST_EXPRESSION * NEAR) continue;
    const isNear = length <= LONGEST_EXPRESSION;
    found.push({
      place: { node, part: 'key' },
      message: isNear
        ? `${userName(flow, site)} has an expression of ${number(length)} of the ${most} characters that it may have.`
        : `${userName(flow, site)} has an expression of ${number(length)} characters, and ${most} is the limit.`,
      hint: 'Work out parts of it in steps "Compose" before, and read their outputs.',
      key: inKey ? 'expression in key' : 'expression',
      isNear,
      limit: undefined,
    });
  }
  return found;
}

function longestIn({ template }: ExpressionSite): number {
  if (template.problems.length > 0) return 0;
  return templateExprs(template).reduce((most, { span }) => Math.max(most, span.end - span.start), 0);
}
