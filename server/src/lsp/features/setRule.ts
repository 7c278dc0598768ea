// "Turn this rule off" and "Show this rule as a warning": sets the rule in the config that counts for the file.
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { type NewRuleSetting, newConfigWithRule, setRule } from '../../core/index.ts';
import type { IgnoreResult, SetRuleTarget } from '../../protocol.ts';
import { uriKey } from '../uris.ts';
import { CHANGED, canWriteConfig, configEdit, refused } from './configEdit.ts';
import { type IgnoreServices, MAX_OFFERS } from './ignore.ts';
import { type Touched, wants } from './offers.ts';

/** Of our own client: applies the edit and saves the config. */
const COMMAND = 'lockkeeper.setRule';

/** Two actions for each rule of the findings, after all others; the second for what is told as an error. */
export async function setRuleActions(
  services: IgnoreServices,
  uri: string,
  only: readonly string[] | undefined,
  touched: readonly Touched[],
): Promise<CodeAction[]> {
  if (!wants(only, CodeActionKind.QuickFix) || touched.length === 0) return [];
  const { client, config } = services;
  if (!canWriteConfig(services, await config.of(uriKey(uri)))) return [];
  const byRule = new Map<string, Touched[]>();
  for (const one of touched) {
    const { ruleId } = one.found.finding;
    const known = byRule.get(ruleId);
    if (known === undefined) byRule.set(ruleId, [one]);
    else known.push(one);
  }
  const offers = [...byRule].slice(0, MAX_OFFERS).flatMap(([ruleId, all]) => {
    const diagnostics = all.map(({ diagnostic }) => diagnostic);
    // Not of known ones: the baseline has made them less already.
    const isError = all.some(({ found }) => found.finding.severity === 'error' && found.known !== true);
    const offer = (title: string, setting: SetRuleTarget['setting']) => {
      const data: SetRuleTarget = { uri, ruleId, setting, setRule: true };
      return { action: { title, kind: CodeActionKind.QuickFix, diagnostics }, data };
    };
    return [
      offer(`Turn this rule off for this folder: ${ruleId}`, 'off'),
      ...(isError ? [offer(`Show this rule as a warning in this folder: ${ruleId}`, 'warning')] : []),
    ];
  });
  if (client.options.ignoreCommand === true)
    return offers.map(({ action, data }) => ({
      ...action,
      command: { title: action.title, command: COMMAND, arguments: [data] },
    }));
  if (client.resolveEdit) return offers.map(({ action, data }) => ({ ...action, data }));
  const complete = await Promise.all(
    offers.map(({ action, data }) => resolveSetRule(services, action, data)),
  );
  return complete.filter((action) => action.edit !== undefined);
}

/** `codeAction/resolve` */
export async function resolveSetRule(
  services: IgnoreServices,
  action: CodeAction,
  target: SetRuleTarget,
): Promise<CodeAction> {
  const result = await setRuleIn(services, target);
  return result.kind === 'edit' ? { ...action, edit: result.edit } : action;
}

export function isSetRuleTarget(data: unknown): data is SetRuleTarget {
  const target = data as Partial<SetRuleTarget> | null | undefined;
  return typeof target?.uri === 'string' && target.setRule === true;
}

/** `lockkeeper/setRule`: the edit of the config, or why there is none. */
export async function setRuleIn(services: IgnoreServices, target: unknown): Promise<IgnoreResult> {
  if (!isSetRuleTarget(target)) return CHANGED;
  const { ruleId: id, setting } = target;
  const { project } = services;
  if (!project.metas.has(id) || (setting !== 'off' && setting !== 'warning'))
    return refused('There is no such rule, or it cannot be set to that.');
  const config = await services.config.of(uriKey(target.uri));
  const rule: NewRuleSetting = { id, setting };
  return configEdit(services, config, {
    create: () => newConfigWithRule(config.config, rule),
    change: (text) => setRule(text, rule),
  });
}
