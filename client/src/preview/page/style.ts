/** In VS Code's colours: light, dark and high contrast come from the variables. */
export const STYLE = `
* { box-sizing: border-box; }
body { margin: 0; padding: 0; color: var(--vscode-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size)/1.5 var(--vscode-font-family); overflow-wrap: anywhere; }
header { padding: .75rem 1rem .5rem; border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor)); }
h1 { margin: 0; font-size: 1.3em; } h2 { margin: 0 0 .25rem; font-size: 1.15em; } h3 { margin: 1rem 0 .25rem; font-size: 1em; }
p { margin: .25rem 0; }
.soft { color: var(--vscode-descriptionForeground); }
.about { padding: 0 1rem; } .about:empty { display: none; }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .5rem 0 0; }
select, button { font: inherit; padding: .2rem .6rem; color: var(--vscode-button-secondaryForeground, var(--vscode-foreground)); background: var(--vscode-button-secondaryBackground, transparent); border: 1px solid var(--vscode-button-border, var(--vscode-contrastBorder, transparent)); border-radius: .15rem; cursor: pointer; }
select { max-width: min(32rem, 100%); color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); border-color: var(--vscode-dropdown-border, currentColor); }
button.primary { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
button[aria-pressed=true]:not(.link) { box-shadow: inset 0 0 0 2px var(--vscode-focusBorder); }
button.link { padding: 0; color: var(--vscode-textLink-foreground); background: none; border: 0; text-decoration: underline; }
:focus-visible { outline: 2px solid var(--vscode-focusBorder); outline-offset: 1px; }
.layout { display: grid; grid-template-columns: minmax(14rem, 22rem) 1fr; align-items: start; }
.tree { position: sticky; top: 0; max-height: 100vh; border-right: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, currentColor)); }
.row { padding-top: .2rem; padding-bottom: .2rem; }
.row.skipped { font-style: italic; color: var(--vscode-descriptionForeground); }
.row:focus.skipped { color: inherit; }
.status { width: 1.2em; flex: none; }
.mark { display: inline-block; margin: 0 0 0 .35rem; padding: 0 .35rem; border: 1px solid; border-radius: .25rem; font-size: .85em; line-height: 1.4; white-space: nowrap; font-style: normal; }
.secret { color: var(--vscode-list-errorForeground, var(--vscode-errorForeground)); font-weight: 600; }
.locked { color: var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground, inherit)); }
.changed { color: var(--vscode-textLink-foreground); }
.panels { padding: .75rem 1rem 3rem; display: grid; gap: 1.5rem; min-width: 0; }
.panels > section { min-width: 0; }
dl { margin: .25rem 0; } dt { color: var(--vscode-descriptionForeground); } dd { margin: 0 0 .35rem; white-space: pre-wrap; }
.folded { max-height: 7.5em; overflow: hidden; }
.token { padding: 0 .35rem; border: 1px solid var(--vscode-textLink-foreground); border-radius: .25rem; color: var(--vscode-textLink-foreground); }
.chip { display: inline-block; padding: 0 .4rem; border: 1px solid var(--vscode-errorForeground); border-radius: .25rem; color: var(--vscode-list-errorForeground, var(--vscode-errorForeground)); background: var(--vscode-inputValidation-errorBackground, transparent); font-weight: 600; }
body.vscode-light .chip, body.vscode-dark .chip { color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground)); }
.chip.may { border-style: dashed; font-weight: 400; }
button.chip { cursor: pointer; }
.note { color: var(--vscode-descriptionForeground); font-style: italic; }
.not-shown { padding: .5rem .75rem; border: 1px dashed var(--vscode-panel-border, currentColor); }
.side.is-changed { margin-left: -.75rem; padding-left: .6rem; border-left: .2rem solid var(--vscode-textLink-foreground); }
.head { display: flex; gap: .75rem; align-items: baseline; justify-content: space-between; }
.only-narrow { display: none; margin: .25rem 0; padding: 0 1rem; }
@media (min-width: 64rem) { .panels.two { grid-template-columns: 1fr 1fr; } }
@media (max-width: 63.99rem) { .only-narrow { display: flex; } .panels.two.before > .after, .panels.two:not(.before) > .before { display: none; } }
@media (max-width: 40rem) { .layout { grid-template-columns: 1fr; } .tree { position: static; max-height: 14rem; border-right: 0; } }
@media (forced-colors: active) { button[aria-pressed=true]:not(.link) { forced-color-adjust: none; color: HighlightText; background: Highlight; border-color: Highlight; } .chip { border-width: 2px; } .side.is-changed { border-left-style: double; } }
@media (prefers-reduced-motion: reduce) { * { scroll-behavior: auto !important; transition: none !important; } }
`;
