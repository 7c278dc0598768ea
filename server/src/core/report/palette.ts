/** How a text is coloured; each function returns its argument in the colour. The command line brings terminal colours. */
export interface Palette {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  hint(text: string): string;
  /** File names, headings. */
  strong(text: string): string;
  /** Rule ids, line numbers, what is beside the point. */
  faint(text: string): string;
  added(text: string): string;
  removed(text: string): string;
}

const same = (text: string) => text;

export const PLAIN: Palette = {
  error: same,
  warning: same,
  info: same,
  hint: same,
  strong: same,
  faint: same,
  added: same,
  removed: same,
};
