import { correctDateFormat, type DateFormatMistake } from '../../expressions/index.ts';
import { sitePart } from '../../flow/sites.ts';
import { encodeString } from '../../json/escapes.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import { wrongCalls } from '../functionCalls.ts';
import { defineRule, type FlowRuleContext } from '../rule.ts';
import { quotedName, userName } from '../unknownNames.ts';

export const rule = defineRule({
  meta: {
    id: 'date-format',
    category: 'integrity',
    severity: 'info',
    profile: 'team',
    title: 'A date format has letters that mean something else',
    fix: 'review',
    kinds: ['correct-date-format'],
    checklist: null,
  },
  visit: { flow: check },
  fixes({ flow }, finding) {
    const corrected = finding.data as string;
    return [
      {
        kind: 'correct-date-format',
        title: `Write the date format ${quotedName(corrected)}`,
        disposition: 'review',
        edits: [
          {
            span: spanOfPlace(flow.tree, finding.place),
            newText: encodeString(corrected.replaceAll("'", "''")),
          },
        ],
      },
    ];
  },
});

function check({ flow, report }: FlowRuleContext): void {
  for (const { site, problem } of wrongCalls(flow, 'dateFormat')) {
    const { argument, info, mistakes } = problem;
    if (argument.kind !== 'string') continue;
    const span = { start: argument.span.start + 1, end: argument.span.end - 1 };
    const corrected = correctDateFormat(argument.value, mistakes);
    report({
      place: { node: site.node, part: sitePart(site, span) },
      message: `${userName(flow, site)} has the date format ${quotedName(argument.value)}, in which ${describeMistakes(mistakes)}.`,
      hint: `Perhaps ${quotedName(corrected)} is meant.`,
      why: 'The step runs, and gives a wrong text: nobody is told.',
      // No position: a repair before it in the same text moves it.
      key: `${site.inKey ? 'key' : 'value'} ${info.name}`,
      data: corrected,
    });
  }
}

/** `"mm" means minutes and "DD" means nothing`, each once. */
function describeMistakes(mistakes: readonly DateFormatMistake[]): string {
  const descriptions = mistakes.map(({ letters, means }) => `"${letters}" means ${means ?? 'nothing'}`);
  const distinct = [...new Set(descriptions)];
  return distinct.length < 2
    ? distinct.join('')
    : `${distinct.slice(0, -1).join(', ')} and ${distinct.at(-1)}`;
}
