import { defineRule } from '../rule.ts';
import { checkFlow, type Misnamed, renamed } from './inFlow.ts';
import { checkSolution } from './inSolution.ts';

const SILENT = 'nothing is told without it';

export const rule = defineRule({
  meta: {
    id: 'naming-convention',
    category: 'reliability',
    severity: 'info',
    profile: 'team',
    title: 'A name does not fit the pattern that the team has set',
    fix: 'review',
    kinds: ['rename-step', 'rename-variable'],
    options: [
      { name: 'steps', type: 'pattern', description: `Pattern for names of actions; ${SILENT}` },
      { name: 'variables', type: 'pattern', description: `Pattern for names of variables; ${SILENT}` },
      {
        name: 'parameters',
        type: 'pattern',
        description: `Pattern for names of parameters of the flow; ${SILENT}`,
      },
      { name: 'flows', type: 'pattern', description: `Pattern for display names of flows; ${SILENT}` },
      {
        name: 'connectionReferences',
        type: 'pattern',
        description: `Pattern for display names of connection references; ${SILENT}`,
      },
      {
        name: 'environmentVariables',
        type: 'pattern',
        description: `Pattern for schema names of environment variables, with the prefix; ${SILENT}`,
      },
    ],
    checklist: null,
  },
  visit: { flow: checkFlow, solution: checkSolution },
  fixes({ flow }, finding) {
    // What is found beside the flows has no data: the name of a flow or a reference is changed where it is kept.
    return finding.data === undefined ? [] : renamed(flow, finding.data as Misnamed);
  },
});
