/** The security checklist for people, as Markdown and as one HTML page. */
export { checklistReport } from './build.ts';
export { checklistToHtml } from './toHtml.ts';
export { checklistToMarkdown, pointLines } from './toMarkdown.ts';
export type * from './types.ts';
