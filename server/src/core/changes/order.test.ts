import { describe, expect, it } from 'vitest';
import {
  compose,
  flowText,
  inOrder,
  runsAfter,
  type StepJson,
  type Steps,
  scope,
} from '../../../../test/harness/flowBuilder.ts';
import { changeLinesOfFlow } from './testing.ts';

const between = (base: Steps, head: Steps): string[] =>
  changeLinesOfFlow(flowText({ actions: base }), flowText({ actions: head }));
const waiting = (step: StepJson, waits: Readonly<Record<string, readonly string[]>>): StepJson => ({
  ...step,
  runAfter: waits,
});
const OK = ['Succeeded'];
const [A, B, C, D] = [compose(1), compose(2), compose(3), compose(4)];

describe('run-after', () => {
  it('of steps that changed places is one sentence', () => {
    expect(between(inOrder({ X: D, A, B, Y: D }), inOrder({ X: D, B, A, Y: D }))).toEqual([
      '~ B (Compose)',
      '  runs before A',
      'left out: stepOrder 1',
    ]);
    expect(between(inOrder({ A, B, C, D }), inOrder({ B, C, D, A }))).toEqual([
      '~ A (Compose)',
      '  runs after D',
      'left out: stepOrder 1',
    ]);
  });

  it('of which a step was lost or won', () => {
    const both = { A, B, C: waiting(C, { A: OK, B: OK }) };
    const one = { A, B, C: waiting(C, { A: OK }) };
    expect(between(both, one)).toEqual(['~ C (Compose)', '  no longer waits for B']);
    expect(between(one, both)).toEqual(['~ C (Compose)', '  also waits for B']);
  });

  it('made parallel, or one after the other', () => {
    const row = inOrder({ A, B, C });
    const beside = { ...inOrder({ A, B }), C: runsAfter(C, 'A') };
    expect(between(row, beside)).toEqual(['~ C (Compose)', '  no longer waits for B']);
    expect(between(beside, row)).toEqual(['~ C (Compose)', '  also waits for B']);
  });

  it('with other outcomes is always told, and lost error handling is a risk', () => {
    const plain = inOrder({ A, B });
    const handler = { A, B: waiting(B, { A: ['Failed', 'TimedOut'] }) };
    expect(between(plain, handler)).toEqual([
      '~ B (Compose)',
      '  outcomes of A: succeeded -> failed timedout (gained)',
    ]);
    expect(between(handler, plain)).toEqual([
      '~ B (Compose)',
      '  outcomes of A: failed timedout -> succeeded (lost)',
    ]);
    const skipped = { A, B: waiting(B, { A: ['Failed', 'Skipped'] }) };
    expect(between({ A, B: waiting(B, { A: ['Failed'] }) }, skipped)).toEqual([
      '~ B (Compose)',
      '  outcomes of A: failed -> failed skipped',
    ]);
  });

  it('of a handler stays with an insertion that takes the outcomes over', () => {
    const base = { A, B: waiting(B, { A: ['Failed'] }) };
    const head = { A, N: waiting(C, { A: ['Failed'] }), B: waiting(B, { N: OK }) };
    expect(between(base, head)).toEqual([
      '+ N (Compose), between after A before B',
      '  outcomes of A:  -> failed (gained)',
    ]);
  });

  it('of a handler whose step was removed is told, and nothing is lost', () => {
    const base = { A, B: runsAfter(B, 'A'), H: waiting(C, { B: ['Failed'] }) };
    const head = { A, H: runsAfter(C, 'A') };
    expect(between(base, head)).toEqual([
      '- B (Compose), between after A before H',
      '~ H (Compose)',
      '  outcomes of B: failed -> ',
    ]);
  });

  it('of a handler of a scope whose steps were taken out of it is lost', () => {
    const base = { Try: scope(inOrder({ A, B })), H: waiting(C, { Try: ['Failed'] }) };
    const head = inOrder({ A, B, H: C });
    expect(between(base, head).filter((line) => line.includes('(lost)'))).toEqual([
      '  outcomes of Try: failed ->  (lost)',
    ]);
  });

  it('of a handler that was removed is lost, where nothing else reacts and what failed is still there', () => {
    const handler = { H: waiting(C, { A: ['Failed'] }) };
    const other = { I: waiting(D, { A: ['Failed', 'TimedOut'] }) };
    const lost = '  outcomes of A: failed ->  (lost)';
    expect(between({ A, ...handler }, { A })).toEqual(['- H (Compose), end after A', lost]);
    expect(between({ A, ...handler, ...other }, { A, ...other })).not.toContain(lost);
    expect(between({ A, ...handler, B }, { B })).not.toContain(lost);
    const around = { Try: scope({ A }), I: waiting(D, { Try: ['Failed'] }) };
    expect(between({ A, ...handler }, around)).not.toContain(lost);
  });

  it('of a handler that was put into a scope is that of the scope', () => {
    const base = { A, H: waiting(C, { A: ['Failed'] }), D: runsAfter(D, 'H') };
    const head = { A, Catch: waiting(scope(inOrder({ H: C, D })), { A: ['Failed'] }) };
    expect(between(base, head)).toEqual([
      '+ Catch (Scope), end after A, wraps 2',
      '  outcomes of A:  -> failed',
      '  added actions',
      '    → H (Compose), moved into from top to Catch',
      '    → D (Compose), moved into from top to Catch',
    ]);
  });

  it('of a handler that was put into a scope which waits for nothing is lost with the handler alone', () => {
    const base = { A, H: waiting(B, { A: ['Failed'] }) };
    const told = between(base, { A, S: scope({ H: B }) });
    expect(told.filter((line) => line.includes('lost'))).toHaveLength(1);
  });

  it('of a handler follows its steps into a scope', () => {
    const base = { ...inOrder({ A, B }), H: waiting(C, { B: ['Failed'] }) };
    const head = { Try: scope(inOrder({ A, B })), H: waiting(C, { Try: ['Failed'] }) };
    expect(between(base, head)).toEqual([
      '+ Try (Scope), start before H, wraps 2',
      '  added actions',
      '    → A (Compose), moved into from top to Try',
      '    → B (Compose), moved into from top to Try',
    ]);
  });

  it('that is something else altogether is told as it is', () => {
    const base = { A, B, C: runsAfter(C, 'A') };
    const head = { A, B, C: runsAfter(C, 'B') };
    expect(between(base, head)).toEqual(['~ C (Compose)', '  runs after B (was: A)']);
  });

  it('in another order of the file, or of the letters, means nothing', () => {
    const base = { A, B, C: waiting(C, { A: OK, B: OK }) };
    const head = { B, A, C: waiting(C, { b: OK, a: OK }) };
    expect(between(base, head)).toEqual(['left out: stepOrder 1']);
  });

  it('in a circle, or after steps that are not there, is compared all the same', () => {
    const circle = { A: runsAfter(A, 'B'), B: runsAfter(B, 'A'), C: runsAfter(C, 'Nowhere') };
    expect(between(circle, circle)).toEqual([]);
    expect(between(circle, { A, B: runsAfter(B, 'A'), C: runsAfter(C, 'Elsewhere') }).length).toBeGreaterThan(
      0,
    );
  });
});
