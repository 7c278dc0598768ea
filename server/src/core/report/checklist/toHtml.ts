import {
  failedPoints,
  type Point,
  type PointState,
  type StateCounts,
} from '../../workspace/checklist/index.ts';
import { html, Markup, page } from '../html.ts';
import type { LocatedFinding } from '../inventory/index.ts';
import { BEYOND_FILES, BEYOND_INTRO, BEYOND_TITLE, lookAgain } from './beyondFiles.ts';
import { STYLE } from './style.ts';
import type { ChecklistReport, FlowPart, SolutionPart } from './types.ts';
import {
  findingsText,
  headingOf,
  introduction,
  LEGEND,
  MOST_FINDINGS,
  NEXT,
  NOTHING_FAILS,
  otherFindings,
  placeText,
  SYMBOLS,
  severityText,
  statesText,
  TITLE,
} from './wording.ts';

/** The security checklist as one page of HTML that needs nothing else: no script, no network. */
export function checklistToHtml(report: ChecklistReport): string {
  const { summary, solutions, problems, tool, date } = report;
  return page(
    TITLE,
    STYLE,
    html`<header>
<h1>${TITLE}</h1>
<p>${introduction(report)}</p>
<p class="soft">${date}, ${tool.name} ${tool.version}</p>
</header>
<main>
${bar(summary)}
<table>
<caption class="hidden">The six points over all flows</caption>
<thead><tr><th scope="col">Point</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Passed</th><th scope="col" class="number">Not applicable</th></tr></thead>
<tbody>
${summary.byPoint.map(
  (one) =>
    html`<tr><th scope="row">${one.title}</th><td class="number${new Markup(one.failed > 0 ? ' failed' : '')}">${one.failed}</td><td class="number">${one.passed}</td><td class="number">${one.notApplicable}</td></tr>
`,
)}</tbody>
</table>
${solutions.map(solutionPart)}${problemPart(problems)}${beyondPart(date)}</main>
<footer class="soft">Written by ${tool.name} ${tool.version} on ${date}. The page holds no script and loads nothing.</footer>
`,
  );
}

function beyondPart(date: string): Markup {
  return html`<section>
<h2>${BEYOND_TITLE}</h2>
<p>${BEYOND_INTRO} ${lookAgain(date)}</p>
<table>
<thead><tr><th scope="col">What</th><th scope="col">Where to look</th><th scope="col">How often</th></tr></thead>
<tbody>
${BEYOND_FILES.map(
  (one) => html`<tr><th scope="row">${one.what}</th><td>${one.where}</td><td>${one.often}</td></tr>
`,
)}</tbody>
</table>
</section>
`;
}

function solutionPart(solution: SolutionPart, index: number): Markup {
  const { folder, flows, summary, unreadable, findings, mask } = solution;
  const idOf = (at: number): string => `flow-${index + 1}-${at + 1}`;
  const first = new Markup(index === 0 ? ' class="first"' : '');
  return html`<section>
<h2${first}>${headingOf(solution)}</h2>
${
  folder === ''
    ? undefined
    : html`<p class="soft"><code>${mask(folder)}</code></p>
`
}${
  flows.length === 0
    ? undefined
    : html`${bar(summary)}
<p class="soft">The worst first. ${LEGEND}.</p>
<div class="scroll"><table>
<caption class="hidden">Points of each flow, the worst first</caption>
<thead><tr><th scope="col">Flow</th>${summary.byPoint.map((one) => html`<th scope="col" class="state">${one.title}</th>`)}<th scope="col" class="number">Errors</th><th scope="col" class="number">Warnings</th></tr></thead>
<tbody>
${flows.map((flow, at) => flowRow(flow, hasDetails(flow) ? idOf(at) : undefined, mask))}</tbody>
</table></div>
`
}${unreadable.map(
  (flow) => html`<article>
<h3>${mask(flow.name)}</h3>
<p class="soft"><code>${mask(flow.file)}</code></p>
<p>The file cannot be read as a flow.</p>
${findingList('', flow.findings, mask, true)}</article>
`,
)}${flows.map((flow, at) => (hasDetails(flow) ? flowPart(flow, idOf(at), mask) : new Markup('')))}${
  findings.length === 0
    ? undefined
    : html`<article>
<h3>Other files of the solution</h3>
${findings.map((one) => findingList(one.file, [one], mask, true))}</article>
`
}</section>
`;
}

function hasDetails(flow: FlowPart): boolean {
  return failedPoints(flow).length > 0 || otherFindings(flow).length > 0;
}

