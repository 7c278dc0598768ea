const VOID = new Set(['meta', 'br', 'hr', 'img', 'link', 'input', 'rect']);

/** What is not well-formed in a page: tags that do not match, stray `<` and `&`, attributes without quotes, ids given twice. */
export function htmlProblems(html: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  const ids = new Set<string>();
  const body = html.replace(/^<!doctype html>\n/, '').replace(/(<style>)[^<]*(<\/style>)/, '$1$2');
  if (body === html) problems.push('no doctype');
  const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*(\/?)>/g;
  let at = 0;
  const text = (part: string): void => {
    if (/[<>]/.test(part)) problems.push(`stray bracket: ${part.trim().slice(0, 40)}`);
    if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(part))
      problems.push(`stray ampersand: ${part.trim().slice(0, 40)}`);
  };
  for (const match of body.matchAll(tag)) {
    text(body.slice(at, match.index));
    at = match.index + match[0].length;
    const [, close, name = '', attributes = '', self] = match;
    text(attributes.replace(/[<>]/g, ''));
    for (const [, id] of attributes.matchAll(/\sid="([^"]*)"/g)) {
      if (ids.has(id!)) problems.push(`id ${id} given twice`);
      ids.add(id!);
    }
    if (close !== '') {
      const last = open.pop();
      if (last !== name) problems.push(`</${name}> closes <${last}>`);
    } else if (!VOID.has(name) && self === '') open.push(name);
  }
  text(body.slice(at));
  return [...problems, ...open.map((name) => `<${name}> is not closed`)];
}
