/** The look of the page: light and dark, high contrast as the system says, sparing with ink on paper. No address in it is loaded. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --soft: #57606a; --page: #ffffff; --card: #f6f8fa; --line: #d0d7de;
  --secret: #a3150c; --secret-back: #ffe9e7; --token: #0b5cad; --token-back: #e8f1fb; --locked: #5a4300; --locked-back: #fff6dc;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --soft: #9ea7b3; --page: #0d1117; --card: #161b22; --line: #3d444d;
    --secret: #ff9d95; --secret-back: #4a1512; --token: #8ec7ff; --token-back: #12304d; --locked: #f0cf7a; --locked-back: #3a2f10;
  }
}
@media (prefers-contrast: more) {
  :root { --soft: var(--text); --line: var(--text); --card: var(--page); }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere;
}
h1 { margin: 0 0 .25rem; font-size: 1.75rem; }
h2 { margin: 2rem 0 .25rem; font-size: 1.25rem; }
h3 { margin: 1rem 0 .25rem; font-size: .9375rem; }
p { margin: .25rem 0; }
.soft { color: var(--soft); font-size: .875rem; }
.banner { padding: .5rem .75rem; border-left: .25rem solid var(--token); background: var(--card); }
.step { margin: .5rem 0; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.d1 { margin-left: 1.25rem; } .d2 { margin-left: 2.5rem; } .d3 { margin-left: 3.75rem; } .d4 { margin-left: 5rem; }
summary { cursor: pointer; padding: .5rem .75rem; }
.step > div { padding: 0 1rem .75rem; }
.name { font-weight: 600; }
dl { margin: .25rem 0; font-size: .875rem; }
dt { color: var(--soft); }
dd { margin: 0 0 .375rem; white-space: pre-wrap; }
.r1 { margin-left: 1rem; } .r2 { margin-left: 2rem; } .r3 { margin-left: 3rem; }
.secret, .token, .mark { padding: 0 .375rem; border: 1px solid; border-radius: .375rem; }
.secret { color: var(--secret); background: var(--secret-back); font-weight: 600; text-decoration: none; }
.may { border-style: dashed; font-weight: 400; }
.token { color: var(--token); background: var(--token-back); }
.mark { font-size: .8125rem; white-space: nowrap; }
.locked { color: var(--locked); background: var(--locked-back); }
.note { color: var(--soft); font-style: italic; }
.not-shown { margin: .25rem 0; padding: .5rem .75rem; border: 1px dashed var(--line); }
.choose { margin: .25rem 0; }
.choose label { margin-right: 1rem; }
.part { margin: .5rem 0 0; border-top: 1px solid var(--line); }
.part > summary { padding: .375rem 0; font-size: .875rem; }
a:focus-visible, summary:focus-visible, input:focus-visible { outline: .1875rem solid var(--token); outline-offset: .125rem; }
footer { margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media (forced-colors: active) { .secret, .token, .mark { forced-color-adjust: auto; border-color: CanvasText; } }
@media print {
  :root { --text: #000000; --soft: #444444; --card: #ffffff; --page: #ffffff; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .step { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
@page { margin: 1.5cm; }
`;
