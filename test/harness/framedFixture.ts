// A marker fixture of one flow, with the flow file around it.
import { type FramedFlow, frameFlow } from './flowFrame.ts';
import { type Fixture, readFixture } from './markers.ts';

/** Reads the fixture and frames it; what is marked is marked in the whole file. */
export function framedFixture(text: string): Fixture & Pick<FramedFlow, 'unframed'> {
  const { source, expected } = readFixture(text);
  const framed = frameFlow(source);
  if (framed.text === source) return { source, expected, unframed: (file) => file };
  const starts = lineStarts(source);
  const frameStarts = lineStarts(framed.text);
  return {
    source: framed.text,
    expected: expected.map(({ line, start, end, label }) => {
      const offset = framed.offsetOf(starts[line]! + start);
      const at = frameStarts.findLastIndex((one) => one <= offset);
      const column = offset - frameStarts[at]!;
      const length = framed.offsetOf(starts[line]! + end, true) - offset;
      return { line: at, start: column, end: column + length, label };
    }),
    unframed: framed.unframed,
  };
}

const lineStarts = (text: string): number[] => [
  0,
  ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1),
];
