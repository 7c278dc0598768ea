/** A reader of comma-separated values after RFC 4180, strict: throws where a line is not what the RFC says. */
export function parseCsv(text: string): string[][] {
  if (!text.startsWith('\uFEFF')) throw new Error('no byte order mark');
  const rows: string[][] = [];
  let at = 1;
  while (at < text.length) {
    const row: string[] = [];
    for (;;) {
      let cell = '';
      if (text[at] === '"') {
        at++;
        for (;;) {
          const quote = text.indexOf('"', at);
          if (quote === -1) throw new Error('a quote is not closed');
          cell += text.slice(at, quote);
          at = quote + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at++;
        }
      } else {
        const match = /[",\r\n]/.exec(text.slice(at));
        const end = match === null ? text.length : at + match.index;
        cell = text.slice(at, end);
        at = end;
      }
      row.push(cell);
      if (text[at] !== ',') break;
      at++;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`no line end at ${at}`);
    at += 2;
    rows.push(row);
  }
  const [first] = rows;
  for (const row of rows) if (row.length !== first!.length) throw new Error('lines differ in length');
  return rows;
}
