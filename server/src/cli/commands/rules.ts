import { docsUrl, type RuleMeta, wrap } from '../../core/index.ts';
import { paletteFor } from '../colour.ts';
import type { Environment } from '../environment.ts';
import { Exit } from '../exitCodes.ts';
import { linksFor } from '../links.ts';

/** Columns of a row around its id and title. */
const BESIDE = 24;
/** Before a title below its id. */
const BELOW = '      ';

/** `lockkeeper rules`: lists the rules for people or, as JSON, for tools. */
export function rules(environment: Environment, format: 'text' | 'json'): Exit {
  const { stdout, version } = environment;
  const list = environment.createAnalyzer().rules;
  stdout.write(format === 'json' ? asJson(list, version) : asText(list, environment));
  return Exit.Clean;
}

function asJson(list: readonly RuleMeta[], version: string): string {
  const report = {
    version: 1,
    tool: { name: 'lockkeeper', version },
    rules: list.map(({ id, category, severity, profile, title, fix, kinds = [], cwe = [] }) => ({
      id,
      category,
      severity,
      profile,
      title,
      fix,
      kinds,
      cwe,
      docs: docsUrl(id),
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function asText(list: readonly RuleMeta[], environment: Environment): string {
  const { stdout } = environment;
  const palette = paletteFor(environment, stdout);
  const width = Math.max(...list.map(({ id }) => id.length), 0);
  const link = linksFor(environment, stdout);
  const titles = Math.max(...list.map(({ title }) => title.length), 0);
  // The ids are what rows differ by: where titles do not fit beside them, they go below.
  const isNarrow = stdout.columns !== undefined && stdout.columns < width + titles + BESIDE;
  const lines: string[] = [];
  let category: string | undefined;
  for (const rule of [...list].sort((a, b) => order(a, b, list))) {
    if (rule.category !== category) {
      if (category !== undefined) lines.push('');
      category = rule.category;
      lines.push(palette.strong(category));
    }
    const id = link(rule.id, { rule: rule.id });
    const severity = palette[rule.severity](rule.severity.padEnd(7));
    const notes = [
      rule.fix === null ? '' : `fix: ${rule.fix}`,
      rule.profile === 'default' ? '' : rule.profile,
    ];
    const note = notes.filter((one) => one !== '').join(', ');
    const suffix = note === '' ? '' : palette.faint(`(${note})`);
    if (isNarrow) {
      lines.push(`  ${id}  ${severity.trimEnd()}  ${suffix}`.trimEnd());
      lines.push(...wrap(rule.title, stdout.columns! - BELOW.length).map((line) => BELOW + line));
    } else
      lines.push(
        `  ${id}${' '.repeat(width - rule.id.length)}  ${severity}  ${rule.title} ${suffix}`.trimEnd(),
      );
  }
  lines.push('', '"lockkeeper explain <id>" shows the page of a rule.');
  return `${lines.join('\n')}\n`;
}

/** By category in the order of the registry. */
function order(a: RuleMeta, b: RuleMeta, list: readonly RuleMeta[]): number {
  const first = (rule: RuleMeta) => list.findIndex((one) => one.category === rule.category);
  return first(a) - first(b);
}
