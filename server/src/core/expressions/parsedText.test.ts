import { describe, expect, it } from 'vitest';
import { parsedText } from './parsedText.ts';
import { parseTemplate } from './parseTemplate.ts';

const again = (text: string): string => `${text.slice(0, 1)}${text.slice(1)}`;

describe('parsedText', () => {
  it.each([
    "@body('Get')?['x']",
    '@triggerBody()',
    "@items('Each')['a'][0]",
    "@parameters('p')",
    '@utcNow()',
  ])('parses the read %s once', (text) => {
    const first = parsedText(text);
    expect(first.isRead).toBe(true);
    expect(first.template).toEqual(parseTemplate(text));
    expect(parsedText(again(text))).toBe(parsedText(text));
    expect(parsedText(text).references).toBe(parsedText(text).references);
  });

  it.each([
    "@concat('a', 'b')",
    "@equals(body('A'), 'x')",
    "@body('A')[concat('a', 'b')]",
    "@body(concat('a', 'b'))",
    "@{body('A')}",
    "@'text'",
    "@body('A'",
    `@body('${'a'.repeat(200)}')`,
  ])('keeps nothing of %s', (text) => {
    expect(parsedText(text)).not.toBe(parsedText(text));
    expect(parsedText(text).template).toEqual(parseTemplate(text));
  });

  it('keeps a bounded number of texts', () => {
    const first = parsedText("@body('First')");
    for (let at = 0; at < 5000; at++) parsedText(`@body('Other${at}')`);
    expect(parsedText("@body('First')")).not.toBe(first);
  });
});
