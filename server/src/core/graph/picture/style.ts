// How a picture looks. Colours are variables: a page sets them to those of its theme, and a file by itself takes those below, the
// light ones or the dark ones as its reader likes. Where variables are not known, the light ones stand.

/** Variable, light, dark. */
const COLOURS: readonly (readonly [name: string, light: string, dark: string])[] = [
  ['page', '#ffffff', '#1f1f1f'],
  ['card', '#ffffff', '#2a2a2a'],
  ['frame', '#f6f7f9', '#252526'],
  ['lane', '#ffffff', '#1f1f1f'],
  ['line', '#8a919b', '#6b7178'],
  ['text', '#1f2328', '#dddddd'],
  ['faint', '#59636e', '#a5adb6'],
  ['edge', '#6b7480', '#9aa3ad'],
  ['error', '#c72e2e', '#f48771'],
  ['warning', '#8a5d00', '#d9b14a'],
  ['info', '#0b66b5', '#6cb6ff'],
  ['closed', '#1a7f37', '#6fc585'],
  ['secret', '#8250df', '#c8a6ff'],
  ['mark', '#005fb8', '#4daafc'],
];

const light = new Map(COLOURS.map(([name, colour]) => [name, colour]));
const use = (property: string, name: string): string =>
  `${property}:${light.get(name)};${property}:var(--lk-${name},${light.get(name)});`;

/** Rules for the classes of a picture; every selector begins with `.lk`. */
export const PICTURE_STYLE = [
  `.lk text{font-family:var(--lk-font,system-ui,"Segoe UI",sans-serif);font-size:11px;${use('fill', 'faint')}}`,
  `.lk .page{${use('fill', 'page')}}`,
  `.lk .frame{${use('fill', 'frame')}${use('stroke', 'line')}}`,
  `.lk .lane{${use('fill', 'lane')}${use('stroke', 'line')}stroke-dasharray:2 3;}`,
  `.lk .card{${use('fill', 'card')}${use('stroke', 'line')}}`,
  '.lk .head{fill:transparent;stroke:none;}',
  `.lk .name{font-size:13px;font-weight:600;${use('fill', 'text')}}`,
  `.lk .label{font-weight:600;${use('fill', 'text')}}`,
  `.lk .icon{fill:none;${use('stroke', 'faint')}stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round;}`,
  `.lk .edge{fill:none;${use('stroke', 'edge')}stroke-width:1.3;}`,
  '.lk .edge.other{stroke-dasharray:5 4;}',
  `.lk .tip{stroke:none;${use('fill', 'edge')}}`,
  `.lk .halo{${use('stroke', 'page')}stroke-width:4px;paint-order:stroke;stroke-linejoin:round;}`,
  ...['error', 'warning', 'info', 'closed'].flatMap((name) => [
    `.lk .icon.${name}{${use('stroke', name)}}`,
    `.lk text.${name}{${use('fill', name)}}`,
  ]),
  `.lk .icon.open{${use('stroke', 'error')}}`,
  `.lk text.open{${use('fill', 'error')}}`,
  `.lk .shows>.card,.lk .shows>.frame{${use('stroke', 'error')}stroke-width:1.6;}`,
  `.lk .way{fill:none;${use('stroke', 'secret')}stroke-width:2.2;stroke-dasharray:7 4;}`,
  `.lk .way-tip{stroke:none;${use('fill', 'secret')}}`,
  `.lk .stop{fill:none;${use('stroke', 'secret')}stroke-width:3;}`,
  `.lk .number{stroke:none;${use('fill', 'secret')}}`,
  `.lk text.number-text{font-weight:700;${use('fill', 'page')}}`,
].join('\n');

/** The dark colours, for a file that stands by itself. */
export const DARK_STYLE = `@media (prefers-color-scheme:dark){.lk{${COLOURS.map(
  ([name, , dark]) => `--lk-${name}:${dark};`,
).join('')}}}`;
