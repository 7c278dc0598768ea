import { hashText } from '../text/hash.ts';
import { customConnectorNames } from './connectorNames.ts';
import type {
  SharedKind,
  SolutionConnectionReference,
  SolutionData,
  SolutionEnvironmentVariable,
  SolutionFlow,
} from './data.ts';

/** One solution as its files tell it: a snapshot, replaced when a file changes, with look-ups that compare without case. */
export interface SolutionModel extends SolutionData {
  flow(id: string): SolutionFlow | undefined;
  flowAt(uri: string): SolutionFlow | undefined;
  connectionReference(logicalName: string): SolutionConnectionReference | undefined;
  /** Display name of a custom connector that the solution brings with it, by its name in flows (see `connectorNameIn`). */
  customConnectorName(apiName: string): string | undefined;
  environmentVariable(schemaName: string): SolutionEnvironmentVariable | undefined;
  /** True when the manifest says that a component of that type comes from elsewhere; `key` is its id or name. */
  requires(type: string, key: string): boolean;
  /** True when another solution of the workspace has it; `name` depends on the kind. */
  isElsewhere(kind: SharedKind, name: string): boolean;
  /** The same, without other copies of this solution: a new component of that name would be the other solution's in each environment. */
  isTaken(kind: SharedKind, name: string): boolean;
  /** Variables whose default or exported value is exactly this text; secrets and data sources are left out. */
  environmentVariablesWithValue(value: string): readonly SolutionEnvironmentVariable[];
  /** Text as last set, for the files that the model was read from; undefined for flows and foreign files. */
  textOf(uri: string): string | undefined;
  /** True when a file other than a flow passes the test; asked file by file. */
  mentionsInFiles(test: (uri: string, text: string) => boolean): boolean;
  /** Files directly in a folder for which `textOf` knows a text. */
  filesIn(folder: string): readonly string[];
  /** Equal as long as the facts are, wherever they stand in their files, states of flows left out. Hashed: holds no value. */
  readonly fingerprint: string;
}

/** Adds the look-ups to what is known of a solution. */
export function solutionModel(data: SolutionData): SolutionModel {
  const flows = new Map(data.flows.flatMap((one) => (one.id === undefined ? [] : [[one.id, one]])));
  const references = new Map(
    data.connectionReferences.map((one) => [one.logicalName.value.toLowerCase(), one]),
  );
  const variables = new Map(data.environmentVariables.map((one) => [one.schemaName.toLowerCase(), one]));
  let fingerprint: string | undefined;
  return {
    ...data,
    flow: (id) => flows.get(id.toLowerCase()),
    flowAt: (uri) => data.flows.find((one) => one.uri === uri),
    connectionReference: (logicalName) => references.get(logicalName.toLowerCase()),
    customConnectorName: customConnectorNames(data),
    environmentVariable: (schemaName) => variables.get(schemaName.toLowerCase()),
    requires: (type, key) => {
      const lower = key.toLowerCase();
      return data.required.some((one) => one.type === type && (one.id === lower || one.name === lower));
    },
    isElsewhere: (kind, name) => data.workspace.hasOther(kind, name, data.id),
    isTaken: (kind, name) => data.workspace.isTaken(kind, name, data.id),
    environmentVariablesWithValue: (value) => data.environmentVariables.filter((one) => holds(one, value)),
    textOf: (uri) => data.texts.get(uri),
    mentionsInFiles: (test) => [...data.texts].some(([uri, text]) => test(uri, text)),
    filesIn: (folder) =>
      [...data.texts.keys()].filter(
        (uri) => uri.startsWith(`${folder}/`) && !uri.includes('/', folder.length + 1),
      ),
    get fingerprint() {
      fingerprint ??= hashText(JSON.stringify(data, withoutPlaces));
      return fingerprint;
    },
  };
}

function holds({ type, definition, values }: SolutionEnvironmentVariable, value: string): boolean {
  if (type === 'Secret' || type === 'DataSource') return false;
  const exported = values.some((one) => one.value?.value === value);
  const isDefault =
    values.every((one) => one.value === undefined) && definition?.defaultValue?.value === value;
  return exported || isDefault;
}

function withoutPlaces(key: string, value: unknown): unknown {
  // The state of a flow is news for itself and for those that call it, and for no other.
  if (key === 'span' || key === 'texts' || key === 'state') return undefined;
  if (value instanceof Set) return [...value];
  return value instanceof Map ? [...value] : value;
}
