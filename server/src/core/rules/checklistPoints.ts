import type { ChecklistPoint } from '../ruleMeta.ts';

// Words of the security checklist that several rules share: their findings become one sentence of a report. A rule with words of
// its own writes them into its facts.

export const SHOWS_SECRET: ChecklistPoint = {
  point: 'secured',
  one: 'shows a secret in the run history',
  many: 'show a secret in the run history',
};

export const SENDS_SECRET: ChecklistPoint = {
  point: 'secured',
  one: 'sends a secret out of the flow',
  many: 'send a secret out of the flow',
};

export const SETTING_WITHOUT_EFFECT: ChecklistPoint = {
  point: 'secured',
  one: 'has a security setting that does not work',
  many: 'have a security setting that does not work',
};

export const HOLDS_SECRET: ChecklistPoint = {
  point: 'vault',
  one: 'holds a secret in plain text',
  many: 'hold a secret in plain text',
};

export const SECRET_OUT_OF_REACH: ChecklistPoint = {
  point: 'vault',
  one: 'takes a secret in a way that does not work',
  many: 'take a secret in a way that does not work',
};

export const OWNER_NEEDS_LOOK: ChecklistPoint = {
  point: 'access',
  one: 'has an owner that needs a look',
  many: 'have an owner that needs a look',
};

export const TRUSTS_CALLER: ChecklistPoint = {
  point: 'calls',
  one: 'takes what a caller sends without care',
  many: 'take what a caller sends without care',
};

export const CALLER_CHOOSES_TARGET: ChecklistPoint = {
  point: 'calls',
  one: 'lets the caller decide where it sends to',
  many: 'let the caller decide where they send to',
};

export const NEEDLESS_CONNECTION: ChecklistPoint = {
  point: 'connections',
  one: 'has a connection that it does not need',
  many: 'have a connection that they do not need',
};
