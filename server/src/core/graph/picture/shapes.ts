// A picture as data, for two readers: text of an SVG file, and elements of a page. Neither ever reads markup that was put together.

export interface Shape {
  readonly tag: 'g' | 'rect' | 'path' | 'circle' | 'text' | 'title' | 'desc' | 'style' | 'svg';
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly children?: readonly Shape[];
}

export const shape = (
  tag: Shape['tag'],
  attributes: Shape['attributes'],
  inner?: string | readonly Shape[],
): Shape =>
  inner === undefined
    ? { tag, attributes }
    : typeof inner === 'string'
      ? { tag, attributes, text: inner }
      : { tag, attributes, children: inner };

const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Also for attributes. What XML cannot hold is replaced, as is the lone half of a pair. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (mark) => REFERENCES.get(mark)!)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

/** One line a shape. Shapes are a few levels deep, whatever the flow is. */
export function shapeText({ tag, attributes, text, children }: Shape): string {
  const given = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');
  if (text !== undefined) return `<${tag}${given}>${escaped(text)}</${tag}>`;
  if (children === undefined) return `<${tag}${given}/>`;
  return `<${tag}${given}>\n${children.map(shapeText).join('\n')}\n</${tag}>`;
}
