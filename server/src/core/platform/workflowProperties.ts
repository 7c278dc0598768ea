/**
 * What `workflow()` gives: its properties, each by its path in lower case, with what it is. After the expression functions
 * reference, and the properties that real flows read.
 */
const PROPERTIES = `
name: The name of the flow in its environment: an id, not the name that people see.
id: The full path of the flow in its environment.
type: The type of the resource; always the same for flows.
location: The region that the environment is in.
tags: What the platform notes of the flow, such as its environment and the name that people see.
tags/environmentName: The id of the environment that the flow runs in.
tags/flowDisplayName: The name of the flow as people see it.
tags/logicAppName: The name of the flow for the service that runs it.
run: The run at hand.
run/name: The id of this run, as it stands in the address of the run history.
run/id: The full path of this run.
run/type: The type of the resource; always the same for runs.
`;

const BY_PATH: ReadonlyMap<string, string> = new Map(
  PROPERTIES.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf(': ');
    return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 2)]];
  }),
);

/** What a property of `workflow()` is, as a sentence; undefined for one that nobody knows. `path`: its keys, the outer first. */
export function workflowProperty(path: readonly string[]): string | undefined {
  return BY_PATH.get(path.join('/').toLowerCase());
}

/** The properties directly below a path of `workflow()`, as the platform writes them. */
export function workflowPropertiesBelow(path: readonly string[]): readonly string[] {
  const start = path.length === 0 ? '' : `${path.join('/').toLowerCase()}/`;
  return NAMES.filter((name) => name.toLowerCase().startsWith(start) && name.length > start.length)
    .map((name) => name.slice(start.length))
    .filter((name) => !name.includes('/'));
}

const NAMES: readonly string[] = PROPERTIES.split('\n').flatMap((line) => {
  const at = line.indexOf(': ');
  return at < 0 ? [] : [line.slice(0, at)];
});
