// Orders to the logs of builds as the agents that read them understand them: written anew, for the code under test has its own.

/** An order, with its values as the agent gets them. */
export interface LogCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
}

/** As the runner of GitHub Actions reads a line: `::name key=value,…::data` behind white space, or `##[name key=value;…]data` anywhere. */
export function githubCommand(line: string): LogCommand | undefined {
  const text = line.trimStart();
  if (text.startsWith('::')) {
    const end = text.indexOf('::', 2);
    if (end !== -1) {
      const { name, properties } = parts(text.slice(2, end), ',');
      // The runner passes over names that it does not know; any will do for a test.
      if (/^[a-z]/i.test(name))
        return {
          name,
          properties: unescaped(properties, [
            ['%0D', '\r'],
            ['%0A', '\n'],
            ['%3A', ':'],
            ['%2C', ','],
            ['%25', '%'],
          ]),
          data: replaced(text.slice(end + 2), [
            ['%0D', '\r'],
            ['%0A', '\n'],
            ['%25', '%'],
          ]),
        };
    }
  }
  return bracketed(line, '##[', []);
}

/** As the agent of Azure Pipelines reads a line: `##vso[area.name key=value;…]data` anywhere. */
export function azureCommand(line: string): LogCommand | undefined {
  return bracketed(line, '##vso[', [
    ['%3B', ';'],
    ['%0D', '\r'],
    ['%0A', '\n'],
    ['%5D', ']'],
    ['%AZP25', '%'],
  ]);
}

/** All orders in a text, by either of them. */
export function ordersIn(text: string): LogCommand[] {
  return text
    .split(/\r\n|[\r\n\u0085\u2028\u2029]/)
    .flatMap((line) => githubCommand(line) ?? azureCommand(line) ?? []);
}

type Mapping = readonly (readonly [written: string, means: string])[];

function bracketed(line: string, prefix: string, mapping: Mapping): LogCommand | undefined {
  const start = line.toLowerCase().indexOf(prefix);
  const end = line.indexOf(']', start);
  if (start === -1 || end === -1) return undefined;
  const { name, properties } = parts(line.slice(start + prefix.length, end), ';');
  return { name, properties: unescaped(properties, mapping), data: replaced(line.slice(end + 1), mapping) };
}

function parts(text: string, separator: string): { readonly name: string; readonly properties: string[] } {
  const space = text.indexOf(' ');
  if (space === -1) return { name: text, properties: [] };
  const all = text.slice(space + 1).split(separator);
  return { name: text.slice(0, space), properties: all.map((one) => one.trim()).filter((one) => one !== '') };
}

function unescaped(properties: readonly string[], mapping: Mapping): ReadonlyMap<string, string> {
  return new Map(
    properties.flatMap((one): [string, string][] => {
      const at = one.indexOf('=');
      return at === -1 ? [] : [[one.slice(0, at), replaced(one.slice(at + 1), mapping)]];
    }),
  );
}

function replaced(text: string, mapping: Mapping): string {
  return mapping.reduce((result, [written, means]) => result.replaceAll(written, means), text);
}
