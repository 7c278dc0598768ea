import { renameStep, stepRenameRefusal } from '../../fixes/flow/renameAction.ts';
import { connectionRenameRefusal, renameConnection } from '../../fixes/flow/renameConnection.ts';
import { inputRenameRefusal, renameInput } from '../../fixes/flow/renameInput.ts';
import { parameterRenameRefusal, renameParameter } from '../../fixes/flow/renameParameter.ts';
import { renameVariable, variableRenameRefusal } from '../../fixes/flow/renameVariable.ts';
import { shownInSentence } from '../../fixes/flow/unresolvedName.ts';
import type { FlowModel, Step } from '../../flow/model.ts';
import { namesOf } from '../../flow/names/index.ts';
import { spanOfPlace } from '../../json/nodePlace.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { spellingsInFlow } from '../symbols/inFlow.ts';
import type { SymbolAt } from '../symbols/types.ts';

/** How a name of a flow can be changed, in that flow alone. */
export interface FlowRename {
  /** The name as it is defined; of an input of the trigger its title. */
  readonly name: string;
  /** Why it cannot be renamed, as a sentence. */
  readonly refused: string | undefined;
  /** What else follows for people and systems outside of the file, as a sentence: to be confirmed. */
  readonly warning: string | undefined;
  /** How many places write the name in other letters. Renamed back, they have those of `name`. */
  readonly otherSpellings: number;
  /** Edits against the text of the flow, in the order of the file; or why the new name cannot be had, as a sentence. */
  to(newName: string): readonly TextEdit[] | string;
}

type Part = Pick<FlowRename, 'name' | 'refused' | 'to'> & Partial<Pick<FlowRename, 'warning'>>;

/**
 * The rename of what is named at a place of a flow: steps, variables, parameters, keys of connections, titles of trigger inputs. Never
 * undefined: what cannot be renamed says why.
 */
export function renameInOneFlow(flow: FlowModel, symbol: SymbolAt): FlowRename {
  const part = partOf(flow, symbol);
  const isKey = symbol.kind !== 'input' && symbol.kind !== 'childInput';
  const spellings = isKey ? spellingsInFlow(flow, symbol) : [];
  return {
    warning: undefined,
    otherSpellings: spellings.filter((one) => one !== part.name).length,
    ...part,
  };
}

function partOf(flow: FlowModel, symbol: SymbolAt): Part {
  const names = namesOf(flow);
  const { kind, name } = symbol;
  const lower = name.toLowerCase();
  switch (kind) {
    case 'step':
      return stepPart(flow, symbol);
    case 'variable': {
      const [variable] = names.variable(name);
      if (variable === undefined)
        return refusal(name, `The flow initialises no variable ${shownInSentence(name)}.`);
      return {
        name: variable.name,
        refused: variableRenameRefusal(flow, variable),
        to: (newName) => renameVariable(flow, variable, newName),
      };
    }
    case 'parameter': {
      const parameter = names.parameter(name);
      if (parameter === undefined)
        return refusal(name, `The flow declares no parameter ${shownInSentence(name)}.`);
      return {
        name: parameter.name,
        refused: parameterRenameRefusal(flow, parameter),
        to: (newName) => renameParameter(flow, parameter, newName),
      };
    }
    case 'connection': {
      const connection = flow.connections.find((one) => one.key.toLowerCase() === lower);
      if (connection === undefined)
        return refusal(name, `The file declares no connection ${shownInSentence(name)}.`);
      return {
        name: connection.key,
        refused: connectionRenameRefusal(flow, connection),
        to: (newName) => renameConnection(flow, connection, newName),
      };
    }
    case 'input': {
      const input = names.inputs.find((one) => one.key.toLowerCase() === lower);
      if (input === undefined)
        return refusal(name, `The trigger declares no input ${shownInSentence(name)}.`);
      return {
        name: input.title,
        refused: inputRenameRefusal(flow, input),
        to: (newName) => renameInput(flow, input, newName),
      };
    }
    default:
      return refusal(name, FIXED[kind]);
  }
}

const FIXED = {
  childInput:
    'The key of an input is what callers send, and this editor cannot ask first: rename its title in the flow that is called.',
  childFlow: 'A flow is called by its id, which stays when the flow is renamed.',
  connectionReference:
    'Environments know a connection reference by its logical name, which stays: change its display name.',
  environmentVariable: 'Only an environment variable that a solution here defines can be renamed.',
} as const;

function stepPart(flow: FlowModel, symbol: SymbolAt): Part {
  const { name } = symbol;
  const step = stepOf(flow, symbol);
  if (step === undefined) {
    const isThere = namesOf(flow).action(name) !== undefined;
    const shown = shownInSentence(name);
    return refusal(
      name,
      isThere
        ? `Several steps are called ${shown}: rename one of them at its own place.`
        : `The flow has no step ${shown}.`,
    );
  }
  return {
    name: step.name,
    refused: stepRenameRefusal(flow, step),
    ...(step.role === 'trigger' && step.lowerType === 'request'
      ? {
          warning: `${shownInSentence(step.name)} is part of the URL that starts the flow: whoever calls it needs the new one.`,
        }
      : {}),
    to: (newName) => renameStep(flow, step, newName),
  };
}

/** The only one of that name, or the one whose own name stands at the place. */
function stepOf(flow: FlowModel, { name, span }: SymbolAt): Step | undefined {
  const lower = name.toLowerCase();
  const all = flow.steps.filter((one) => one.name.toLowerCase() === lower);
  if (all.length < 2) return all[0];
  return all.find(({ node }) => {
    const key = spanOfPlace(flow.tree, { node, part: 'key' });
    return key.start < span.start && span.end < key.end;
  });
}

function refusal(name: string, refused: string): Part {
  return { name, refused, to: () => refused };
}
