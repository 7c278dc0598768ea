import type { Fix } from '../../finding.ts';
import { isEditable } from '../../fixes/literal/literal.ts';
import { addWorkflow, isRefused, type SolutionFlow, type SolutionModel } from '../../solution/index.ts';
import { fileNameOf } from '../../solution/paths.ts';
import { defineRule } from '../rule.ts';
import { isExported, mentionsId } from '../solutionComponents.ts';

export const rule = defineRule({
  meta: {
    id: 'flow-not-registered',
    category: 'solution',
    severity: 'error',
    profile: 'default',
    title: 'A flow file has no workflow entry in its solution, or an entry has no file',
    fix: 'review',
  },
  visit: {
    flow({ document, flow, solution, report }) {
      if (flow.wrapper !== 'solution' || !isExported(solution)) return;
      const own = solution.flowAt(document.uri);
      if (own === undefined || !isUnregistered(solution, own)) return;
      const { entry } = formOf(solution, document.uri);
      report({
        place: { node: flow.definition, part: 'key' },
        message: `No workflow entry describes this flow: ${entry} is missing, which the other flows of the solution have. The solution is packed and imported without the flow.`,
        hint: 'Export the solution again with this flow in it, or register the flow as the others are. Remove the file if the flow is gone.',
        fix: registerFix(solution, own) === undefined ? null : 'review',
      });
    },
    solution({ solution, report }) {
      if (!isExported(solution) || !solution.flows.some(isWhole)) return;
      for (const { id, uri, metadata, displayName } of solution.flows) {
        const entry = metadata[0];
        if (uri !== undefined || entry === undefined) continue;
        const place = displayName ?? entry;
        report({
          place,
          message: `The solution describes the flow "${displayName?.value ?? id ?? 'without a name'}", and its JSON file is not in the folder. The solution cannot be packed or imported.`,
          hint: 'Take the file back from git history, export the solution again, or remove the entry together with its root component.',
          key: id ?? String(place.span.start),
          fix: null,
        });
      }
    },
  },
  fixes({ document, solution }) {
    const own = solution?.flowAt(document.uri);
    const fix = own && registerFix(solution!, own);
    return fix === undefined ? [] : [fix];
  },
});

/** A file and what describes it. */
function isWhole({ uri, metadata }: SolutionFlow): boolean {
  return uri !== undefined && metadata.length > 0;
}

/** True when nothing in the solution describes the flow, and the others are described where it should be. */
function isUnregistered(solution: SolutionModel, { id, uri, metadata }: SolutionFlow): boolean {
  if (uri === undefined || metadata.length > 0 || !solution.flows.some(isWhole)) return false;
  const file = fileNameOf(uri).toLowerCase();
  // An entry that is damaged, or of another category, is an entry.
  return !solution.mentionsInFiles((other, text) => {
    const name = fileNameOf(other).toLowerCase();
    if (name === `${file}.data.xml`) return true;
    if (name.endsWith('.data.xml')) return id !== undefined && name.includes(id);
    if (name !== 'customizations.xml') return false;
    return text.includes(fileNameOf(uri)) || (id !== undefined && mentionsId(text, id));
  });
}

/** What is missing, as the solution keeps it. */
function formOf(solution: SolutionModel, uri: string): { readonly entry: string } {
  const separate = solution.flows.some(({ metadata }) =>
    metadata.some((one) => one.uri.toLowerCase().endsWith('.data.xml')),
  );
  return { entry: separate ? `"${fileNameOf(uri)}.data.xml"` : 'a <Workflow> in customizations.xml' };
}

function registerFix(solution: SolutionModel, { id, uri }: SolutionFlow): Fix | undefined {
  if (id === undefined || uri === undefined || !isEditable(solution)) return undefined;
  const name = fileNameOf(uri)
    .replace(/\.json$/i, '')
    .replace(/-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, '');
  if (name === '') return undefined;
  const edit = addWorkflow(solution, { id, name, uri });
  if (isRefused(edit)) return undefined;
  return {
    title: `Register the flow as "${name}"`,
    disposition: 'review',
    edits: [],
    others: edit,
    note: 'Registers the flow as a draft, named after its file, and lists it among the root components. Check the name; turn the flow on after the import.',
  };
}
