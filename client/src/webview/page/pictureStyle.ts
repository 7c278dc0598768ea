/** The theme's colours for the picture, and how the page around it looks. */
export const PAGE_STYLE = `
:root {
  --lk-page: var(--vscode-editor-background);
  --lk-card: var(--vscode-editorWidget-background);
  --lk-frame: var(--vscode-sideBar-background, var(--vscode-editor-background));
  --lk-lane: var(--vscode-editor-background);
  --lk-line: var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-activeBackground1, #8a919b));
  --lk-text: var(--vscode-foreground);
  --lk-faint: var(--vscode-descriptionForeground);
  --lk-edge: var(--vscode-descriptionForeground);
  /* Those of lists can be read as text in every theme; high contrast has none of its own. */
  --lk-error: var(--vscode-list-errorForeground, var(--vscode-errorForeground));
  --lk-warning: var(--vscode-list-warningForeground, var(--vscode-editorWarning-foreground));
  --lk-info: var(--vscode-textLink-foreground);
  --lk-closed: var(--vscode-charts-green);
  --lk-secret: var(--vscode-charts-purple);
  --lk-mark: var(--vscode-focusBorder);
  --lk-font: var(--vscode-font-family);
}
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; padding: 0; overflow: hidden; }
body {
  display: grid; grid-template: auto minmax(0, 1fr) / minmax(180px, 26%) minmax(0, 1fr);
  color: var(--vscode-foreground); background: var(--vscode-editor-background);
  font: var(--vscode-font-size)/1.4 var(--vscode-font-family);
}
.bar {
  grid-column: 1 / 3; display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 6px 10px;
  border-bottom: 1px solid var(--vscode-panel-border, var(--lk-line));
}
.bar label { display: flex; gap: 6px; align-items: center; min-width: 0; }
.bar .space { flex: 1; }
button, select {
  font: inherit; color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground);
  border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: 3px; padding: 2px 8px; max-width: 100%;
}
select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); border-color: var(--vscode-dropdown-border); min-width: 80px; flex: 0 1 230px; }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button[aria-pressed='true'] { border-color: var(--vscode-focusBorder); box-shadow: inset 0 0 0 1px var(--vscode-focusBorder); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
.tree { border-right: 1px solid var(--vscode-panel-border, var(--lk-line)); }
.picture { overflow: auto; cursor: grab; }
.picture:active { cursor: grabbing; }
/* A layer of its own: scrolling moves it, and draws nothing. */
.lk { display: block; min-width: 0; margin: 0 auto; will-change: transform; }
/* Green is for the lock: as text it is too pale in light themes. */
.lk text.closed { fill: var(--lk-faint); }
.lk .step { cursor: pointer; }
.lk .step:hover > .card, .lk .step:hover > .frame { stroke: var(--lk-mark); }
.lk .marked > .card, .lk .marked > .frame { stroke: var(--lk-mark); stroke-width: 3px; }
.lk .fold:hover > .head { fill: var(--vscode-toolbar-hoverBackground); }
.message { grid-column: 1 / 3; padding: 20px; }
body.no-list { grid-template-columns: 0 minmax(0, 1fr); }
body.no-list .tree:not(:focus-within) { visibility: visible; width: 0; padding: 0; border: 0; }
body.no-list .tree:focus-within { position: relative; z-index: 1; width: 280px; background: var(--vscode-editor-background); border: 1px solid var(--vscode-focusBorder); }
body.no-list .picture { grid-column: 2; }
@media (forced-colors: active) {
  /* What colours say is said by signs, words, dashes and numbers as well. */
  :root {
    --lk-page: Canvas; --lk-card: Canvas; --lk-frame: Canvas; --lk-lane: Canvas;
    --lk-line: CanvasText; --lk-text: CanvasText; --lk-faint: CanvasText; --lk-edge: CanvasText;
    --lk-error: CanvasText; --lk-warning: CanvasText; --lk-info: CanvasText; --lk-closed: CanvasText;
    --lk-secret: LinkText; --lk-mark: Highlight;
  }
  .lk { forced-color-adjust: none; }
  .lk .marked > .card, .lk .marked > .frame { stroke-dasharray: 6 2; }
  button[aria-pressed='true'] { forced-color-adjust: none; color: HighlightText; background: Highlight; border-color: Highlight; box-shadow: none; }
}
`;
