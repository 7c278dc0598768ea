/** The pages of the rules: `explain_rule`, and resources with an address each. */
import { NOTICE_RULES } from '../config/ignores/notices.ts';
import { nearest } from '../config/nearest.ts';
import type { RuleMeta } from '../ruleMeta.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import { cutText } from '../text/cut.ts';
import { visible } from '../text/shown.ts';
import type { Analyzer } from '../workspace/analysis.ts';
import { type ToolAnswer, ToolError } from './types.ts';

/** Of the addresses of rule pages, in front of the id. */
const ADDRESS = 'lockkeeper://rules/';

export interface RulePage {
  readonly uri: string;
  readonly id: string;
  readonly title: string;
}

/** All pages there are. */
export function rulePages(analyzer: Pick<Analyzer, 'rules'>): readonly RulePage[] {
  return all(analyzer).map(({ id, title }) => ({ uri: ADDRESS + id, id, title }));
}

/** The page at an address. @throws ToolError for an address that is none of a page */
export function rulePageAt(analyzer: Analyzer, uri: string): string {
  if (!uri.startsWith(ADDRESS))
    throw new ToolError(`There is no such resource: rule pages are at ${ADDRESS}<id of a rule>.`);
  return pageOf(analyzer, uri.slice(ADDRESS.length));
}

/** `explain_rule`. @throws ToolError for an unknown rule */
export function explainRule(analyzer: Analyzer, id: string): ToolAnswer {
  const text = pageOf(analyzer, id);
  const { title, severity, profile } = all(analyzer).find((one) => one.id === id)!;
  return { text, structured: { id, title, severity, profile, docs: docsUrl(id), page: text } };
}

function pageOf(analyzer: Analyzer, id: string): string {
  const meta = all(analyzer).find((one) => one.id === id);
  if (meta === undefined) {
    const near = nearest(
      id.slice(0, 100),
      all(analyzer).map((one) => one.id),
    );
    const advice =
      near === undefined ? 'check_flow tells the ids of what it finds.' : `Did you mean "${near}"?`;
    throw new ToolError(`There is no rule "${visible(cutText(id, 60))}". ${advice}`);
  }
  return analyzer.rulePage(id) ?? `# ${id}\n\n${meta.title}.\n`;
}

function all({ rules }: Pick<Analyzer, 'rules'>): readonly RuleMeta[] {
  return [...rules, ...NOTICE_RULES];
}
