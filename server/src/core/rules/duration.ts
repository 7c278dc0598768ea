/** `P1DT2H30M5S`, `P2W`; of a size that no one writes by chance. */
const DURATION =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,10}(?:\.\d{1,7})?)S)?)?$/;

const DAY = 86_400;
/** Of each part, in seconds; a month and a year as the shortest ones are. */
const SECONDS: readonly number[] = [365 * DAY, 28 * DAY, 7 * DAY, DAY, 3600, 60, 1];

/** Length of an ISO 8601 time span in seconds; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  if (text.length > 60) return undefined;
  const parts = DURATION.exec(text.trim())?.slice(1);
  if (parts?.some((part) => part !== undefined) !== true) return undefined;
  return parts.reduce((sum, part, at) => sum + Number(part ?? 0) * SECONDS[at]!, 0);
}
