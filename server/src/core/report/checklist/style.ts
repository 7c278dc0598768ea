/** The look of the HTML report: light and dark on screens, plain and sparing with ink on paper. No address in it is loaded. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --failed: #b3261e; --passed: #1a7f37; --none: #8c959f;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --soft: #9ea7b3; --page: #0d1117; --card: #161b22; --line: #3d444d;
    --failed: #ff8f87; --passed: #56d364; --none: #6e7681;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 68rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word;
}
h1 { margin: 0 0 .25rem; font-size: 1.75rem; }
h2 { margin: 3rem 0 .25rem; font-size: 1.375rem; }
h3 { margin: 0; font-size: 1.0625rem; }
h4 { margin: 1rem 0 .25rem; font-size: .9375rem; }
p { margin: .25rem 0; }
.soft { color: var(--soft); font-size: .875rem; }
a { color: inherit; }
code { overflow-wrap: anywhere; font: .8125rem/1.4 ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; }
.scroll { position: relative; overflow-x: auto; }
table { width: 100%; margin: 1rem 0; border-collapse: collapse; font-size: .875rem; }
th, td { padding: .375rem .5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { vertical-align: bottom; color: var(--soft); font-weight: 600; }
tbody th { font-weight: 400; }
.scroll tbody th { min-width: 10rem; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td, .state { position: relative; }
.state { text-align: center; }
th.state { min-width: 5.5rem; }
.failed { color: var(--failed); font-weight: 600; }
.passed { color: var(--passed); }
.none { color: var(--soft); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.bar { display: block; width: 100%; height: .75rem; margin: .75rem 0 .25rem; }
.bar .failed { fill: var(--failed); } .bar .passed { fill: var(--passed); } .bar .none { fill: var(--line); }
article { margin: 1rem 0; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.next { padding-left: .75rem; border-left: .1875rem solid var(--failed); }
details { margin-top: 1rem; }
summary { cursor: pointer; }
ul { margin: .375rem 0; padding-left: 1.25rem; font-size: .875rem; }
li { margin: .125rem 0; }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media print {
  :root { --card: #ffffff; --text: #000000; --soft: #444444; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  h2 { break-before: page; margin-top: 0; }
  h2.first { break-before: auto; margin-top: 2rem; }
  h2, h3, h4 { break-after: avoid; }
  tr, li, .point { break-inside: avoid; }
  thead { display: table-header-group; }
  article { padding: .75rem 0; border-width: 1px 0 0; border-radius: 0; }
  a { text-decoration: none; }
  .scroll { overflow: visible; }
  details { display: none; }
}
@page { margin: 1.5cm; }
`;
