import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../json/parse.ts';
import { worthScanning } from './secretValue.ts';

const piece = fc.oneof(
  fc.constantFrom(
    'Basic ',
    'bearer ',
    'BEARER%20',
    'user:pw@host',
    'key: ',
    '</a>',
    '%3D',
    '=',
    '~',
    '"',
    '\\',
  ),
  fc.stringMatching(/^[A-Za-z0-9+_-]{1,40}$/),
  fc.constantFrom(' ', ', ', '.', 'word', 'é', '@', "'", '0a1b2c3d-1111-2222-3333-444455556666'),
);
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

describe('the look at texts while they are read', () => {
  it('never hides a text that is worth scanning, nor a part of one', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
        const tree = parseJson(JSON.stringify({ [whole]: whole }));
        const part = whole.slice(Math.min(a, b) % 80, Math.max(a, b) % 80);
        if (!worthScanning(whole) && !(whole.startsWith('@') && worthScanning(part))) return;
        expect(tree.valueIsCoded(1)).toBe(true);
        expect(tree.keyIsCoded(1)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    'short=1',
    'Send the report to all owners, please',
    'operationMetadataId',
    '0a1b2c3d-1111-2222-3333-444455556666',
    "@triggerBody()?['text']",
  ])('spares %j the search', (plain) => {
    const tree = parseJson(JSON.stringify({ [plain]: plain }));
    expect(tree.valueIsCoded(1)).toBe(false);
    expect(tree.keyIsCoded(1)).toBe(false);
  });

  it('knows nothing of what is not closed', () => {
    expect(parseJson('{"a": "short').valueIsCoded(1)).toBe(true);
    expect(parseJson('{a: 1}').keyIsCoded(1)).toBe(true);
  });
});
