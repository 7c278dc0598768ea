/** In VS Code's colours: light, dark and high contrast come from the variables. Nothing moves. */
export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; padding: 0 1.25rem 3rem; max-width: 60rem; color: var(--vscode-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size)/1.5 var(--vscode-font-family); overflow-wrap: anywhere; }
h1 { margin: 1rem 0 0; font-size: 1.6em; font-weight: 600; }
h2 { margin: 2rem 0 .25rem; font-size: 1.25em; font-weight: 600; }
h3 { margin: 1rem 0 .25rem; font-size: 1em; font-weight: 600; }
p { margin: .25rem 0; }
.soft { color: var(--vscode-descriptionForeground); }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 0; }
button { font: inherit; padding: .25rem .75rem; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground)); background: var(--vscode-button-secondaryBackground, transparent); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: .15rem; cursor: pointer; text-align: start; }
button:hover { background: var(--vscode-button-secondaryHoverBackground, var(--vscode-button-secondaryBackground, transparent)); }
button.primary { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button.primary:hover { background: var(--vscode-button-hoverBackground, var(--vscode-button-background)); }
button.link, button.link:hover { padding: 0; color: var(--vscode-textLink-foreground); background: none; border: 0; text-decoration: underline; }
:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 2px; }
ol { margin: .25rem 0; padding-inline-start: 1.5rem; } li { margin: .5rem 0; }
table + table { margin-top: 1rem; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .25rem .5rem .25rem 0; text-align: start; vertical-align: top; font-weight: 400; }
thead th { color: var(--vscode-descriptionForeground); }
tbody tr { border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor)); }
.number { text-align: end; padding-inline-end: 1.25rem; white-space: nowrap; }
.points th { width: 40%; } .points .counts { width: 17rem; padding-inline-start: 1rem; white-space: nowrap; }
.bar { display: flex; height: .6rem; margin-top: .45rem; min-width: 6rem; overflow: hidden; border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: .15rem; }
.bar .failed { background: var(--vscode-testing-iconFailed, var(--vscode-errorForeground)); }
.bar .passed { background: var(--vscode-testing-iconPassed, currentColor); }
.bar .none { background: var(--vscode-descriptionForeground); opacity: .35; }
.failing { color: var(--vscode-list-errorForeground, var(--vscode-errorForeground)); }
dl { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: .5rem 0; } dl div { display: flex; flex-direction: column-reverse; }
dt { color: var(--vscode-descriptionForeground); } dd { margin: 0; font-size: 1.6em; line-height: 1.2; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) { .bar { border-color: CanvasText; } .bar span { forced-color-adjust: none; } .bar .failed { background: CanvasText; } .bar .passed { background: Canvas; } .bar .none { opacity: 1; background: repeating-linear-gradient(135deg, Canvas 0 3px, GrayText 3px 5px); } }
@media (max-width: 34rem) { .points th { width: auto; } .points .graph { display: none; } }
`;
