import { withSignsWritten } from './pipeline/logCommands.ts';

/**
 * JSON for files and for logs of builds alike: builds look for orders anywhere in a line. In JSON a number sign stands in strings
 * only, where the escape means the same.
 */
export function jsonText(value: unknown): string {
  return `${withSignsWritten(JSON.stringify(value, null, 2), '\\u0023')}\n`;
}
