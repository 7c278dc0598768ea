import { NOTICE_RULES } from '../../core/index.ts';
import { paletteFor } from '../colour.ts';
import { knownRule } from '../configs.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { renderMarkdown } from '../markdown.ts';

/** `lockkeeper explain`: prints the page of a rule at the width of the terminal; into a file or a pipe, the Markdown as it is. */
export function explain(environment: Environment, ruleId: string): Exit {
  const analyzer = environment.createAnalyzer();
  const meta = knownRule(ruleId, [...analyzer.rules, ...NOTICE_RULES]);
  const page = analyzer.rulePage(ruleId) ?? `# ${ruleId}\n\n${meta.title}.`;
  const text = `${page.trim()}\n`;
  const { stdout } = environment;
  stdout.write(stdout.isTTY ? renderMarkdown(text, paletteFor(environment, stdout), stdout.columns) : text);
  return Exit.Clean;
}
