import type { IgnoreNotice } from '../config/ignores/notices.ts';
import { docsUrl } from '../rules/docsUrl.ts';
import { hashText } from '../text/hash.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { excerptAt } from './excerpt.ts';
import { NO_SECRETS } from './mask.ts';
import type { ReportFinding } from './reportInput.ts';

/** A notice as reports show it. `text` is that of the config, `file` what reports call it. */
export function toNoticeFinding(notice: IgnoreNotice, text: string, file: string): ReportFinding {
  const { ruleId, entry, message, hint, span } = notice;
  const range = new LineIndex(text).rangeOf(span);
  const identity = [ruleId, entry.rules.join(), entry.file ?? '', entry.pointer ?? ''];
  return {
    file,
    pointer: '',
    range,
    span,
    bom: text.startsWith('\uFEFF'),
    origin: 'config',
    ruleId,
    category: 'config',
    severity: 'warning',
    confidence: 'high',
    message,
    hint,
    related: [],
    fingerprint: hashText(identity.join('\n\n')),
    fix: null,
    docs: docsUrl(ruleId),
    safeFix: undefined,
    excerpt: excerptAt(text, span, range.start.character, NO_SECRETS),
  };
}
