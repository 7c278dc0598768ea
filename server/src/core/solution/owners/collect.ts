import { byText } from '../../text/compare.ts';
import { pushTo } from '../../text/groupedBy.ts';
import type {
  Fact,
  FlowOwnersEntry,
  SolutionFlow,
  SolutionModel,
  Source,
  StatedPrincipal,
} from '../index.ts';
import { fileNameOf } from '../paths.ts';
import { environmentOf, fileNameWithEnvironment } from './environment.ts';
import { entriesFor, type FlowOwnersFile, ownersFile, thatCount } from './flowOwners.ts';
import { principalOf, type Stated } from './judge.ts';
import type { FlowOwnerFact, OwnerFact, OwnerRole } from './types.ts';

/** Facts about one flow, and when its owner is to be looked at again. */
export interface Collected {
  readonly facts: OwnerFact[];
  readonly review: { readonly date: string; readonly source: Source } | undefined;
}

type Origin = Pick<OwnerFact, 'sourceKind' | 'sourceName' | 'environment'>;

/** A fact; undefined for an empty name. */
function factOf(role: OwnerRole, name: Fact<string>, stated: Stated, origin: Origin): OwnerFact | undefined {
  if (name.value.trim() === '') return undefined;
  const source = { uri: name.uri, span: name.span };
  return { principal: principalOf(name.value, stated), role, source, ...origin };
}

/** Collects the facts of a solution flow by flow. Settings and inventories are sorted by flow once. */
export class Collector {
  readonly #model: SolutionModel;
  readonly #files: readonly FlowOwnersFile[];
  readonly #byFlow = new Map<string, OwnerFact[]>();
  readonly #byConnection = new Map<string, { readonly name: string; readonly facts: OwnerFact[] }>();

  constructor(model: SolutionModel) {
    this.#model = model;
    this.#files = model.ownerSources.flowOwners.map((file) => ownersFile(file));
    this.#settings();
    this.#inventories();
    this.#resources();
  }

