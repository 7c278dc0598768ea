/** What a file tells of a connector's operation. Old-form actions have method and path, and often no operation id. */
export interface OperationRef {
  /** `shared_office365`; a path or a connection key (`shared_office365_1`) will do. */
  readonly apiName?: string | undefined;
  readonly operationId?: string | undefined;
  readonly method?: string | undefined;
  readonly path?: string | undefined;
}

/** Reads a literal parameter of the operation, e.g. `actionName`; undefined when missing or no string. */
export type ParameterLookup = (name: string) => string | undefined;
