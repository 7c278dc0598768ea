// The repair that the reader of a page compares with: by its title, since its place in the list changes with the text.
import { textFrom } from '../webview/page/kept.ts';
import type { ToPage } from './messages.ts';

type Show = Extract<ToPage, { type: 'show' }>;

/** What the page keeps of it over a reload of the window. */
export function keptRepair({ result, repair }: Pick<Show, 'result' | 'repair'>): {
  readonly repair?: string;
} {
  const title = result.repairs[repair]?.title;
  return title === undefined ? {} : { repair: title };
}

/** Its title, out of what a page kept. */
export function repairFrom({ repair }: Readonly<Record<string, unknown>>): string | undefined {
  return textFrom(repair);
}

/** Its place in the list; -1 when none is chosen, or it is not offered any more. */
export function placeOfRepair(
  { repairs }: Pick<Show['result'], 'repairs'>,
  title: string | undefined,
): number {
  return repairs.findIndex((one) => one.title === title);
}
