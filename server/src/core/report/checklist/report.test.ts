import { describe, expect, it } from 'vitest';
import { htmlProblems } from '../../../../../test/harness/html.ts';
import type { FlowOverview } from '../../solution/overview/index.ts';
import type { GatheredFlow, GatheredSolution, LocatedFinding } from '../inventory/index.ts';
import { checklistReport, checklistToHtml, checklistToMarkdown } from './index.ts';

const HOSTILE = `</style><script src="https://evil.example/x.js">alert('1')</script><img src=x onerror=a> & "quoted" | **b** \u202e`;

const overview = (uri: string): FlowOverview => ({
  uri,
  flowId: undefined,
  name: 'x',
  wrapper: 'solution',
  trigger: undefined,
  connections: [],
  http: [],
  variables: [],
  children: [],
  answers: false,
  steps: 1,
  names: [],
  secured: [],
  secrets: [],
  failures: { handlers: [], report: undefined },
  owners: [],
  whole: true,
});

const finding = (more: Partial<LocatedFinding> = {}): LocatedFinding => ({
  ruleId: 'hardcoded-secret',
  severity: 'error',
  message: `Message ${HOSTILE}`,
  hint: `Hint ${HOSTILE}`,
  step: HOSTILE,
  line: 4,
  ...more,
});

const flow = (name: string, findings: LocatedFinding[], readable = true): GatheredFlow => ({
  overview: readable ? overview(`file:///s/${encodeURIComponent(name)}.json`) : undefined,
  name,
  id: undefined,
  state: 'activated',
  file: `s/${name}.json`,
  findings,
  owners: undefined,
});

const solution = (flows: GatheredFlow[], more: Partial<GatheredSolution> = {}): GatheredSolution => ({
  model: undefined,
  name: 'Solution',
  folder: 's',
  flows,
  owners: undefined,
  connectors: [],
  findings: [],
  mask: (text) => text,
  fileOf: (uri) => uri,
  ...more,
});

const report = (...solutions: GatheredSolution[]) =>
  checklistReport(solutions, {
    tool: { name: 'lockkeeper', version: '1.2.3' },
    date: '2026-08-01',
    problems: [{ file: HOSTILE, message: HOSTILE }],
  });

const FULL = report(
  solution([
    flow('Fine', []),
    flow(HOSTILE, [finding(), finding({ ruleId: 'hardcoded-id', severity: 'warning' })]),
    flow('Broken', [finding({ ruleId: 'invalid-json' })], false),
  ]),
  solution([], { name: 'Files only', findings: [{ ...finding(), uri: 'u', file: 'Other/Solution.xml' }] }),
  solution(
    [
      flow(
        'Loose',
        Array.from({ length: 13 }, () => finding()),
      ),
    ],
    { name: '', folder: '' },
  ),
);

/** Text of an element's attributes and content, without tags. */
const textOf = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, ' ');

describe('the HTML report', () => {
  const html = checklistToHtml(FULL);

  it('is well-formed, with one heading of each level above the next', () => {
    expect(htmlProblems(html)).toEqual([]);
    const levels = [...html.matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThan(2);
    expect(html).toContain('<html lang="en">');
    for (const [, attributes] of html.matchAll(/<th\b([^>]*)>/g))
      expect(attributes).toMatch(/scope="(?:col|row)"/);
    expect(html.match(/<svg/g)!.length).toBe(html.match(/role="img" aria-label="\d+ failed, /g)!.length);
  });

  it('loads nothing, runs nothing, and says so to the browser', () => {
    expect(html).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
    );
    expect(html).not.toMatch(/<(?:script|link|img|iframe|object|embed|base|form|video|audio|source)\b/i);
    expect(html).not.toMatch(/\s(?:src|srcset|action|style|on\w+)\s*=\s*["']/i);
    expect([...html.matchAll(/href="([^"]*)"/g)].every(([, target]) => target!.startsWith('#flow-'))).toBe(
      true,
    );
    expect(html).not.toMatch(/url\s*\(|@import/i);
    expect(html.match(/<style>/g)).toHaveLength(1);
    // Every link has its target.
    for (const [, id] of html.matchAll(/href="#([^"]*)"/g)) expect(html).toContain(`id="${id}"`);
  });

  it('escapes whatever the files say', () => {
    expect(html).toContain('&lt;/style&gt;&lt;script src=&quot;https://evil.example/x.js&quot;&gt;');
    expect(html).not.toContain('\u202e');
    expect(textOf(html)).not.toContain('undefined');
  });

  it('tells the worst first, what to do, and counts what it does not list', () => {
    const text = textOf(html);
    expect(text).toContain('3 flows in 2 solutions, six points each. A point fails in 2 of them.');
    expect(text.indexOf('Loose')).toBeGreaterThan(text.indexOf('Other files of the solution'));
    expect(html.indexOf('&lt;/style&gt;')).toBeLessThan(html.indexOf('>Fine<'));
    expect(text).toContain('Do next:');
    expect(text).toContain('and 3 more');
    expect(text).toContain('The file cannot be read as a flow.');
    expect(text).toContain('Besides the six points');
    expect(text).toContain('Could not be checked');
  });

  it('depends on nothing but its input', () => {
    expect(checklistToHtml(FULL)).toBe(html);
    expect(html).toContain('2026-08-01');
  });

  it('prints light and has a dark screen', () => {
    expect(html).toContain('@media screen and (prefers-color-scheme: dark)');
    expect(html).toContain('@media print');
    expect(html).toContain('break-inside: avoid');
  });
});

describe('the Markdown report', () => {
  const markdown = checklistToMarkdown(FULL);

  it('escapes whatever the files say', () => {
    expect(markdown).not.toMatch(/<script|<img|<\/style/);
    expect(markdown).not.toContain('**b**');
    expect(markdown).not.toContain('\u202e');
    for (const line of markdown.split('\n').filter((one) => one.startsWith('| ')))
      expect([3, 4, 9]).toContain(line.match(/(?<!\\)\|/g)!.length - 1);
  });

  it('tells the same as the page', () => {
    expect(markdown).toContain('3 flows in 2 solutions, six points each. A point fails in 2 of them.');
    expect(markdown).toContain('and 3 more');
    expect(markdown).toMatch(/`█+░+`/);
    expect(markdown).toMatch(/## Flows outside of any solution/);
  });
});

describe('contrast', () => {
  const channel = (value: number): number => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (hex: string): number => {
    const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16)));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string): number => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light! + 0.05) / (dark! + 0.05);
  };
  const themes = [...checklistToHtml(FULL).matchAll(/:root \{([^}]*--text[^}]*--passed[^}]*)\}/g)].map(
    ([, body]) => new Map([...body!.matchAll(/--(\w+): (#\w{6})/g)].map(([, name, value]) => [name, value!])),
  );

  it('is enough for text in both themes', () => {
    expect(themes).toHaveLength(2);
    for (const colours of themes)
      for (const text of ['text', 'soft', 'failed', 'passed'])
        for (const page of ['page', 'card'])
          expect(contrast(colours.get(text)!, colours.get(page)!), `${text} on ${page}`).toBeGreaterThan(4.5);
  });
});