const CLASSES: Readonly<Record<PointState, string>> = {
  passed: 'passed',
  failed: 'failed',
  'not applicable': 'none',
};

type Mask = (text: string) => string;

function flowRow(flow: FlowPart, id: string | undefined, mask: Mask): Markup {
  const name = mask(flow.name);
  const head = id === undefined ? html`${name}` : html`<a href="#${id}">${name}</a>`;
  return html`<tr><th scope="row">${head}</th>${flow.points.map(stateCell)}<td class="number">${flow.errors}</td><td class="number">${flow.warnings}</td></tr>
`;
}

function stateCell({ state }: Point): Markup {
  return html`<td class="state ${CLASSES[state]}"><span aria-hidden="true">${SYMBOLS[state]}</span><span class="hidden">${state}</span></td>`;
}

function flowPart(flow: FlowPart, id: string, mask: Mask): Markup {
  const failing = failedPoints(flow);
  const others = otherFindings(flow);
  const found = findingsText(flow);
  return html`<article id="${id}">
<h3>${mask(flow.name)}</h3>
<p class="soft"><code>${mask(flow.file)}</code>${found === '' ? '' : ` · ${found}`}</p>
${
  failing.length === 0
    ? html`<p>${NOTHING_FAILS}</p>
`
    : undefined
}${failing.map((point) => failedPart(point, mask))}${
  others.length === 0
    ? undefined
    : html`<div class="point">
<h4>Besides the six points</h4>
${findingList('', others, mask, true)}</div>
`
}${restPart(flow, mask)}</article>
`;
}

/** Points that ask for nothing, and why; folded away. */
function restPart({ points }: FlowPart, mask: Mask): Markup {
  const rest = points.filter((point) => point.state !== 'failed');
  if (rest.length === 0) return new Markup('');
  return html`<details>
<summary class="soft">The other points (${rest.length})</summary>
<ul>
${rest.map(
  ({ title, state, reason }) =>
    html`<li><span class="${CLASSES[state]}"><span aria-hidden="true">${SYMBOLS[state]}</span> ${title}, ${state}:</span> ${mask(reason)}</li>
`,
)}</ul>
</details>
`;
}

function failedPart(point: Point<LocatedFinding>, mask: Mask): Markup {
  return html`<div class="point">
<h4><span class="failed" aria-hidden="true">${SYMBOLS.failed}</span> ${point.title}</h4>
<p>${mask(point.reason)}</p>
${
  point.next === undefined
    ? undefined
    : html`<p class="next"><strong>${NEXT}:</strong> ${mask(point.next)}</p>
`
}${findingList('', point.findings, mask, false)}</div>
`;
}

/** The hint is told where nothing else says what to do; the file, unless it is ''. */
function findingList(
  file: string,
  findings: readonly LocatedFinding[],
  mask: Mask,
  withHint: boolean,
): Markup {
  if (findings.length === 0) return new Markup('');
  const more = findings.length - MOST_FINDINGS;
  return html`<ul>
${findings.slice(0, MOST_FINDINGS).map(
  (one) =>
    html`<li><span class="${new Markup(one.severity === 'error' ? 'failed' : 'soft')}">${severityText(one)}</span> ${mask(one.message)}${withHint ? ` ${mask(one.hint)}` : ''} <span class="soft">${one.ruleId}, ${mask(placeText(file, one))}</span></li>
`,
)}${
  more > 0
    ? html`<li>and ${more} more</li>
`
    : undefined
}</ul>
`;
}

/** Failed, passed and not applicable points, in this order, as parts of one line. */
function bar(counts: StateCounts): Markup {
  const { failed, passed, notApplicable } = counts;
  const all = failed + passed + notApplicable;
  if (all === 0) return new Markup('');
  const text = statesText(counts);
  const parts: [string, number][] = [
    ['failed', failed],
    ['passed', passed],
    ['none', notApplicable],
  ];
  let at = 0;
  const rects = parts.map(([name, number]) => {
    const x = at;
    at += number;
    return html`<rect class="${name}" x="${x}" y="0" width="${number}" height="1"/>`;
  });
  return html`<svg class="bar" role="img" aria-label="${text}" viewBox="0 0 ${all} 1" preserveAspectRatio="none">${rects}</svg>
<p class="soft">${text}</p>`;
}

function problemPart(problems: ChecklistReport['problems']): Markup {
  if (problems.length === 0) return new Markup('');
  return html`<section>
<h2>Could not be checked</h2>
<ul>
${problems.map(
  ({ file, message }) => html`<li><code>${file}</code>: ${message}</li>
`,
)}</ul>
</section>
`;
}
