import type { FlowModel } from './model.ts';

/** True for a flow of Power Automate, false for a workflow of Azure Logic Apps (flow-format 1.5). */
export function isPowerAutomate(flow: Pick<FlowModel, 'wrapper'>): boolean {
  return flow.wrapper === 'solution' || flow.wrapper === 'legacy-package' || flow.wrapper === 'bare';
}
