import { defineRule } from '../rule.ts';

export const rule = defineRule({
  meta: {
    id: 'managed-solution-as-source',
    category: 'solution',
    severity: 'warning',
    profile: 'default',
    title: 'The folder holds the managed export of a solution, which is no source',
    fix: null,
    checklist: null,
  },
  visit: {
    solution({ solution, report }) {
      const fact = solution.manifest?.managed;
      if (solution.managed !== 'managed' || fact === undefined) return;
      // Beside its source it is what was built from it.
      if (solution.name !== undefined && solution.isElsewhere('unmanagedSolution', solution.name)) return;
      const name = solution.name === undefined ? 'This solution' : `The solution "${solution.name}"`;
      report({
        place: fact,
        message: `${name} is a managed export, which nobody can change.`,
        hint: 'Keep the unmanaged export in source control (package type Unmanaged or Both). Build the managed one from it in the pipeline.',
        why: 'An environment takes a managed export as a finished product: what is imported from it cannot be changed there, and cannot be exported as a source again.',
        key: 'managed',
      });
    },
  },
});