  /** `own`: what the flow's file tells. */
  flow(flow: SolutionFlow, own: readonly FlowOwnerFact[]): Collected {
    const facts: OwnerFact[] = [];
    const review = this.#flowOwners(flow, facts);
    if (flow.id !== undefined) facts.push(...(this.#byFlow.get(flow.id) ?? []));
    if (flow.uri !== undefined) {
      const { uri } = flow;
      for (const one of own) {
        const kind = one.type?.toLowerCase() === 'serviceprincipal' ? 'service' : undefined;
        const origin = { sourceKind: 'flow', sourceName: "the flow's file", environment: undefined } as const;
        const fact = factOf(one.role, { uri, value: one.name, span: one.span }, { kind }, origin);
        if (fact !== undefined) facts.push(fact);
      }
      this.#codeOwners(uri, facts);
    }
    return { facts, review };
  }

  /** Facts about connections, in order of their first mention. */
  connections(): readonly { readonly name: string; readonly facts: readonly OwnerFact[] }[] {
    return [...this.#byConnection.values()];
  }

  #flowOwners(flow: SolutionFlow, facts: OwnerFact[]): Collected['review'] {
    const entries = entriesFor(this.#files, flow);
    let review: Collected['review'];
    const addFacts = (
      role: OwnerRole,
      principals: readonly StatedPrincipal[],
      entry: FlowOwnersEntry,
    ): void => {
      for (const { name, kind } of principals) {
        const environment = entry.environment?.value.trim();
        const sourceName = fileNameOf(name.uri);
        const fact = factOf(role, name, { kind }, { sourceKind: 'flow-owners', sourceName, environment });
        if (fact !== undefined) facts.push(fact);
      }
    };
    const owner = (one: FlowOwnersEntry): readonly StatedPrincipal[] => (one.owner ? [one.owner] : []);
    const roles: readonly [OwnerRole, (entry: FlowOwnersEntry) => readonly StatedPrincipal[]][] = [
      ['owner', owner],
      ['co-owner', (one) => one.coOwners],
      ['may run', (one) => one.runOnlyUsers],
    ];
    for (const [role, read] of roles)
      for (const entry of thatCount(entries, (one) => read(one).length > 0))
        addFacts(role, read(entry), entry);
    for (const { reviewBy } of thatCount(entries, (one) => one.reviewBy !== undefined)) {
      const { value: date, uri, span } = reviewBy!;
      if (review === undefined || date < review.date) review = { date, source: { uri, span } };
    }
    return review;
  }

  #settings(): void {
    const roles = { owner: 'owner', activateAs: 'activates as', shareWithTeam: 'may run' } as const;
    const files = [...this.#model.deploymentSettings].sort(byText((one) => one.uri));
    for (const { uri, components, connectionReferences } of files) {
      const origin: Origin = {
        sourceKind: 'deployment-settings',
        sourceName: fileNameWithEnvironment(uri),
        environment: environmentOf(uri),
      };
      for (const { setting, id, value } of components) {
        if (setting === 'activate' || setting === 'activateOrder' || id === undefined) continue;
        // The ALM Accelerator gives the team read access, which lets it run the flow.
        const stated: Stated = setting === 'shareWithTeam' ? { kind: 'team' } : {};
        this.#put(id.value, factOf(roles[setting], value, stated, origin));
      }
      for (const { logicalName, owner } of connectionReferences) {
        const fact = owner && factOf('runs connection', owner, {}, origin);
        if (fact !== undefined) this.#putConnection(logicalName.value, fact);
      }
    }
  }

  #inventories(): void {
    for (const { uri, form, entries } of this.#model.ownerSources.inventories) {
      const of = { ownerRoles: 'admin PowerShell', workflows: 'Dataverse', flowTable: 'inventory' }[form];
      for (const { flowIds, role, principal, idOf, isUser, environment } of entries) {
        const origin: Origin = {
          sourceKind: 'inventory',
          sourceName: `${fileNameOf(uri)} (${of})`,
          environment,
        };
        const stated: Stated = { kind: principal.kind, isUser, idOf };
        const fact = factOf(role, principal.name, stated, origin);
        const id = flowIds.find((one) => this.#model.flow(one.value) !== undefined);
        if (id !== undefined) this.#put(id.value, fact);
      }
    }
  }

  /** A package names each connection after the account behind it, mostly; names that are no addresses say nothing. */
  #resources(): void {
    const origin: Origin = {
      sourceKind: 'package',
      sourceName: 'manifest.json of the package',
      environment: undefined,
    };
    for (const { id, type, displayName } of this.#model.resources) {
      if (type.toLowerCase() !== 'microsoft.powerapps/apis/connections' || displayName === undefined)
        continue;
      const fact = factOf('runs connection', displayName, {}, origin);
      if (fact?.principal.form === 'mail') this.#putConnection(id, fact);
    }
  }

  #codeOwners(flowUri: string, facts: OwnerFact[]): void {
    for (const { rules } of this.#model.ownerSources.codeOwners) {
      for (const owner of rules.get(flowUri)?.owners ?? []) {
        const origin: Origin = {
          sourceKind: 'code-owners',
          sourceName: 'CODEOWNERS',
          environment: undefined,
        };
        const fact = factOf('code owner', owner, {}, origin);
        if (fact !== undefined) facts.push(fact);
      }
    }
  }

  #put(flowId: string, fact: OwnerFact | undefined): void {
    if (fact === undefined) return;
    pushTo(this.#byFlow, flowId, fact);
  }

  #putConnection(name: string, fact: OwnerFact): void {
    const key = name.toLowerCase();
    const before = this.#byConnection.get(key);
    if (before !== undefined) before.facts.push(fact);
    else {
      const declared = this.#model.connectionReference(key)?.logicalName.value;
      this.#byConnection.set(key, { name: declared ?? name, facts: [fact] });
    }
  }
}
