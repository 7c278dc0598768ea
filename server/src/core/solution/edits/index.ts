/** Edits on the files of a solution. Each gives all changes that belong together, or the reason why there are none. */
export { addConnectionReference, type NewConnectionReference } from './connectionReference.ts';
export { addDeploymentSetting, type NewDeploymentSetting } from './deploymentSetting.ts';
export { addEnvironmentVariable, type NewEnvironmentVariable } from './environmentVariable.ts';
export { isKeyVaultReference, isPipelineToken } from './keyVault.ts';
export { isSchemaName, uniqueLogicalName, uniqueSchemaName } from './names.ts';
export { removeConnectionReference } from './removeConnectionReference.ts';
export { removeEnvironmentVariable } from './removeEnvironmentVariable.ts';
export { addRootComponent, addRootComponents, type NewRootComponent } from './rootComponent.ts';
export { setEnvironmentVariableType } from './secretVariable.ts';
export { type FileChange, isRefused, type Refused, type SolutionEdit } from './types.ts';
export { addWorkflow, type NewWorkflow } from './workflow.ts';
