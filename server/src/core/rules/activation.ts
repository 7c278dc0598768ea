import type { FlowModel } from '../flow/model.ts';
import { isPowerAutomate } from '../flow/wrapper.ts';

/** What happens to a flow whose definition the platform refuses, when the file itself gives no sign of it. */
export function notTurnedOn(flow: FlowModel): string {
  if (!isPowerAutomate(flow)) return 'Azure refuses the workflow when it is deployed.';
  if (flow.wrapper === 'solution') return 'The solution imports, then the flow does not turn on.';
  return 'The flow cannot be saved or turned on.';
}
