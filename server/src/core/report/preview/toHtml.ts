import {
  ALWAYS_SHOWN,
  EVERY_PAGE,
  HEAD,
  NOT_SHOWN,
  noValues,
  type Part,
  PROPERTIES,
  type Row,
  type RunPreview,
  type SecretChip,
  SIDES,
  type SidePreview,
  type StepPreview,
  WHO_SEES,
} from '../../preview/index.ts';
import { html, Markup, page } from '../html.ts';
import { STYLE } from './style.ts';
import { marksOf, summaryText } from './wording.ts';

/** Steps stand further in up to here. */
const MOST_INDENT = 4;
/** Branches that a step may grey with; deeper ones are told by their label. */
const MOST_GREYED = 12;

/** The previews of a file's flows as one page without scripts that needs nothing else. */
export function previewToHtml(
  previews: readonly RunPreview[],
  tool: { readonly name: string; readonly version: string },
): string {
  const rules = previews.flatMap(({ steps }, flow) => steps.flatMap((step) => greyRules(flow, step)));
  const title = previews.length === 1 ? `${previews[0]!.title}: run history` : 'Run history';
  return page(
    title,
    STYLE + rules.join('\n'),
    html`<header>
<h1>${title}</h1>
<p class="banner">${HEAD}</p>
<p class="soft">${WHO_SEES} More: lockkeeper explain secret-read-unsecured</p>
</header>
<main>
${previews.map((one, index) => flowPart(one, index, previews.length > 1))}</main>
<footer class="soft">Written by ${tool.name} ${tool.version}. The page holds no script and loads nothing.</footer>
`,
  );
}

function flowPart(preview: RunPreview, flow: number, isOneOfMany: boolean): Markup {
  const parents = new Map(preview.steps.map((step) => [step.id, step]));
  return html`<section>
${isOneOfMany ? html`<h2>${preview.title}</h2>\n` : undefined}<p class="soft">${summaryText(preview)}</p>
${preview.steps.map((step) => stepPart(step, flow, parents))}</section>
`;
}

const idOf = (flow: number, step: number): string => `f${flow}-s${step}`;
const branchClass = (flow: number, step: number, choice: number): string => `b${flow}-${step}-${choice}`;

function stepPart(step: StepPreview, flow: number, parents: ReadonlyMap<number, StepPreview>): Markup {
  const classes = ['step', ...(step.depth > 0 ? [`d${Math.min(step.depth, MOST_INDENT)}`] : [])];
  let at = step;
  for (let level = 0; level < MOST_GREYED && at.parent !== undefined; level++) {
    const parent = parents.get(at.parent)!;
    if (parent.choices.length > 0) classes.push(branchClass(flow, parent.id, at.branch.choice));
    at = parent;
  }
  const isOpen = marksOf(step).some(({ kind }) => kind === 'secret');
  const label = step.branch.label;
  return html`<details id="${idOf(flow, step.id)}" class="${classes.join(' ')}"${isOpen ? new Markup(' open=""') : undefined}>
<summary>${label === '' ? undefined : html`<span class="soft">${label}:</span> `}<span class="name">${step.name}</span> <span class="soft">${step.does}</span>${marksOf(step).map(({ kind, text }) => html` <span class="mark ${kind}">${text}</span>`)}</summary>
<div>
${step.onlyAfter === '' ? undefined : html`<p class="soft">Skipped unless ${step.onlyAfter}.</p>\n`}${step.kind === 'loop' ? html`<p class="soft">Page 1 of n. ${EVERY_PAGE}</p>\n` : undefined}${chooser(step, flow)}${failurePart(step, flow)}${SIDES.map(({ side, name }) => sidePart(step[side], name, noValues(side), flow))}<details class="part">
<summary>Properties</summary>
<dl>${PROPERTIES.map((one) => html`<dt>${one}</dt><dd>${one === 'Status' ? statusOf(step) : html`<span class="note">set by the run</span>`}</dd>`)}</dl>
</details>
</div>
</details>
`;
}

function statusOf(step: StepPreview): Markup {
  return html`${step.onlyAfter === '' ? 'Succeeded' : 'Skipped'}`;
}

/** "As if yes, as if no": what is not taken is greyed by the rules of `greyRules`. */
function chooser({ choices, id }: StepPreview, flow: number): Markup | undefined {
  if (choices.length === 0) return undefined;
  const name = `c${flow}-${id}`;
  const choice = (text: string, value: string, isFirst: boolean): Markup =>
    html`<label><input type="radio" name="${name}" id="${name}-${value}"${isFirst ? new Markup(' checked=""') : undefined}> ${text}</label>`;
  return html`<p class="choose">Show as if: ${choice('any', 'all', true)}${choices.map((text, index) => choice(text, String(index), false))}</p>
`;
}

function greyRules(flow: number, { choices, id }: StepPreview): string[] {
  return choices.flatMap((_, taken) =>
    choices.flatMap((_other, choice) =>
      choice === taken
        ? []
        : [
            `body:has(#c${flow}-${id}-${taken}:checked) .${branchClass(flow, id, choice)} { opacity: .45; border-style: dashed; }`,
          ],
    ),
  );
}

function failurePart({ failure }: StepPreview, flow: number): Markup {
  return html`<details class="part">
<summary>If this step fails</summary>
<h3>Error</h3>
<dl><dt>Code</dt><dd><span class="note">${failure.code}</span></dd><dt>Message</dt><dd><span class="note">${failure.message}</span>${failure.mayRepeat.map((one) => html` ${chip(one, flow, true)}`)}</dd></dl>
<p class="soft">${ALWAYS_SHOWN}</p>
</details>
`;
}

function sidePart(side: SidePreview | undefined, name: string, none: string, flow: number): Markup {
  if (side === undefined) return new Markup('');
  if (side.kind === 'hidden')
    return html`<h3>${name}</h3>
<p class="not-shown">${NOT_SHOWN}</p>
<p class="soft">${side.why}</p>
`;
  const rows = side.rows.length === 0 ? html`<p class="note">${none}</p>` : rowsPart(side.rows, flow);
  return html`<h3>${name}</h3>
${rows}
${side.note === '' ? undefined : html`<p class="soft">${side.note}</p>\n`}`;
}

function rowsPart(rows: readonly Row[], flow: number): Markup {
  return html`<dl>${rows.map((row) => {
    const depth = row.depth === 0 ? '' : `r${Math.min(row.depth, 3)}`;
    return html`<dt class="${depth}">${row.name}</dt><dd class="${depth}">${row.parts.map((one) => partText(one, flow))}</dd>`;
  })}</dl>`;
}

function partText(part: Part, flow: number): Markup {
  switch (part.kind) {
    case 'secret':
      return chip(part, flow, false);
    case 'token':
      return html`<span class="token" title="${part.expression}">${part.of === '' ? part.text : `${part.of}: ${part.text}`}</span>`;
    case 'note':
      return html`<span class="note">${part.text}</span>`;
    case 'text':
      return html`${part.text.split('\n').map((line, index) => html`${index === 0 ? undefined : new Markup('\n')}${line}`)}`;
  }
}

function chip({ text, what, step }: SecretChip, flow: number, isGuess: boolean): Markup {
  const classes = isGuess ? 'secret may' : 'secret';
  const shown = `${isGuess ? 'may repeat the secret' : 'secret'}: ${text}`;
  return step === undefined
    ? html`<span class="${classes}" title="${what}">${shown}</span>`
    : html`<a class="${classes}" title="${what}" href="#${idOf(flow, step)}">${shown}</a>`;
}
