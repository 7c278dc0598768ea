import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type { Severity } from '../../finding.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Config, RuleSetting } from '../types.ts';
import { editConfig, insert } from './configText.ts';
import { configWith } from './configWith.ts';

/** What a rule is to be. */
export interface NewRuleSetting {
  /** Of a rule that there is. */
  readonly id: string;
  readonly setting: 'off' | Severity;
}

/**
 * The edits that set a rule in the text of a config, in the style in which it is written; options of the rule stay. Undefined when
 * the text is no config that can be changed. Never throws.
 */
export function setRule(text: string, rule: NewRuleSetting): readonly TextEdit[] | undefined {
  const { id, setting } = rule;
  return editConfig(text, { rules: rulesWith([], rule) }, (config) => {
    const rules = findNodeAtLocation(config.root, ['rules']);
    if (rules === undefined) return insert(config, config.root, 'rules', rulesWith([], rule));
    if (rules.type !== 'object') return undefined;
    // Of two of the same name the last one counts.
    const own = rules.children?.findLast(({ children }) => children?.[0]?.value === id)?.children?.[1];
    if (own === undefined) return insert(config, rules, id, setting);
    const severity = own.type === 'array' ? own.children?.[0] : own;
    return severity?.type === 'string' ? [replaced(severity, setting)] : undefined;
  });
}

/** The text of a config that sets a rule, and otherwise says what holds already. */
export function newConfigWithRule(config: Config, rule: NewRuleSetting): string {
  return configWith(config, { rules: rulesWith(Object.entries(config.rules), rule) });
}

function rulesWith(
  rules: readonly (readonly [string, RuleSetting])[],
  { id, setting }: NewRuleSetting,
): object {
  const before = rules.find(([name]) => name === id)?.[1];
  const now = Array.isArray(before) ? [setting, ...before.slice(1)] : setting;
  return Object.fromEntries([...rules.filter(([name]) => name !== id), [id, now]]);
}

function replaced({ offset, length }: Node, setting: string): TextEdit {
  return { span: { start: offset, end: offset + length }, newText: JSON.stringify(setting) };
}
