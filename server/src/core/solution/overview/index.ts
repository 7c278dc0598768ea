/** What others want to know of a flow, worked out once a check, and what the flows of a workspace know of each other. */
export { type Failures, flowFailures } from './failures.ts';
export { overviewsOf } from './overview.ts';
export { type IndexChange, SolutionIndex } from './solutionIndex.ts';
export { stampOf } from './stamp.ts';
export type {
  Binding,
  ChildOverview,
  ConnectionOverview,
  Effect,
  FailureOverview,
  FlowOverview,
  InputOverview,
  LiteralOverview,
  NameOverview,
  SecretOverview,
  StepOverview,
  TriggerOverview,
  VariableOverview,
} from './types.ts';
