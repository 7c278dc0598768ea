import { describe, expect, it } from 'vitest';
import type { RuleMeta } from '../ruleMeta.ts';
import { findingSeverity, resolveRule } from './resolve.ts';
import { type Config, DEFAULT_CONFIG } from './types.ts';

const rule: RuleMeta = {
  id: 'a-rule',
  category: 'access',
  severity: 'error',
  profile: 'default',
  title: '',
  fix: null,
  checklist: null,
};
const pedantic: RuleMeta = { ...rule, severity: 'info', profile: 'pedantic' };
const config = (part: Partial<Config>): Config => ({ ...DEFAULT_CONFIG, ...part });

describe('resolveRule', () => {
  it('gives a rule its default', () => {
    expect(resolveRule(DEFAULT_CONFIG, rule)).toEqual({ severity: 'error', options: {}, explicit: false });
  });

  it('keeps pedantic rules off unless the profile or the config names them', () => {
    expect(resolveRule(DEFAULT_CONFIG, pedantic).severity).toBe('off');
    expect(resolveRule(config({ profile: 'pedantic' }), pedantic).severity).toBe('info');
    expect(resolveRule(config({ rules: { 'a-rule': 'hint' } }), pedantic).severity).toBe('hint');
  });

  it('takes severity and options from the config', () => {
    const set = config({ rules: { 'a-rule': ['warning', { x: 1 }] } });
    expect(resolveRule(set, rule)).toEqual({ severity: 'warning', options: { x: 1 }, explicit: true });
    expect(resolveRule(config({ profile: 'pedantic', rules: { 'a-rule': 'off' } }), pedantic).severity).toBe(
      'off',
    );
  });

  it('does not take inherited names for settings', () => {
    expect(resolveRule(DEFAULT_CONFIG, { ...rule, id: 'constructor' }).severity).toBe('error');
  });
});

describe('findingSeverity', () => {
  const resolved = (part: Partial<Config>) => resolveRule(config(part), rule);

  it('lets a finding be milder than its rule', () => {
    expect(findingSeverity(resolved({}), 'warning')).toBe('warning');
    expect(findingSeverity(resolved({}), undefined)).toBe('error');
  });

  it('puts an explicit setting before both', () => {
    expect(findingSeverity(resolved({ rules: { 'a-rule': 'error' } }), 'warning')).toBe('error');
    expect(findingSeverity(resolved({ rules: { 'a-rule': 'off' } }), 'warning')).toBe('off');
  });
});
