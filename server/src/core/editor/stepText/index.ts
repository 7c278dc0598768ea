/**
 * A flow as plain text that people compare: what starts it, its connections and parameters, and one line a step with its inputs and
 * settings below it. What has no meaning for the flow is left out (order of keys, ids, templates, labels of the designer).
 */
import { DEFAULT_CONFIG } from '../../config/types.ts';
import type { ConnectionReference } from '../../flow/model.ts';
import { NONE } from '../../json/tree.ts';
import type { FlowFacts } from '../../rules/flowFacts.ts';
import { connectorNameIn } from '../../solution/connectorNames.ts';
import type { SolutionModel } from '../../solution/index.ts';
import { byText } from '../../text/compare.ts';
import { type Look, lookAt } from '../../workspace/look.ts';
import { ACTS_AS, runsAs } from '../hover/connection.ts';
import { Lines } from './lines.ts';
import { SecretLabels } from './secretLabels.ts';
import { StepLines } from './steps.ts';
import { ValueLines } from './values.ts';

/**
 * The step outlines of several versions of one file, in their order; undefined for one that holds no flow. Secrets are masked: what is
 * one in one version in all of them, and equal ones alike, so that a changed secret is a difference. Never throws.
 * `solution`: the one around the file, which knows the names of child flows and of custom connectors.
 */
export function stepTexts(
  uri: string,
  versions: readonly string[],
  solution?: SolutionModel,
): readonly (string | undefined)[] {
  try {
    const looks = versions.map((text) =>
      lookAt({ uri, text }, { config: DEFAULT_CONFIG, solutionModel: solution }),
    );
    const labels = new SecretLabels();
    for (const { flows } of looks) for (const facts of flows) labels.add(facts);
    return looks.map((look) => (look.flows.length === 0 ? undefined : fileText(look, labels)));
  } catch {
    // A defect of ours must not take the editor's other features with it.
    return versions.map(() => undefined);
  }
}

function fileText({ document, flows }: Look, labels: SecretLabels): string {
  const lines = new Lines();
  const damage = document.tree.problems.length;
  if (damage > 0) {
    lines.add('This version is damaged: what could be read of it stands below.');
    lines.gap();
  }
  flows.forEach((facts, index) => {
    if (flows.length > 1) lines.add(`Flow ${index + 1}`);
    flowText(facts, labels, lines);
  });
  return lines.toString();
}

function flowText(facts: FlowFacts, labels: SecretLabels, lines: Lines): void {
  const { flow } = facts;
  const steps = new StepLines(facts, labels, lines);
  lines.add('Trigger');
  lines.below(() => {
    for (const trigger of [...flow.triggers].sort(byText(({ name }) => name))) steps.of(trigger);
  });
  connections(facts, labels, lines);
  parameters(facts, labels, lines);
  lines.gap();
  lines.add('Steps');
  lines.below(() => steps.in(flow.topLevel));
}

function connections({ flow, solution }: FlowFacts, labels: SecretLabels, lines: Lines): void {
  if (flow.connections.length === 0) return;
  // The key is a name within the file alone, which exports give anew.
  const texts = flow.connections.map((one) => {
    const connector = one.apiName === undefined ? 'Connection' : connectorNameIn(solution, one.apiName);
    const as = runsAs(flow, one);
    return labels.inText(`${connector}: ${nameOf(one)}${as === undefined ? '' : `, acts as ${ACTS_AS[as]}`}`);
  });
  lines.gap();
  lines.add('Connections');
  lines.below(() => {
    for (const text of texts.sort()) lines.add(text);
  });
}

function nameOf({ logicalName, key }: ConnectionReference): string {
  return logicalName ?? key;
}

/** The platform's own, for connections and sign-in, are in every flow. */
function parameters({ flow }: FlowFacts, labels: SecretLabels, lines: Lines): void {
  const own = flow.parameters.filter(({ name }) => !name.startsWith('$'));
  if (own.length === 0) return;
  const values = new ValueLines(flow.tree, labels, lines);
  lines.gap();
  lines.add('Parameters');
  lines.below(() => {
    for (const { name, type, schemaName, defaultValue, node } of own.sort(byText((one) => one.name))) {
      const variable = schemaName === undefined ? '' : `, environment variable ${schemaName}`;
      lines.add(labels.inText(`${name} (${type}${variable})`));
      lines.below(() => {
        if (defaultValue !== NONE) values.add('Default', defaultValue, [name, schemaName ?? '']);
        const description = flow.tree.descend(node, 'metadata', 'description');
        if (description !== NONE) values.add('Description', description);
      });
    }
  });
}
