/**
 * A text as a label of Mermaid that stands in quotes. All that could end the label, or start something else in it, becomes
 * Mermaid's own form of references to characters: it knows Markdown and HTML there, too.
 */
export function mermaidText(text: string): string {
  return text
    .replace(/[^\p{L}\p{N} ,()'?=/…·−-]/gu, reference)
    .replace(/^(\d*)([-)])/, (_, digits: string, mark: string) => digits + reference(mark));
}

function reference(mark: string): string {
  return `#${mark.codePointAt(0)};`;
}
