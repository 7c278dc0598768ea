/** A secret that a flow passes to a child flow. */
export interface SecretCall {
  /** Id of the child flow, lower-cased. */
  readonly flowId: string;
  /** Key of the child's trigger input, lower-cased. */
  readonly input: string;
}

/** A trigger input to which a flow of the folder passes a secret. */
export interface SecretInput {
  /** Its key, lower-cased. */
  readonly input: string;
  /** Name of the flow that does; the first one of several. */
  readonly parent: string;
}

/** A trigger input with which a flow signs in somewhere, itself or through a child flow. */
export interface SignInInput {
  /** Its key, lower-cased. */
  readonly input: string;
  /** As the maker sees it. */
  readonly name: string;
}

/** What may be asked about child flows. */
export interface ChildAnswers {
  /** Inputs with which a child flow signs in; undefined when the flow is not in the folder. */
  signInInputsOf?(flowId: string): readonly SignInInput[] | undefined;
  /** Secret property paths in the answer of a child flow; undefined when the flow is not in the folder. */
  secretAnswersOf(flowId: string): readonly (readonly string[])[] | undefined;
}

/** What other files tell of a flow's secrets. */
export interface Surroundings {
  readonly solution?: ChildAnswers | undefined;
  /** What other flows pass to it. */
  readonly passed?: readonly SecretInput[];
  /** True for an environment variable that the solution defines as type Secret, by its schema name in any case. */
  readonly isSecretVariable?: (schemaName: string) => boolean;
}

export const NO_SURROUNDINGS: Surroundings = {};
