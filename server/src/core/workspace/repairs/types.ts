/** What repairs take away, by rule; most findings first. */
export interface RepairGroup {
  readonly ruleId: string;
  readonly findings: number;
  /** Flows, and files beside them, in the order of their names. */
  readonly flows: readonly RepairedFlowRow[];
}

export interface RepairedFlowRow {
  readonly uri: string;
  /** Without secrets, and on one line. */
  readonly name: string;
  readonly findings: number;
  /** In the order of the file, each once; names as above. */
  readonly steps: readonly string[];
}
