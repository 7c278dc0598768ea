import type { Shape } from '../../../../server/src/core/graph/picture/index.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** A shape as an element of the page. */
export function svgElement({ tag, attributes, text, children }: Shape): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  for (const child of children ?? []) element.append(svgElement(child));
  return element;
}
