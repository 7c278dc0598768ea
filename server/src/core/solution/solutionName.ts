import type { SolutionModel } from './model.ts';
import { fileNameOf } from './paths.ts';

/** What people call a solution: its unique name; a package goes by its flow; else the name of its folder. */
export function solutionName({ name, layout, flows, root }: SolutionModel): string {
  const flow = layout === 'legacy-package' ? flows.find((one) => one.displayName !== undefined) : undefined;
  return name || flow?.displayName?.value || fileNameOf(root);
}
