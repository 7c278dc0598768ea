import type { SecretCall, SecretInput } from '../../exposure/surroundings.ts';
import { byText } from '../../text/compare.ts';

/** The secrets that flows pass to child flows. */
export class PassedSecrets {
  /** By child flow, by file of the parent: keys of the inputs. */
  readonly #byChild = new Map<string, Map<string, ReadonlySet<string>>>();

  /** Takes in what the flow of a file passes; returns the ids of the child flows for which that changes something. */
  update(uri: string, before: readonly SecretCall[], now: readonly SecretCall[]): readonly string[] {
    const inputs = new Map<string, Set<string>>();
    for (const { flowId, input } of now) inputs.set(flowId, (inputs.get(flowId) ?? new Set()).add(input));
    const changed: string[] = [];
    for (const flowId of new Set([...before, ...now].map((call) => call.flowId))) {
      const parents = this.#byChild.get(flowId) ?? new Map<string, ReadonlySet<string>>();
      const own = inputs.get(flowId);
      if (isSame(parents.get(uri), own)) continue;
      if (own === undefined) parents.delete(uri);
      else parents.set(uri, own);
      if (parents.size === 0) this.#byChild.delete(flowId);
      else this.#byChild.set(flowId, parents);
      changed.push(flowId);
    }
    return changed;
  }

  /**
   * Inputs of a child flow to which others pass a secret, sorted. `own`: its file, which does not count. Of several parents the
   * first by name is told, whatever order their files came in.
   */
  to(
    flowId: string,
    own: string | undefined,
    nameOf: (uri: string) => string | undefined,
  ): readonly SecretInput[] {
    const found = new Map<string, SecretInput>();
    for (const [uri, inputs] of this.#byChild.get(flowId) ?? []) {
      if (uri === own) continue;
      const parent = nameOf(uri) ?? '';
      for (const input of inputs) {
        const known = found.get(input);
        if (known === undefined || parent < known.parent) found.set(input, { input, parent });
      }
    }
    return [...found.values()].sort(byText((one) => one.input));
  }
}

function isSame(a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every((one) => b.has(one));
}
