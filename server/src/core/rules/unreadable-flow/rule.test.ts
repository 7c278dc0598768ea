import { describe, expect, it } from 'vitest';
import { check, ids } from '../../../../../test/harness/check.ts';
import { ruleSuite } from '../../../../../test/harness/ruleSuite.ts';

ruleSuite(import.meta.dirname);

describe('a file that was not read', () => {
  const unread = 'permission denied';

  it('has this finding alone, at its beginning, with the reason', () => {
    const analysis = check('', { unread, declaredAsFlow: true });
    expect(ids(analysis)).toEqual(['unreadable-flow']);
    const [finding] = analysis.findings;
    expect(finding!.message).toBe('This file was not checked: permission denied.');
    expect(analysis.rangeOf(finding!.place).start).toEqual({ line: 0, character: 0 });
  });

  it('keeps its fingerprint whatever the reason', () => {
    const of = (reason: string) => check('', { unread: reason }).findings[0]!.fingerprint;
    expect(of('permission denied')).toBe(of('it is too large (21 MB; the limit is 20 MB)'));
  });

  it('is repaired by nothing', () => {
    expect(check('', { unread }).fixAll()).toEqual([]);
  });
});
