import { type Candidates, RANK } from '../candidate.ts';
import { judgeValue } from '../judge.ts';
import { credentialName } from '../names.ts';

// `<wsse:Password>value</wsse:Password>`, as SOAP bodies and settings files have it.

const MAX_NAME = 64;
const MAX_VALUE = 1024;
const NAME = /^(?:[\w.-]{1,32}:)?([\w.-]{2,64})>/;

/** Secrets that are the whole text of an element with a strong name, in any number of lines. */
export function findXmlValues(text: string, out: Candidates): void {
  for (let close = text.indexOf('</'); close > 0 && !out.full; close = text.indexOf('</', close + 2)) {
    const name = NAME.exec(text.slice(close + 2, close + 2 + 2 * MAX_NAME))?.[1];
    if (name === undefined) continue;
    const verdict = credentialName(name);
    if (verdict?.kind !== 'strong') continue;
    const open = text.lastIndexOf('>', close - 1);
    if (open < 0 || close - open > MAX_VALUE) continue;
    const raw = text.slice(open + 1, close);
    const value = raw.trim();
    const judged = value.includes('<') ? undefined : judgeValue(value, verdict);
    if (!judged) continue;
    const start = open + 1 + raw.indexOf(value);
    out.add({
      kind: 'named-value',
      label: judged.label,
      span: { start, end: start + value.length },
      confidence: judged.confidence,
      rank: RANK.assigned,
    });
  }
}
