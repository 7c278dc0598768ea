// Text of files on its way to people. What any reader must not get as it is stands here, once; what a single reader
// interprets besides (Markdown, HTML, links of SARIF) is the business of the function for that reader.

/**
 * Characters that nobody sees, or that change how others are shown: controls (with escape, which starts the sequences and links
 * of terminals), line and paragraph separators, everything that Unicode calls default ignorable (zero width, marks of
 * direction, fillers, tags), and interlinear annotations. The selectors that choose between the forms of a character that is
 * seen (U+FE00 to U+FE0F) stay: names with emoji have them.
 */
const HIDDEN = /(?![\ufe00-\ufe0f])[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** Most texts have nothing of the kind: cheaper than the table, and finds whatever that may find. */
const PLAIN = /^[\u0020-\u007e]*$/;

/** Puts `mark` in the place of each hidden character, one for one code point. */
export function replaceHidden(text: string, mark: ' ' | '\ufffd'): string {
  return PLAIN.test(text) ? text : text.replace(HIDDEN, mark);
}

/** For readers that show a text as it is: one line, in which what was hidden is seen. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : replaceHidden(text.replace(/[\t-\r\u0085\u2028\u2029]+/g, ' '), '\ufffd');
}

/**
 * For notifications, progress, status and pick lists: VS Code makes `[x](command:…)` in them a link that runs a command, and
 * `$(x)` an icon; other editors may read Markdown or HTML. None of it is left, and the words stay as they are.
 */
export function noticeText(text: string): string {
  return visible(text)
    .replaceAll('](', '] (')
    .replaceAll('$(', '$ (')
    .replace(/<(?=[a-z/!?])/gi, '< ');
}
