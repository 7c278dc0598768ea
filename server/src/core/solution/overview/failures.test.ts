import { describe, expect, it } from 'vitest';
import { flowModel, type Steps } from '../../../../../test/harness/flowBuilder.ts';
import { failuresOf } from './failures.ts';

const COMPOSE = { type: 'Compose', runAfter: {}, inputs: 'x' };
const MAIL = { type: 'OpenApiConnection', runAfter: {}, inputs: { host: {} } };
const behind = (step: object, name: string, ...statuses: string[]) => ({
  ...step,
  runAfter: { [name]: statuses },
});

function failures(actions: object): string {
  const flow = flowModel({ actions: actions as Steps });
  const { handlers, report } = failuresOf(flow, (step) => step.lowerType === 'openapiconnection');
  return `${handlers.map((one) => one.name)} > ${report?.name ?? '-'}`;
}

describe('failuresOf', () => {
  it('finds what runs after a failure and tells somebody', () => {
    const Catch = { type: 'Scope', actions: { Note: COMPOSE, Mail: MAIL } };
    expect(failures({ Try: COMPOSE, Catch: behind(Catch, 'Try', 'Failed', 'TimedOut') })).toBe(
      'Catch > Mail',
    );
    expect(failures({ Try: COMPOSE, Mail: behind(MAIL, 'Try', 'FAILED') })).toBe('Mail > Mail');
    expect(
      failures({
        Try: COMPOSE,
        Note: behind(COMPOSE, 'Try', 'TimedOut'),
        End: behind({ type: 'Terminate', inputs: { runStatus: 'Failed' } }, 'Note', 'Succeeded'),
      }),
    ).toBe('Note > End');
  });

  it('tells a handler that nobody hears', () => {
    expect(
      failures({
        Try: COMPOSE,
        Note: behind(COMPOSE, 'Try', 'Failed'),
        Mail: behind(MAIL, 'Try', 'Succeeded'),
        Hide: behind({ type: 'Terminate', inputs: { runStatus: 'Succeeded' } }, 'Note', 'Succeeded'),
        // Runs when nothing failed.
        Business: behind(MAIL, 'Note', 'Skipped'),
      }),
    ).toBe('Note > -');
  });

  it('takes ignoring a failure for no handler, unless the outcome is looked at', () => {
    const always = ['Succeeded', 'Failed', 'Skipped', 'TimedOut'];
    expect(failures({ Try: COMPOSE, Mail: behind(MAIL, 'Try', ...always) })).toBe(' > -');
    const If = {
      type: 'If',
      expression: { equals: ["@actions('Try')?['status']", 'Failed'] },
      actions: { Mail: MAIL },
    };
    expect(failures({ Try: COMPOSE, If: behind(If, 'Try', ...always) })).toBe('If > Mail');
    const Finally = {
      type: 'Scope',
      actions: { Find: { ...COMPOSE, inputs: "@result('Try')" }, Mail: MAIL },
    };
    expect(failures({ Try: COMPOSE, Finally: behind(Finally, 'Try', ...always) })).toBe('Finally > Mail');
  });

  it('is silent where nothing runs after a failure', () => {
    expect(failures({ A: COMPOSE, B: behind(MAIL, 'A', 'Succeeded') })).toBe(' > -');
    expect(failures({})).toBe(' > -');
  });
});
